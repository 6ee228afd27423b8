"""Links in a document of Markdown: CommonMark with GFM's tables and bare URLs.

Puts together what the parser saw and where it stood, in the order of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from linkaudit.extract.bare import bare_urls
from linkaudit.extract.definitions import DEFINITIONS, Definition
from linkaudit.extract.parser import (
    BLOCK_NESTING,
    INLINE_NESTING,
    RECORDER,
    Found,
    Recorder,
    in_html,
    parser_for,
)
from linkaudit.extract.positions import MAP
from linkaudit.extract.source import OffsetMap, Source
from linkaudit.model import Document, Kind, Link, Place

# Every link has one of these; half of all blocks have none, and are not looked at twice.
_MAY_HOLD_LINK = re.compile(r"\]|<[A-Za-z]|://|www\.", re.I)


def extract(document: Document) -> tuple[Link, ...]:
    """Every link of a document, in the order in which destinations stand."""
    source = Source.of(document.text)
    recorder = Recorder()
    defined: list[Definition] = []
    env: dict[str, object] = {RECORDER: recorder, DEFINITIONS: defined}
    tokens: list[Token] = []
    parser = parser_for(BLOCK_NESTING)
    parser.block.parse(source.without_front_matter(), parser, env, tokens)
    links: list[Link] = []
    uses: dict[str, list[tuple[Place, str]]] = {}
    for found, mapping in _in_blocks(env, tokens, recorder):
        place = source.place(mapping(found.start))
        if found.label:
            uses.setdefault(found.label, []).append((place, found.text))
            continue
        links.append(_link(document.path, source, found, mapping, place))
    links += _definitions(document.path, source, defined, uses)
    return tuple(sorted(links, key=lambda link: link.region))


def _link(path: str, source: Source, found: Found, mapping: OffsetMap, place: Place) -> Link:
    start, end = found.destination
    # The end is mapped from the last character: one behind it, another piece may begin.
    first = mapping(start)
    last = mapping(end - 1) + 1 if end > start else first
    written = source.text[first:last]
    region = source.region(first, last)
    return Link(path, region, written, found.url, found.text, found.kind, (place,))


def _definitions(
    path: str,
    source: Source,
    defined: Iterable[Definition],
    uses: dict[str, list[tuple[Place, str]]],
) -> Iterator[Link]:
    for definition in defined:
        # The first definition of a label wins (CommonMark §4.7), so it takes all uses.
        used = uses.pop(definition.label, [])
        text = used[0][1] if used else definition.text
        written = source.text[definition.start : definition.end]
        region = source.region(definition.start, definition.end)
        places = tuple(place for place, _ in used)
        yield Link(path, region, written, unescapeAll(written), text, Kind.REFERENCE, places)


def _in_blocks(
    env: dict[str, object], tokens: list[Token], recorder: Recorder
) -> Iterator[tuple[Found, OffsetMap]]:
    parser = parser_for(INLINE_NESTING)
    for token in tokens:
        if token.type not in ("inline", "html_block"):
            continue
        mapping: OffsetMap = token.meta[MAP]
        recorder.found, recorder.consumed = [], []
        if token.type == "html_block":
            recorder.found += in_html(token.content, 0)
        elif _MAY_HOLD_LINK.search(token.content):
            recorder.last_bracket = token.content.rfind("]")
            texts = _texts(parser.inline.parse(token.content, parser, env, []))
            recorder.found = [_with_text(found, texts) for found in recorder.found]
            recorder.found += _bare(token.content, recorder.consumed)
        for found in recorder.found:
            yield found, mapping


def _bare(text: str, consumed: list[tuple[int, int]]) -> Iterator[Found]:
    position = 0
    for start, end in [*sorted(consumed), (len(text), len(text))]:
        if start > position:
            for first, last in bare_urls(text, position, start):
                written = text[first:last]
                url = written if written[:4].lower() == "http" else "http://" + written
                yield Found(first, last, (first, last), unescapeAll(url), written, Kind.BARE)
        position = max(position, end)


def _with_text(found: Found, texts: dict[int, str]) -> Found:
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
