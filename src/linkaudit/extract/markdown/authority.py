"""A stretch of a document read by markdown-it-py, which says what is a link wherever it is asked.

Reads in two steps, as it does: the blocks of each stretch first, so that all definitions are
known before any text is read. Offsets are those of the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from linkaudit.extract.markdown import jsx, mdx
from linkaudit.extract.markdown.code_spans import code_spans
from linkaudit.extract.markdown.definitions import DEFINITIONS
from linkaudit.extract.markdown.dialect import Dialect
from linkaudit.extract.markdown.parser import (
    BLOCK_NESTING,
    INLINE_NESTING,
    RECORDER,
    Recorder,
    parser_for,
)
from linkaudit.extract.markdown.positions import MAP
from linkaudit.extract.markdown.tokens import Definition, LinkToken, in_html, in_plain_text
from linkaudit.extract.source import OffsetMap
from linkaudit.extract.suppress import Comment
from linkaudit.extract.suppress import comments as comments_in
from linkaudit.model.document import Defect, LinkKind

# Every link has one of these; half of all blocks have none, and are not looked at twice.
_MAY_HOLD_LINK = re.compile(r"\]|<[A-Za-z!]|://|www\.", re.I)
# CommonMark §6.3: no brackets in a label unless escaped, at most 999 characters.
_REFERENCE = re.compile(
    r"(?<![\w\])\\])!?\[((?:[^\[\]\\]|\\.){1,999})\]\[((?:[^\[\]\\]|\\.){0,999})\]", re.DOTALL
)


class Authority:
    """markdown-it-py for one document, and what it has to know of all stretches of it."""

    def __init__(
        self,
        text: str,
        defined: list[Definition],
        references: dict[str, object],
        dialect: Dialect,
    ) -> None:
        self._text = text
        self._defined = defined
        self._adds = dialect.adds
        self._labels = dialect.labels
        self._recorder = Recorder()
        self._env: dict[str, object] = {RECORDER: self._recorder, "references": references}
        self.too_deep: list[int] = []
        """Lines (from 0) at which nesting went on too deep."""
        self._may_be_filled: bool | None = None
        """Whether templates may define labels; not looked for before it is asked."""

    def read_blocks(self, start: int, end: int) -> list[Token]:
        """The blocks between two offsets; their definitions are added to the document's."""
        tokens: list[Token] = []
        found: list[Definition] = []
        self._env[DEFINITIONS] = found
        self._recorder.too_deep.clear()
        text = self._text[start:end]
        parser = parser_for(BLOCK_NESTING, self._adds)
        parser.block.parse(text if text[-1:] == "\n" else text + "\n", parser, self._env, tokens)
        self._defined += [
            replace(one, start=one.start + start, end=one.end + start) for one in found
        ]
        if self._recorder.too_deep:
            first = self._text.count("\n", 0, start)
            self.too_deep += [first + line for line in self._recorder.too_deep[:1]]
        return tokens

    def links(
        self,
        start: int,
        tokens: Iterable[Token],
        comments: list[Comment],
        labels: Container[str],
    ) -> Iterator[LinkToken]:
        """The links of blocks that begin at `start`; comments of ours are added to the others."""
        for token in tokens:
            if token.type not in ("inline", "html_block"):
                continue
            mapping: OffsetMap = token.meta[MAP]
            mapping = OffsetMap(mapping.inner, [offset + start for offset in mapping.outer])
            comments += _comments(token, mapping)
            for found in self._in_block(token, labels):
                yield found._replace(
                    start=mapping(found.start),
                    destination=_span(mapping, *found.destination),
                )

    def _in_block(self, token: Token, labels: Container[str]) -> Iterator[LinkToken]:
        text, recorder = token.content, self._recorder
        if token.type == "html_block":
            yield from in_html(text, 0, tags=jsx.tags if token.info == mdx.FLOW else None)
        elif _MAY_HOLD_LINK.search(text):
            parser = parser_for(INLINE_NESTING, self._adds)
            recorder.found, recorder.consumed = [], []
            recorder.last_bracket = text.rfind("]")
            texts = _texts(parser.inline.parse(text, parser, self._env, []))
            yield from (_with_text(found, texts) for found in recorder.found)
            for start, end in _between(recorder.consumed, len(text)):
                yield from in_plain_text(text, start, end)
                for one in _undefined(text, start, end, labels):
                    yield self._named(text, one)

    def _named(self, text: str, found: LinkToken) -> LinkToken:
        """A reference that nothing here defines; where a template may, that is no defect."""
        # Imported here: references without a definition are few.
        from linkaudit.extract.templates import is_templated, may_define

        if self._may_be_filled is None:
            self._may_be_filled = may_define(self._text)
        label = text[slice(*found.destination)]
        is_outside = self._labels is not None and self._labels.fullmatch(label)
        if is_outside or self._may_be_filled or is_templated(text[found.start : found.end]):
            return found._replace(defect=Defect.ELSEWHERE)
        return found


def _span(mapping: OffsetMap, start: int, end: int) -> tuple[int, int]:
    first = mapping(start)
    # The end is mapped from the last character: one behind it, another piece may begin.
    return first, mapping(end - 1) + 1 if end > start else first


def _between(consumed: list[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """The stretches of plain text: what no code, link, tag or formula took."""
    position = 0
    for start, end in [*sorted(consumed), (length, length)]:
        if start > position:
            yield position, start
        position = max(position, end)


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
    return found._replace(text=texts[id(found.opening)]) if found.opening else found


def _texts(tokens: list[Token]) -> dict[int, str]:
    """The words of each link and image, by the identity of its opening token.

    Only a finished block has them: till then, the marks of emphasis are text.
    """
    texts: dict[int, str] = {}
    open_links: list[int] = []  # an autolink may stand in the text of another link
    for number, token in enumerate(tokens):
        if token.type == "link_open":
            open_links.append(number)
        elif token.type == "link_close":
            opening = open_links.pop()
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


def _comments(token: Token, mapping: OffsetMap) -> Iterator[Comment]:
    if "<!--" not in token.content or "linkaudit:" not in token.content:
        return
    code = [] if token.type == "html_block" else list(code_spans(token.content))
    for comment in comments_in(token.content):
        before = bisect_left(code, (comment.start, 0))
        if before == 0 or code[before - 1][1] <= comment.start:
            yield Comment(mapping(comment.start), mapping(comment.end - 1) + 1, comment.words)
