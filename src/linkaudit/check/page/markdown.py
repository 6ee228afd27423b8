"""What a page that is served as Markdown says of itself: its title, and the text of its top.

AWS's guides are there as HTML and, under `….md`, as Markdown. Takes the marks of inline text off
and joins lines to paragraphs; builds no tree, and knows no anchors: a browser shows such a text as
it is, so nothing in it can be jumped to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkaudit.model.http import Response
from linkaudit.text.uri import path_of

_TYPES = frozenset({"text/markdown", "text/x-markdown"})
_READ = 32 * 1024  # bytes: the top of a text
_FENCE = ("```", "~~~")
_LINK = re.compile(
    r"!?\[([^\[\]]{0,300})\](?:\([^()\s]{0,500}(?: [^()]{0,100})?\)|\[[^\[\]]{0,100}\])"
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_MARKS = re.compile(r"\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`+|\\(?=[!-/:-@\[-`{-~])|\\$")
_BLOCK = re.compile(r"(?:[-+*] |\d{1,3}[.)] |\||\[!\w+\])")
_LABEL = re.compile(r"\*\*[^*]{1,40}\*\*")  # "**Note**" above the text of a box
_BREAK = "  "  # at the end of a line: CommonMark §6.7
_HEADING = re.compile(r"(#{1,6}) +(.+)")


def is_markdown(response: Response) -> bool:
    """Whether the answer is Markdown by its type, or plain text by that and so by its name."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    name = path_of(response.uri).lower()
    return kind in _TYPES or (kind == "text/plain" and name.endswith((".md", ".markdown")))


def title_and_text(response: Response) -> tuple[str, str]:
    """The first heading, and the text of the top, a line for each paragraph."""
    title, lines = "", []
    for line in _paragraphs(response.body[:_READ].decode("utf-8", "replace")):
        heading = _HEADING.match(line)
        said = _plain(heading[2] if heading else line)
        if heading and not title:
            title = said
        lines.append(said)
    return title, "\n".join(filter(None, lines))


def _paragraphs(text: str) -> Iterator[str]:
    """Headings, items and paragraphs of a text, each as one line; no code and no front matter."""
    lines = text.lstrip("\ufeff").splitlines()
    if lines and lines[0].rstrip() == "---" and "---" in (rest := [x.rstrip() for x in lines[1:]]):
        lines = rest[rest.index("---") + 1 :]
    is_code = False
    held: list[str] = []
    for line in [*lines, ""]:
        words = line.strip().lstrip(">").strip()
        if words.startswith(_FENCE):
            is_code, words = not is_code, ""
        mark = _BLOCK.match(words)
        if held and (not words or mark or words.startswith("#")):
            yield " ".join(held)
            held = []
        if words.startswith("#") and not is_code:
            yield words
        elif words and not is_code:
            held.append(words[mark.end() :].strip() if mark else words)
        if held and (line.endswith(_BREAK) or _LABEL.fullmatch(words)):
            yield " ".join(held)
            held = []


def _plain(line: str) -> str:
    return " ".join(_MARKS.sub("", _TAG.sub("", _LINK.sub(r"\1", line))).split())
