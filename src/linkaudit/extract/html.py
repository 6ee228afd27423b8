"""HTML, as a document and within Markdown: which attributes hold URLs, and where exactly.

A scanner for tags in a fragment, not an HTML parser: it must say where each value is, to
the character, which parsers of whole pages do not.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html.entities import html5

from linkaudit.extract.reader import Spelling, Syntax
from linkaudit.extract.source import Source
from linkaudit.extract.suppress import comments, suppressions
from linkaudit.extract.template_prefilter import read_past_templates
from linkaudit.model.document import Document, Extraction, Link, LinkKind

# HTML §4: which attributes of which elements are URLs a reader or a browser follows.
_URL_ATTRIBUTES = {
    "a": ("href",),
    "area": ("href",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "iframe": ("src",),
}
# Of components (Vue, React, custom elements), by which of their attributes links go.
_OF_COMPONENTS = ("href", "to", "src")
# A name with a dot, or letters of both cases; HTML's own are of one, if need be of capitals.
_COMPONENT = re.compile(r"(?=.*[A-Z])(?=.*[a-z])|.*\.|[A-Z]\Z")
_NOT_TAGS = re.compile(
    r"<!--(?:>|->|.*?(?:-->|\Z))|<\?.*?(?:\?>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<![A-Za-z][^>]*>?",
    re.DOTALL,
)
_RAW_TEXT = re.compile(r"<(script|style|textarea|title)\b", re.I)
_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9.-]*)")
_ATTRIBUTE = re.compile(
    r"""[\s/]*([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?"""
)
_REFERENCE = re.compile(r"&(?:#(?:[0-9]+|[xX][0-9A-Fa-f]+);?|[A-Za-z0-9]+[;=]?)")
_CLOSING = re.compile(r"</a\b", re.I)
_ANY_TAG = re.compile(r"^[^<]*?/?>|<[^<>]*>")  # what is left of the link's own tag is one, too
# `to` is also a word of its own: `<Range to="10">`.
_MAY_BE_ADDRESS = re.compile(r"[/.#@]|[A-Za-z][A-Za-z0-9+.-]*:|[^\s]*/")
LONGEST_WORDS = 1000
_CANDIDATE = re.compile(r"[\s,]*([^\s,][^\s]*)(?:\s+[^,]*)?")


@dataclass(frozen=True, slots=True)
class Attribute:
    """A URL in a tag: where its value is, what it means, and by what name."""

    start: int
    end: int
    value: str
    tag: str
    tag_start: int
    tag_end: int
    alternative: str
    """The `alt` of a picture, what it says in words."""


Tags = Callable[[str], Iterator[tuple[str, int, Sequence[tuple[str, int, int]], int]]]
"""Each tag of a text: its name, where it begins, its attributes with their spans, its end."""


def url_attributes(text: str, tags: Tags | None = None) -> Iterator[Attribute]:
    """Every URL in the tags of `text`; comments and scripts hold none."""
    for name_, start, attributes, tag_end in (tags or _tags)(text):
        tag = name_.lower()
        wanted = _wanted(name_)
        spoken = next((text[a:b] for name, a, b in attributes if name == "alt"), "")
        for name, value_start, value_end in attributes:
            if name.lower() not in wanted:
                continue
            if name == "to" and not _MAY_BE_ADDRESS.match(text, value_start, value_end):
                continue
            spans = [(value_start, value_end)]
            if name.lower() == "srcset":
                spans = list(_candidates(text, value_start, value_end))
            for first, last in spans:
                trimmed_first, trimmed_last = _trimmed(text, first, last)
                value = _unescaped(text[trimmed_first:trimmed_last])
                words = _squeezed(_unescaped(spoken))
                yield Attribute(trimmed_first, trimmed_last, value, tag, start, tag_end, words)


def _wanted(name: str) -> Sequence[str]:
    """Which attributes of a tag hold URLs."""
    if name in _URL_ATTRIBUTES:  # nearly always
        return _URL_ATTRIBUTES[name]
    return _OF_COMPONENTS if _COMPONENT.match(name) else _URL_ATTRIBUTES.get(name.lower(), ())


def words(item: Attribute, behind: str) -> str:
    """What a reader sees of a link; `behind` is the text that follows its tag."""
    closing = _CLOSING.search(behind, 0, LONGEST_WORDS) if item.tag == "a" else None
    inside = _squeezed(_unescaped(_ANY_TAG.sub("", behind[: closing.start()]))) if closing else ""
    return inside or item.alternative or f"<{item.tag}>"


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def ids(text: str) -> Iterator[str]:
    """Every `id`, and `name` of an `a`: what a fragment can point to (HTML §7.4.6.3)."""
    for tag_, _, attributes, _ in _tags(text):
        tag = tag_.lower()
        for name, start, end in attributes:
            if name == "id" or (name == "name" and tag == "a"):
                yield _unescaped(text[start:end])


def _tags(text: str) -> Iterator[tuple[str, int, list[tuple[str, int, int]], int]]:
    """Each tag: its name, where it begins, its attributes with their spans, where they end."""
    position = 0
    while (position := text.find("<", position)) >= 0:
        if skipped := _NOT_TAGS.match(text, position):
            position = skipped.end()
            continue
        tag = _TAG.match(text, position)
        if tag is None:
            position += 1
            continue
        attributes, end = _attributes(text, tag.end())
        yield tag[1], position, attributes, end
        position = _after_raw_text(text, position, end)


def _attributes(text: str, position: int) -> tuple[list[tuple[str, int, int]], int]:
    found: list[tuple[str, int, int]] = []
    while match := _ATTRIBUTE.match(text, position):
        group = next((number for number in (2, 3, 4) if match[number] is not None), None)
        if group is not None:
            found.append((match[1].lower(), match.start(group), match.end(group)))
        position = match.end()
    return found, position


def _after_raw_text(text: str, start: int, end: int) -> int:
    """Where to go on: behind the closing tag of an element whose content is not markup."""
    raw = _RAW_TEXT.match(text, start)
    if raw is None:
        return end
    closing = re.compile(rf"</{raw[1]}", re.I).search(text, end)
    return closing.start() + 1 if closing else len(text)


def _unescaped(value: str) -> str:
    """Character references resolved; in an attribute `&region=` is no `®ion=` (HTML §13.2.5.73)."""

    def meaning(found: re.Match[str]) -> str:
        is_numeric = found[0].startswith("&#")
        return html.unescape(found[0]) if is_numeric else html5.get(found[0][1:], found[0])

    return _REFERENCE.sub(meaning, value)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the white space that HTML ignores around a URL."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _candidates(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The image candidates of a `srcset`: URL, then perhaps a width or density."""
    while (match := _CANDIDATE.match(text, start, end)) and match.end() > start:
        stop = match.end(1)
        while text[stop - 1] == "," and stop > match.start(1) + 1:
            stop -= 1
        yield match.start(1), stop
        start = match.end() if stop == match.end(1) else match.end(1)


# ------------------------------------------------------------------ as a format


def _read(document: Document) -> Extraction:
    source = Source.of(document.text)
    links = []
    read = read_past_templates(source.text)
    for item in url_attributes(read):
        written = source.text[item.start : item.end]
        url = item.value if read[item.start : item.end] == written else written
        region, use = source.region(item.start, item.end), source.place(item.tag_start)
        text = words(item, source.text[item.tag_end : item.tag_end + LONGEST_WORDS])
        links.append(Link(document.path, region, written, url, text, LinkKind.HTML, (use,)))
    return Extraction(document.path, tuple(links), suppressions(comments(source.text), source))


def attribute_spellings(link: Link, url: str, _line: str = "") -> Iterator[Spelling]:
    """Every way to write a URL as the value of an attribute, the author's own manner first."""
    plain = amp_as_before(link, url)
    strict = url.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    strict = strict.replace('"', "&quot;").replace("'", "&#39;")
    yield "", plain, ""
    yield "", plain.replace("'", "&#39;"), ""
    yield "", url.replace("&", "&amp;"), ""
    yield "", strict, ""
    yield '"', strict, '"'  # a value without quotes may hold no `=`


def amp_as_before(link: Link, url: str) -> str:
    """`&amp;` for every `&` where the author wrote it so."""
    if "&amp;" not in link.destination:
        return url
    return url.replace("&amp;", "&").replace("&", "&amp;")


HTML = Syntax(
    read=_read,
    anchors=lambda document, _: frozenset(ids(document.text)),
    mentions=lambda _, __: [],  # pages are made from other texts
    spellings=attribute_spellings,
    comment="<!-- {} -->".format,
)
