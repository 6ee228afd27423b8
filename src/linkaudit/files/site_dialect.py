"""How a site reads the Markdown of its folders, by the nearest config of its generator.

Reads names and config files as data; runs nothing. Where no config is found, the suffix of a
document says all. What stands beside the config, such as a README, is no page of the site.
"""

from __future__ import annotations

import os
import re
from os.path import dirname, join

from linkaudit.files.bounded import NotRegularError, read_bounded

_MOST_BYTES = 1024 * 1024
_DOCUSAURUS = tuple(f"docusaurus.config.{suffix}" for suffix in ("js", "ts", "mjs", "cjs", "mts"))
_MKDOCS = ("mkdocs.yml", "mkdocs.yaml")
# Docusaurus, `markdown.format`: with `detect`, the suffix decides; with `md`, nothing is MDX.
_NO_MDX = re.compile(r"\bformat\s*+:\s*+[\"'](?:detect|md)[\"']")
_AUTOREFS = re.compile(r"^[ \t]*+-?[ \t]*+(?:autorefs|mkdocstrings)\b", re.M)


# What a generator reads, where its name was given and no config of it is found.
_READ_BY = {"docusaurus": "mdx", "mkdocs": "mkdocs"}


class SiteDialects:
    """Looks at each folder once; one serves for a whole run."""

    def __init__(self, generator: str = "") -> None:
        """`generator` is the name that the user gave, which overrules the configs."""
        self._generator = generator
        self._of_folder: dict[str, str] = {}
        self._in_folder: dict[str, str | None] = {}

    def of(self, path: str) -> str:
        """The dialect of the document at a path, one of `DIALECTS`; empty for none."""
        folder = dirname(os.path.abspath(path))
        if self._generator:
            usual = _READ_BY.get(self._generator, "")
            own = self._in(folder) or self._below(folder) if usual else ""
            return own if own.startswith(usual) else usual
        if self._in(folder) is not None:
            return ""
        return self._below(folder)

    def docusaurus_above(self, path: str) -> str | None:
        """The folder with the nearest config of Docusaurus above a document; None for none."""
        folder = dirname(os.path.abspath(path))
        while not _has_docusaurus(folder):
            above = dirname(folder)
            if above == folder or os.path.lexists(join(folder, ".git")):
                return None
            folder = above
        return folder

    def _below(self, folder: str) -> str:
        """That of documents below a folder."""
        passed: list[str] = []  # not by recursion: a path has room for 2,000 folders
        while folder not in self._of_folder:
            passed.append(folder)
            own, above = self._in(folder), dirname(folder)
            if own is not None or above == folder or os.path.lexists(join(folder, ".git")):
                self._of_folder[folder] = own or ""
            else:
                folder = above
        found = self._of_folder[folder]
        self._of_folder.update(dict.fromkeys(passed, found))
        return found

    def _in(self, folder: str) -> str | None:
        """What the config in a folder says; None where there is none."""
        if folder not in self._in_folder:
            self._in_folder[folder] = _said_in(folder)
        return self._in_folder[folder]


def _has_docusaurus(folder: str) -> bool:
    return any(os.path.isfile(join(folder, name)) for name in _DOCUSAURUS)


def _said_in(folder: str) -> str | None:
    try:
        names = set(os.listdir(folder))
    except OSError:
        return None
    if found := names.intersection(_DOCUSAURUS):
        return "" if _NO_MDX.search(_text(join(folder, min(found)))) else "mdx"
    if found := names.intersection(_MKDOCS):
        has_autorefs = _AUTOREFS.search(_text(join(folder, min(found))))
        return "mkdocs-autorefs" if has_autorefs else "mkdocs"
    return None


def _text(path: str) -> str:
    try:
        return read_bounded(path, _MOST_BYTES).decode("utf-8", "replace")
    except (OSError, NotRegularError):
        return ""
