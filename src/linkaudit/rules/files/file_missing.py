"""The rule on files of the checked tree: whether the one that a link names is there.

What is offered is written as the author wrote the link: only names change.
"""

from __future__ import annotations

import re
from unicodedata import normalize
from urllib.parse import quote, unquote

from linkaudit.model.http import Failure, FailureKind
from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation
from linkaudit.rules.replacement.similarity import nearest_file
from linkaudit.text.mistyped import host_meant

# What Markdown or a URL gives a meaning; letters of all scripts stay as people write them.
_NOT_PLAIN = re.compile(r"[\x00-\x20\x7f%#?\\<>()\[\]`\"*|^{}]")
_PATH = re.compile(r"[^?#]*")


def _file_missing(context: RuleContext) -> Violation | None:
    match context.observation.outcome:
        case Failure(kind=FailureKind.MISSING, detail=detail):
            found = (
                _named_otherwise(context, detail) or _alike(context, detail) or Violation(detail)
            )
            return None if meant_url(context) else found
    return None


def meant_url(context: RuleContext) -> str | None:
    """The URL of a host or an address where no file is there, nor one of a like name."""
    match context.observation.outcome:
        case Failure(kind=FailureKind.MISSING, detail=detail) if not context.observation.spellings:
            is_file = _alike(context, detail) and not context.link.url.lower().startswith("www.")
            return None if is_file else host_meant(context.link.url)
    return None


def _named_otherwise(context: RuleContext, detail: str) -> Violation | None:
    """Only case tells it from what is there: some systems do not see that, servers do."""
    if not context.observation.spellings:
        return None
    spelling, *others = context.observation.spellings
    if others:
        both = " and ".join(context.observation.spellings)
        return Violation(f"{detail}; {both} differ from it by case only")
    message = f"{detail}; the file is named {spelling}, and most servers are case-sensitive"
    replacement = _with_names(context.link.url, spelling.split("/"))
    return Violation(message, (), replacement, replacement is not None)


def _alike(context: RuleContext, detail: str) -> Violation | None:
    path = (
        context.observation.outcome.uri if isinstance(context.observation.outcome, Failure) else ""
    )
    folder, _, name = path.rpartition("/")
    own_folder, _, own = context.link.path.rpartition("/")
    # Of a path from the root of a site, only the end is known to be that of the document's.
    ends_so = not folder or f"/{own_folder}".endswith(f"/{folder}")
    is_here = ends_so if context.link.url[:1] in ("/", "\\") else own_folder == folder
    others = [known for known in context.observation.neighbours if not (is_here and known == own)]
    near = nearest_file(name, others)
    if near is None:
        return None
    written = _PATH.match(context.link.url)
    segments = re.split(r"[/\\]", written[0] if written else "")
    if segments[-1] in ("", ".", ".."):
        return Violation(f"{detail}; closest match: “{near}”")
    replacement = _with_last(context.link.url, near)
    return Violation(f"{detail}; closest match: “{near}”", (), replacement)


def _with_last(url: str, name: str) -> str:
    """The link with another name at the end of its path."""
    path = _PATH.match(url)
    end = path.end() if path else 0
    start = max(url.rfind("/", 0, end), url.rfind("\\", 0, end)) + 1
    return url[:start] + _NOT_PLAIN.sub(lambda char: quote(char[0]), name) + url[end:]


def _with_names(url: str, names: list[str]) -> str | None:
    """The link with the names of its path spelt as given; None where they do not fit it."""
    path = _PATH.match(url)
    end = path.end() if path else 0
    pieces = re.split(r"([/\\])", url[:end])  # names and what is between them
    rest = list(names)
    for number in range(len(pieces) - 1, -1, -2):
        written = unquote(pieces[number])
        if written in ("", "."):
            continue
        if written == ".." or not rest:
            break
        name = rest.pop()
        if _plain(written) != _plain(name):
            return None
        if written != name:
            pieces[number] = _NOT_PLAIN.sub(lambda char: quote(char[0]), name)
    made = "".join(pieces) + url[end:]
    return made if made != url else None


def _plain(name: str) -> str:
    """What is the same for names that only some file systems distinguish."""
    return normalize("NFC", normalize("NFC", name).casefold())


RULE = Rule(
    id="file-missing",
    verdict=Verdict.DEAD,
    level=Level.ERROR,
    summary="There is no such file in the checked folder, nor such a page of its site.",
    why="""
The relative link is broken where the documents are published. Names count letter for letter, even
where the file system ignores case. `/guide.md` resolves against `--root`. In a document of a site,
the link counts from the address that its generator gives to the page, and `guide`, `guide/` or
`guide.html` may lead to the page of `guide.md`.
""",
    example=Example(
        "[the guide](giude.md)",
        "there is no file giude.md; closest match: “guide.md”",
        files=("guide.md",),
    ),
    fix="""
Correct the path. A name that differs by case only is certain, and `linkaudit fix` replaces it.
Else the closest match of the folder is offered: by its name without the suffix, with the same
digits (`2024.md` is not offered for `2023.md`), and never the document itself.
""",
    silent_when="The link names a host or a mail address: see `scheme-missing`.",
    decide=_file_missing,
)
