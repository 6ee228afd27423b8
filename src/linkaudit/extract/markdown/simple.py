"""Blocks whose links are certain without a parser: words, lists, tables, definitions, HTML.

What is read here is read as CommonMark has it, and markdown-it-py; whatever may be read in
another way is left to it. Each line is a unit, or goes on with one: no code span or bracket is
open where a line begins that may be an item, a quote or a cell. So it does not matter which of
them it is, and the answer is the same for a paragraph, a list, or one within the other.
"""

from __future__ import annotations

import re
from collections.abc import Container

from linkaudit.extract.markdown.blocks import Block
from linkaudit.extract.markdown.tokens import (
    Definition,
    LinkToken,
    in_plain_text,
    may_hold_bare_url,
    unescaped,
)
from linkaudit.model.document import LinkKind

# Escapes, tabs, and all white space and control characters but the space and the line end:
# parsers differ in what they trim.
_ODD = (
    r"[\\\x00-\x09\x0b-\x1f\x7f-\xa0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
    r"\ufffd]"
)
_USUAL = bytes(set(range(0x20, 0x7F)) | {0x0A}).replace(b"\\", b"")
# The first words of a line that begins no block of its own, nor makes one of the line before.
_WORDS = (
    r"(?:[^\W\d_]|[0-9]++(?![.)])|[\[(\"'!?@,;%/&.{}\])^]|[^\x00-\x7f]|\*{1,3}(?=[^\s*])"
    r"|_{1,3}(?=[^\s_])|`{1,2}(?=[^`\n])|<(?=https?://)|:(?=\w))[^\n]*+(?:\n|\Z)"
)
_MARKS = r"(?:> {1,4})?(?:(?:[-+*]|[0-9]{1,9}[.)]) {1,4})?"
# Behind a heading, no paragraph is open, and indentation means code.
_LINES = re.compile(rf"(?:#{{1,6}} [^\n]*+(?:\n(?! )|\Z)| *+{_MARKS}{_WORDS})++")
_TABLE = re.compile(
    r"(?P<head>\|[^\n]*\|) *\n(?P<rule>\|(?: *:?-+:? *\|)+) *(?:\n|\Z)(?:\|[^\n]*\| *(?:\n|\Z))*+"
)
# CommonMark §4.6, the sixth kind: ends at a blank line. Not all of its names, and no first line
# that may be the head of a table, which parsers try first.
_HTML = re.compile(
    r"</?(?:p|div|h[1-6]|details|summary|center|table|thead|tbody|tr|td|th|ul|ol|li|dl|dt|dd"
    r"|section|header|footer|nav|figure|iframe|hr|aside|article|main)(?=[\s>]|/>)[^|\n]*+(?:\n|\Z)",
    re.A | re.I,
)
_BLANK_LINE = re.compile(r"\n[ \t]+\n")

_TEXT = r"(?:[^\[\]`<\\]++|`[^`\n]++`(?!`))*+"
_DESTINATION = r"(?:<[^<>\n]*+>|[^\x00-\x20\x7f\\()<`]++)"
_TITLE = r"(?: ++(?:\"[^\"\n`]*+\"|'[^'\n`]*+'|\([^()\n`]*+\)))?"
_TARGET = rf"\( *+(?P<{{}}>{_DESTINATION}){_TITLE} *+\)"
# What is plain comes first, so that it is skipped in one go; what is in no group is plain, too.
_TOKEN = re.compile(
    r"[^`\[\]<!]*+(?:"
    r"(?P<code>`[^`\n]++`(?!`)|``(?!`)(?:[^`\n]++|`(?!`))++``(?!`))"
    rf"|(?P<nested>\[!\[(?P<alt>{_TEXT})\]{_TARGET.format('picture')}\]{_TARGET.format('target')})"
    rf"|(?P<bracket>(?P<bang>!?)\[(?P<text>{_TEXT})\]"
    rf"(?:{_TARGET.format('destination')}|\[(?P<label>{_TEXT})\])?)"
    r"|(?P<angle><https?://[^<>\s`]*+>)"
    r"|(?P<uncertain>[`\[\]]|!(?=\[)|<(?=[A-Za-z/!?]))"
    r"|[<!]|\Z)"
)
_NEW_UNIT = re.compile(r"\n *(?:>|#|[-+*] |[0-9]{1,9}[.)] )")
_BEFORE_A_PIPE = re.compile(r"(?<![^\s|])[^\s|]++(?=\|)")
_GOES_ON = ("(", "[", ":")
_LINE_END = re.compile(r"(?<! ) *+\n *")
_NOT_PLAIN = re.compile(r"[*_&`\n]")
_IN_A_WORD = re.compile(r"(?<=[A-Za-z0-9])_+(?=[A-Za-z0-9])")

_LABEL = r"[ -%'-Z_-~][ -%'-Z_-~]{0,300}+"  # no brackets, no escapes, no entities
_DEFINITIONS = re.compile(rf"(?:\[{_LABEL}\]: ++{_DESTINATION}{_TITLE} *+(?:\n|\Z))++")
_DEFINITION = re.compile(rf"\[({_LABEL})\]: ++({_DESTINATION})[^\n]*+", re.M)


class UncertainError(Exception):
    """Not ours to read: markdown-it-py is asked."""


def is_html(text: str, block: Block) -> bool:
    """Whether a block is HTML from its start to its end."""
    start, end = block.start, block.end
    if text.startswith("<!--", start):
        return _is_comment(text, start, end)
    return (
        block.is_whole
        and _HTML.match(text, start, end) is not None
        and _BLANK_LINE.search(text, start, end) is None
    )


def _is_comment(text: str, start: int, end: int) -> bool:
    """The second kind of §4.6: ends with the line that closes it."""
    end -= text.endswith("\n", start, end)
    closing = text.find("-->", start + len("<!"), end)
    line_end = text.find("\n", start, end)
    is_head = text.find("|", start, line_end if line_end >= 0 else end) >= 0
    return closing >= 0 and text.find("\n", closing, end) < 0 and not is_head


def definitions(text: str, block: Block) -> list[Definition] | None:
    """The definitions of a block that holds nothing else; None for another one."""
    if not block.is_whole or text[block.start] != "[":
        return None
    if _DEFINITIONS.fullmatch(text, block.start, block.end) is None:
        return None
    if _is_odd(text[block.start : block.end]):
        return None
    found = []
    for one in _DEFINITION.finditer(text, block.start, block.end):
        words = " ".join(one[1].split())
        if not words:
            return None
        start, end = _inside(text, *one.span(2))
        found.append(Definition(normalised(words), words, start, end))
    return found


def normalised(label: str) -> str:
    """A label of ASCII as links find it (CommonMark §6.3)."""
    return " ".join(label.split()).lower().upper()


def may_be_simple(text: str, block: Block) -> bool:
    """Whether `links` may know what is in a block; if not, it is not asked."""
    start, end = block.start, block.end
    return (
        block.is_whole
        and text[start] != " "
        and text.find("]:", start, end) < 0
        and text.find("[^", start, end) < 0
        and text.count("$", start, end) <= 1
        and not _is_odd(text[start:end])
        and (_LINES.fullmatch(text, start, end) is not None or _is_table(text, block))
    )


def _is_odd(text: str) -> bool:
    if text.isascii():  # quicker than the pattern by far
        return bool(text.encode().translate(None, _USUAL))
    return re.search(_ODD, text) is not None  # not compiled before it is needed: it takes long


def _is_table(text: str, block: Block) -> bool:
    found = _TABLE.fullmatch(text, block.start, block.end)
    if found is None or _has_url_at_a_pipe(text[block.start : block.end].lower()):
        return False
    pipes = found["head"].count("|")
    # A row with more cells than the head loses them.
    rows = found[0].rstrip("\n").split("\n")
    return all(row.count("|") == pipes for row in rows)


def _has_url_at_a_pipe(text: str) -> bool:
    """Whether a bare URL may end or begin at the border of a cell; `text` is in lower case."""
    if "|www." in text:
        return True
    if ":/" not in text and "www." not in text:
        return False
    return any(":/" in one or "www." in one for one in _BEFORE_A_PIPE.findall(text))


def links(text: str, block: Block, labels: Container[str]) -> list[LinkToken]:
    """The links of a block that may be simple. Raises UncertainError where it is not."""
    found: list[LinkToken] = []
    is_table = text[block.start] == "|"
    position = block.start
    for token in _TOKEN.finditer(text, block.start, block.end):
        kind = token.lastgroup
        if kind is None:
            continue
        start, end = token.span(kind)
        if kind == "uncertain" or (is_table and text.find("|", start, end) >= 0):
            raise UncertainError
        if kind == "bracket":
            link = _bracket(text, token, labels)
            if link is None:
                continue
            found.append(link)
        elif kind == "nested":
            found += _nested(text, token)
        elif kind == "angle":
            span = start + 1, end - 1
            written = text[start + 1 : end - 1]
            found.append(LinkToken(start, end, span, written, written, LinkKind.AUTOLINK))
        if may_hold_bare_url(text[position:start]):
            found += in_plain_text(text, position, start)
        position = end
    if may_hold_bare_url(text[position : block.end]):
        found += in_plain_text(text, position, block.end)
    return found


def _bracket(text: str, token: re.Match[str], labels: Container[str]) -> LinkToken | None:
    """`[text](destination)` and the like; None for brackets that are only brackets."""
    start, end = token.span("bracket")
    _check_unit(text, start, end)
    if token["destination"] is not None:
        kind = LinkKind.IMAGE if token["bang"] else LinkKind.INLINE
        span = _inside(text, *token.span("destination"))
        url = unescaped(text[slice(*span)])
        return LinkToken(start, end, span, url, _words(token["text"]), kind)
    label = token["label"]
    name = label or token["text"]
    if not name.isascii() or (label is None and text[end : end + 1] in _GOES_ON):
        raise UncertainError
    name = normalised(name)
    if name in labels:
        words = _words(token["text"])
        return LinkToken(start, end, (start, start), "", words, LinkKind.REFERENCE, name)
    if label is not None or "`" in name or may_hold_bare_url(name):
        raise UncertainError
    return None


def _nested(text: str, token: re.Match[str]) -> list[LinkToken]:
    """`[![text](picture)](target)`."""
    start, end = token.span("nested")
    _check_unit(text, start, end)
    words = _words(token["alt"])
    picture, target = (_inside(text, *token.span(name)) for name in ("picture", "target"))
    return [
        LinkToken(start, end, target, unescaped(text[slice(*target)]), words, LinkKind.INLINE),
        LinkToken(start + 1, end, picture, unescaped(text[slice(*picture)]), words, LinkKind.IMAGE),
    ]


def _check_unit(text: str, start: int, end: int) -> None:
    """Raises UncertainError where a line that this goes on to may be no part of it."""
    if text.find("\n", start, end) < 0:
        return
    line = text.rfind("\n", 0, start) + 1
    if text[line] == "#" or _NEW_UNIT.search(text, start, end):
        raise UncertainError


def _inside(text: str, start: int, end: int) -> tuple[int, int]:
    """A destination without its angle brackets."""
    return (start + 1, end - 1) if text[start] == "<" else (start, end)


def _words(written: str) -> str:
    """What a reader sees of a link's text. Raises UncertainError for marks of emphasis."""
    if not _NOT_PLAIN.search(written):
        return written.strip()
    pieces = written.split("`")  # every other one is code
    for number, piece in enumerate(pieces):
        if number % 2:
            if piece.strip(" ") != piece:
                raise UncertainError
        elif "*" in piece or "&" in piece or "_" in _IN_A_WORD.sub("", piece):
            raise UncertainError
        else:
            pieces[number] = _LINE_END.sub(" ", piece)
    return "".join(pieces).strip()
