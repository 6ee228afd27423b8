"""Links in a document of Markdown: CommonMark with GFM's tables and bare URLs.

Puts together what the parser saw and where it stood, in the order of the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from markdown_it.common.utils import normalizeReference, unescapeAll
from markdown_it.token import Token

from linkaudit.extract.markdown.bare import bare_urls
from linkaudit.extract.markdown.code_spans import code_spans
from linkaudit.extract.markdown.definitions import DEFINITIONS, Definition
from linkaudit.extract.markdown.dialect import Dialect
from linkaudit.extract.markdown.parser import (
    BLOCK_NESTING,
    DEEPEST,
    INLINE_NESTING,
    RECORDER,
    LinkToken,
    Recorder,
    in_html,
    parser_for,
)
from linkaudit.extract.markdown.positions import MAP
from linkaudit.extract.source import OffsetMap, Source
from linkaudit.extract.suppress import Comment, suppressions
from linkaudit.extract.suppress import comments as comments_in
from linkaudit.model.document import Defect, Document, Extraction, Link, LinkKind, Place, Problem

# Every link has one of these; half of all blocks have none, and are not looked at twice.
_MAY_HOLD_LINK = re.compile(r"\]|<[A-Za-z!]|://|www\.", re.I)
# CommonMark §6.3: no brackets in a label unless escaped, at most 999 characters.
_REFERENCE = re.compile(
    r"(?<![\w\])\\])!?\[((?:[^\[\]\\]|\\.){1,999})\]\[((?:[^\[\]\\]|\\.){0,999})\]", re.DOTALL
)


def read(dialect: Dialect, document: Document) -> Extraction:
    """Links, comments that suppress findings, and what was too deep to be read."""
    source = Source.of(document.text)
    text = source.without_front_matter()
    comments = list(comments_in(text, dialect.comments)) if dialect.comments else []
    text = dialect.blanked(text)
    recorder = Recorder()
    defined: list[Definition] = []
    env: dict[str, object] = {RECORDER: recorder, DEFINITIONS: defined}
    tokens: list[Token] = []
    parser = parser_for(BLOCK_NESTING, dialect.lacks)
    parser.block.parse(text, parser, env, tokens)
    links: list[Link] = []
    uses: dict[str, list[tuple[Place, str]]] = {}
    labels = {definition.label for definition in defined}
    for token in tokens:
        if token.type not in ("inline", "html_block"):
            continue
        mapping: OffsetMap = token.meta[MAP]
        comments += _comments(token, mapping)
        for found in _in_block(token, env, recorder, labels):
            place = source.place(mapping(found.start))
            if found.label:
                uses.setdefault(found.label, []).append((place, found.text))
            else:
                links.append(_link(document.path, source, found, mapping, place))
    links += _definitions(document.path, source, defined, uses)
    return Extraction(
        document.path,
        tuple(sorted(links, key=lambda link: link.region)),
        suppressions(comments, source),
        tuple(_too_deep(document.path, line) for line in recorder.too_deep[:1]),
    )


def _too_deep(path: str, line: int) -> Problem:
    return Problem(
        path,
        f"line {line + 1}: lists or quotes are nested more than {DEEPEST} levels deep, and read as "
        "text from there; nest them less",
    )


def _comments(token: Token, mapping: OffsetMap) -> Iterator[Comment]:
    if "<!--" not in token.content or "linkaudit:" not in token.content:
        return
    code = [] if token.type == "html_block" else list(code_spans(token.content))
    for comment in comments_in(token.content):
        before = bisect_left(code, (comment.start, 0))
        if before == 0 or code[before - 1][1] <= comment.start:
            yield Comment(mapping(comment.start), mapping(comment.end - 1) + 1, comment.words)


def _link(path: str, source: Source, found: LinkToken, mapping: OffsetMap, place: Place) -> Link:
    start, end = found.destination
    # The end is mapped from the last character: one behind it, another piece may begin.
    first = mapping(start)
    last = mapping(end - 1) + 1 if end > start else first
    written = source.text[first:last]
    region = source.region(first, last)
    return Link(path, region, written, found.url, found.text, found.kind, (place,), found.defect)


def _definitions(
    path: str,
    source: Source,
    defined: Iterable[Definition],
    uses: dict[str, list[tuple[Place, str]]],
) -> Iterator[Link]:
    known: set[str] = set()
    for definition in defined:
        # The first definition of a label wins (CommonMark §4.7), so it takes all uses.
        used = uses.pop(definition.label, [])
        text = used[0][1] if used else definition.text
        written = source.text[definition.start : definition.end]
        region = source.region(definition.start, definition.end)
        places = tuple(place for place, _ in used)
        defect = _defect(written, is_known=definition.label in known, is_used=bool(used))
        known.add(definition.label)
        url = unescapeAll(written)
        yield Link(path, region, written, url, text, LinkKind.REFERENCE, places, defect)


def _defect(written: str, *, is_known: bool, is_used: bool) -> Defect | None:
    if is_known:
        return Defect.DUPLICATE
    # `[//]: # (words)` is how writers hide a comment.
    return None if is_used or written == "#" else Defect.UNUSED


def _in_block(
    token: Token, env: dict[str, object], recorder: Recorder, labels: Container[str]
) -> Iterator[LinkToken]:
    text = token.content
    if token.type == "html_block":
        yield from in_html(text, 0)
    elif _MAY_HOLD_LINK.search(text):
        parser = parser_for(INLINE_NESTING)
        recorder.found, recorder.consumed = [], []
        recorder.last_bracket = text.rfind("]")
        texts = _texts(parser.inline.parse(text, parser, env, []))
        yield from (_with_text(found, texts) for found in recorder.found)
        for start, end in _between(recorder.consumed, len(text)):
            yield from _bare(text, start, end)
            yield from _undefined(text, start, end, labels)


def _between(consumed: list[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """The stretches of plain text: what no code, link, tag or formula took."""
    position = 0
    for start, end in [*sorted(consumed), (length, length)]:
        if start > position:
            yield position, start
        position = max(position, end)


def _bare(text: str, start: int, end: int) -> Iterator[LinkToken]:
    for first, last in bare_urls(text, start, end):
        written = text[first:last]
        url = written if written[:4].lower() == "http" else "http://" + written
        yield LinkToken(first, last, (first, last), unescapeAll(url), written, LinkKind.BARE)


def _undefined(text: str, start: int, end: int, defined: Container[str]) -> Iterator[LinkToken]:
    """`[text][nowhere]` and `[text][]`, which readers see as they are written.

    A shortcut `[text]` alone is never one: brackets have many uses. Nor is `a[i][j]`.
    """
    if text.find("][", start, end) < 0:
        return
    for match in _REFERENCE.finditer(text, start, end):
        group = 2 if match[2] else 1
        label = match[group]
        is_citation = match[1].isdigit() and match[2].isdigit()
        if not label.strip() or label.startswith("^") or is_citation:
            continue
        if normalizeReference(label) not in defined:
            span = match.span(group)
            kind, defect = LinkKind.REFERENCE, Defect.UNDEFINED
            yield LinkToken(match.start(), match.end(), span, "", match[1], kind, defect=defect)


def _with_text(found: LinkToken, texts: dict[int, str]) -> LinkToken:
    return replace(found, text=texts[id(found.opening)]) if found.opening else found


def _texts(tokens: list[Token]) -> dict[int, str]:
    """The words of each link and image, by the identity of its opening token.

    Only a finished block has them: till then, the marks of emphasis are text.
    """
    texts: dict[int, str] = {}
    opening = 0
    for number, token in enumerate(tokens):
        if token.type == "link_open":
            opening = number
        elif token.type == "link_close":
            texts[id(tokens[opening])] = _words(tokens[opening:number]).strip()
        elif token.type == "image":
            texts[id(token)] = _words([token]).strip()
    return texts


def _words(tokens: Iterable[Token]) -> str:
    """What a reader sees; of an image, its alternative text."""
    words = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif token.type == "image":
            words.append(_words(token.children or ()))
        elif token.type in ("text", "code_inline", "text_special"):
            words.append(token.content)
    return "".join(words)
