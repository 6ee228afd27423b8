"""Links to the repository that the documents are in: its files by their addresses, its pages.

GitHub serves a document at `/OWNER/REPO/blob/BRANCH/PATH`, and browsers count `..` from there. So
`../../issues` in a README leads to the repository's issues. Asks neither the network nor, but for
what git says of the remote, the disk.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from linkaudit.files.repository import Repository, repository_of
from linkaudit.files.site_dialect import SiteDialects
from linkaudit.model.document import Link
from linkaudit.model.report import LocalTarget, NotAsked, Resolved, Unasked, WebTarget
from linkaudit.text.uri import InvalidUriError, normalise

# What GitHub has beside a repository's files, by the first name of the path.
_NAMES = (
    "actions activity archive blame blob branches commit commits community compare contributors"
    " deployments discussions edit find forks graphs invitations issues labels milestone milestones"
    " network new packages projects pull pulls pulse raw releases search security settings"
    " stargazers subscription suites tags tree watchers wiki"
)
_PAGES = frozenset(_NAMES.split())
_FILES = re.compile(r"/(?:blob|tree|raw|blame)/(?P<rest>.+)")
_RAW_HOST = "raw.githubusercontent.com"
_SITE = "@site/"  # Docusaurus: the folder of the site


class OwnPages:
    """The repository around a folder; its files are read only if a link may lead there."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._dialects = SiteDialects()

    @cached_property
    def _repository(self) -> Repository:
        return repository_of(self._root)

    def judged(self, resolved: Resolved, link: Link) -> Resolved:
        """What a link points to, by its path in the tree where it is a file of it."""
        match resolved.target:
            case LocalTarget(path=path, is_rooted=False) if path.startswith(".."):
                return self._page(resolved, path, link)
            case LocalTarget() if link.url.startswith(_SITE):
                return self._of_site(resolved, link)
            case WebTarget(uri=uri) if "github" in uri:
                return self._file_at(resolved, uri) or resolved
        return resolved

    def _page(self, resolved: Resolved, path: str, link: Link) -> Resolved:
        """`../../issues`: the dots lead just out of the branch and its `blob`."""
        repository = self._repository
        full = posixpath.normpath(posixpath.join(repository.below, path))
        up, page = full[:6], full[6:]
        is_top = full == "../.." and repository.web  # without: any folder may be meant
        if not is_top and (up != "../../" or page.partition("/")[0] not in _PAGES):
            return resolved
        if repository.is_elsewhere:
            return resolved
        if not repository.web:
            why = "a page of the repository on GitHub; no remote here says which"
            return Resolved(NotAsked(Unasked.SKIPPED, why))
        query = link.url.partition("#")[0].partition("?")[2]
        url = f"{repository.web}/{page}" + (f"?{query}" if query else "")
        try:
            uri, _ = normalise(url)
        except InvalidUriError as error:
            return Resolved(NotAsked(Unasked.INVALID, str(error)))
        web = Resolved(WebTarget(uri), resolved.fragment)
        return self._file_at(web, uri) or web

    def _file_at(self, resolved: Resolved, uri: str) -> Resolved | None:
        """The file that an address of this repository and its branch shows."""
        rest = self._behind_branch(uri.partition("?")[0])
        if rest is None:
            return None
        path = posixpath.normpath(unquote(rest)) if rest else "."
        below = self._repository.below
        inside = posixpath.relpath(path, below) if below else path
        if inside.startswith("..") or path.startswith(("..", "/")) or "\x00" in path:
            return None
        return replace(resolved, target=LocalTarget(inside, is_file=True))

    def _behind_branch(self, uri: str) -> str | None:
        """The path behind the branch; None for another repository, or another branch."""
        repository = self._repository
        if not repository.web:
            return None
        for start in (repository.web, f"https://{_RAW_HOST}/{repository.name}"):
            if not uri.lower().startswith(f"{start}/".lower()):
                continue
            tail = uri[len(start) :]
            found = None if _RAW_HOST in start else _FILES.match(tail)
            rest = found["rest"] if found else tail[1:] if _RAW_HOST in start else ""
            rest = rest.removeprefix("refs/heads/")
            for branch in repository.branches:
                if rest == branch or rest.startswith(f"{branch}/"):
                    return rest[len(branch) + 1 :]
        return None

    def _of_site(self, resolved: Resolved, link: Link) -> Resolved:
        """`@site/docs/a.md`: counted from the folder of Docusaurus' config."""
        folder = self._dialects.docusaurus_above(str(self._root / link.path))
        if folder is None:
            return resolved
        site = Path(folder)
        root = Path(self._root).absolute()
        if not site.is_relative_to(root):
            return resolved
        written = unquote(re.split(r"[?#]", link.url[len(_SITE) :])[0])
        path = posixpath.normpath(posixpath.join(site.relative_to(root).as_posix(), written))
        return replace(resolved, target=LocalTarget(path, is_file=True))
