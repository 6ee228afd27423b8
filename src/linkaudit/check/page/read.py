"""What a page of HTML says of itself: title, ids, refresh, and notices near its top.

The only file that parses HTML. It quotes; it does not conclude.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from string import ascii_lowercase
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from linkaudit.check.page.dates import (
    DATE_MODIFIED,
    DATE_PUBLISHED,
    Marks,
    is_page,
    may_be_dated,
    page_dates,
)
from linkaudit.check.page.encoding import text_of
from linkaudit.check.page.markdown import is_markdown, title_and_text
from linkaudit.check.page.nesting import truncate_nesting
from linkaudit.check.page.scripts import (
    LEAST,
    headings_without_ids,
    is_filled_in,
    is_rendered,
    programs,
)
from linkaudit.check.page.top import ALWAYS, CONTENTS, Fact, body_has, has_ended, rest_has, top_of
from linkaudit.check.page.visible_text import folded_text, lines
from linkaudit.model.http import Ids, Page, Response
from linkaudit.text.notices import TRIGGERS
from linkaudit.text.patterns import word_finder
from linkaudit.text.text_directives import is_found, parse

_LONGEST = 2000  # characters of anything kept: a title of 4 MB is no title
_NOSCRIPT = re.compile(r"<noscript\b.*?(?:</noscript\s*+>|\Z)", re.I | re.S)
_DIGITS = 9  # of a delay: thirty years are enough
_OPENING = 300  # characters: error pages say what they have to say in fewer
_HEADING = 200  # characters
_LANG = 35  # characters: RFC 5646 §4.4.1 has no need of more
_MANY_ITEMS = 50  # of microdata
_TOP = 4000  # characters of the content's text in which a notice counts as "near the top"
_NOISE = frozenset({"script", "style", "nav", "noscript", "template"})
_MAIN = ("#main-col-body", "main", "article", "#content", "body")
# HTML §4.2.5.3. `*+` gives nothing back: a megabyte of spaces would take hours otherwise.
_REFRESH = re.compile(
    r"\s*+(?:(\d*+)[\d.]*+(?:\s*+[;,]|(?<=[\d.])\s))\s*+(?:url\s*+=\s*+)?+"
    r"(?:\"([^\"]+)|'([^']+)|([^\"'].*+))",
    re.I | re.S,
)
_GOES_ON = frozenset(ascii_lowercase + ",.;:)")  # what a line starts with within a sentence
# "Oct. 3, 2026" and "3. Oktober 2026" go on behind their full stop.
_SENTENCE = re.compile(
    r"[^.!?。！？\n]+(?:(?:[.!?](?![\s\n]|$)|(?<=Jan|Feb|Mar|Apr|Aug|Sep|ept|Oct|Nov|Dec)\. (?=\d)"
    r"|(?<=\d)\. (?=Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez))[^.!?。！？\n]*)*[.!?。！？]?"
)
# HTML that a script keeps in a string to show it: GitHub's pages have their READMEs so.
_KEPT_ID = re.compile(r'\bid=\\"([^"\\<>\s]{1,200})\\"')


def read_page(response: Response, triggers: Sequence[str] = TRIGGERS) -> Page | None:
    """The facts of a response of HTML or Markdown; None where the content is something else.

    A sentence near the top with one of the `triggers` is a notice; what it means, rules decide.
    Of a long page that no fragment points into, only the top is read where that is enough.
    """
    if is_markdown(response):
        return _markdown_page(response, triggers)
    if not is_html(response):
        return None
    return skim_page(response, triggers) or _whole_page(response, triggers)


def skim_page(response: Response, triggers: Sequence[str] = TRIGGERS) -> Page | None:
    """The facts of a long page by its top, without its ids; None where the top is not enough.

    Takes a bounded time: 32 KiB are parsed, and the rest is searched three times at most.
    """
    body = response.body
    top = None if response.wants_ids or response.texts else top_of(body)
    if top is None or not is_html(response) or body.find(b"myDefaultPage", 0, top.end) >= 0:
        return None
    decoded = text_of(top.text, response.headers.get("content-type", ""), _metas)
    text = truncate_nesting(decoded.text)
    if not (decoded.is_certain and decoded.is_legible) or len(text) < len(decoded.text):
        return None
    tree = LexborHTMLParser(text)
    if _refreshes(tree) or not is_rendered(tree):
        return None
    has_h1 = tree.css_first("h1") is not None
    said = _said(tree, text, response, triggers)
    page = said.page
    unanswered = {
        Fact.PRODUCT: not page.product,
        Fact.CANONICAL: page.canonical is None,
        Fact.TITLE: not page.title,
        Fact.H1: not has_h1,
        Fact.H2: not said.heading,
    }
    asked = {*CONTENTS[: said.content], *(fact for fact, is_open in unanswered.items() if is_open)}
    begun = {b"title": page.title, b"h1": has_h1, b"h2": said.heading and not has_h1}
    is_enough = (
        len(said.top) == _TOP
        and len(page.opening) >= LEAST
        and has_ended(top, (name for name, is_there in begun.items() if is_there))
        and not rest_has(ALWAYS | asked, body, top)
        # A day of publication alone is not kept, unless there is a word of a change.
        and (said.is_dated or "ublished" not in text or not body_has(Fact.TELLING, body))
    )
    return replace(page, is_skimmed=True) if is_enough else None


def _whole_page(response: Response, triggers: Sequence[str]) -> Page:
    decoded = text_of(response.body, response.headers.get("content-type", ""), _metas)
    text = truncate_nesting(decoded.text)
    tree = LexborHTMLParser(text)
    anchors = _anchors(tree, text)  # now: `_said` takes navigation and scripts out of the tree
    is_cut = response.is_cut or len(text) < len(decoded.text) or not decoded.is_legible
    found = programs(tree)
    is_scripted, headings = is_filled_in(tree, found), headings_without_ids(tree, found)
    is_whole = not is_cut and not is_scripted and decoded.is_certain
    present, absent = _looked_up(tree, response.texts) if is_whole else ((), ())
    page = _said(tree, text, response, triggers).page
    return replace(
        page,
        anchors=anchors,
        is_cut=is_cut,
        has_doubtful_text=not decoded.is_certain,
        is_scripted=is_scripted or (bool(found) and len(page.opening) < LEAST),
        headings=headings,
        texts_found=present,
        texts_missing=absent,
    )


def _markdown_page(response: Response, triggers: Sequence[str]) -> Page:
    title, text = title_and_text(response)
    top = text[:_TOP]
    return Page(
        title=_squeezed(title),
        notices=_notices(top, triggers),
        opening=_squeezed(top[: 2 * _OPENING])[:_OPENING],
        size=len(response.body),
        is_cut=response.is_cut,
        has_ids=False,
        is_skimmed=True,
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What a tree says of its page, and of what that was made."""

    page: Page
    heading: str
    is_dated: bool
    """Whether it may say that it was changed."""
    top: str
    content: int
    """Which of the selectors of content had it."""


def _said(tree: LexborHTMLParser, text: str, response: Response, triggers: Sequence[str]) -> _Said:
    """All facts that the top of a page may have; takes noise out of the tree."""
    marks = _marks(tree) if may_be_dated(text) else None
    heading = _squeezed(_first_text(tree, "h1") or _first_text(tree, "h2"))[:_HEADING]
    content, top, node = _top_text(tree)
    title, opening = _squeezed(_first_text(tree, "title")), _squeezed(top[: 2 * _OPENING])
    delay, target = _refresh(tree, text) or (0.0, None)
    page = Page(
        title=title,
        product=_meta(tree, "product"),
        refresh=target,
        refresh_delay=delay,
        canonical=_attribute(tree.css_first('link[rel="canonical"]'), "href")[:_LONGEST] or None,
        notices=_notices(top, triggers, node),
        opening=opening[:_OPENING],
        heading="" if heading in title else heading,
        lang=_squeezed(_attribute(tree.css_first("html"), "lang")).lower()[:_LANG],
        size=len(response.body),
        has_default_page="myDefaultPage" in text,
        is_cut=response.is_cut,
        dates=page_dates(marks, text, top, response.headers) if marks else (),
    )
    return _Said(page, heading, marks is not None, top, content)


async def read_here(response: Response) -> Page | None:
    """The same for callers that may block: read at once, however long that takes."""
    return read_page(response)


def _looked_up(
    tree: LexborHTMLParser, wanted: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of the text directives that are asked about, those that the page has, and the rest."""
    if not wanted:
        return (), ()
    text = folded_text(tree)
    present = tuple(
        one for one in wanted if (directive := parse(one)) is not None and is_found(directive, text)
    )
    return present, tuple(one for one in wanted if one not in present)


@lru_cache(maxsize=8)
def _finder(triggers: tuple[str, ...]) -> Callable[[str], bool]:
    return word_finder(triggers)


def _notices(top: str, triggers: Sequence[str], node: LexborNode | None = None) -> tuple[str, ...]:
    """The sentences of a text that have a trigger; of a node, as its blocks have them."""
    has_any = _finder(tuple(triggers))
    if not has_any(" ".join(top.split())):  # most pages: no sentence needs to be cut out
        return ()
    if node is not None:  # now the dearer question: which tags end a line
        top = _joined(lines(node, _NOISE, _TOP + 2))
    sentences = (_squeezed(match[0]) for match in _SENTENCE.finditer(top))
    return tuple(sentence for sentence in sentences if has_any(sentence))


def is_readable(response: Response) -> bool:
    """Whether a page can be read from it: HTML or Markdown."""
    return is_html(response) or is_markdown(response)


def is_html(response: Response) -> bool:
    """Whether it says that it is HTML, or looks like it where it says nothing."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind:
        return kind in ("text/html", "application/xhtml+xml")
    return response.body[:1000].lstrip()[:1] == b"<"


def _metas(html: bytes) -> Iterable[Mapping[str, str | None]]:
    """What the `meta` elements of a page's beginning say, before its encoding is known."""
    # A head may crowd or nest as all else may: 32 KiB of it took 0.8 GB of memory.
    tree = LexborHTMLParser(truncate_nesting(html.decode("latin-1")))
    return [node.attributes for node in tree.css("meta")]


def _anchors(tree: LexborHTMLParser, text: str) -> Ids:
    """HTML §7.4.6.3: an id anywhere, or the name of an `a`."""
    found = {node.id or "" for node in tree.css("[id]")}
    found |= {_attribute(node, "name") for node in tree.css("a[name]")}
    if 'id=\\"' in text:
        found.update(_KEPT_ID.findall(text))
    return Ids.of(anchor for anchor in found if 0 < len(anchor) <= _LONGEST)


def _marks(tree: LexborHTMLParser) -> Marks:
    metas: dict[str, str] = {}
    for node in tree.css("meta[property]"):
        metas.setdefault(_attribute(node, "property"), _attribute(node, "content")[:_LONGEST])
    scripts = (node.text() for node in tree.css('script[type="application/ld+json"]'))
    items = {name: _own_item(tree, name) for name in (DATE_MODIFIED, DATE_PUBLISHED)}
    return Marks(metas, items, tuple(scripts))


def _own_item(tree: LexborHTMLParser, name: str) -> str:
    """What microdata (HTML §5.2) says of the page itself, where it says one thing."""
    nodes = tree.css(f'[itemprop="{name}"]')[:_MANY_ITEMS]  # each may lie deep
    values = {
        (_attribute(node, "datetime") or _attribute(node, "content"))[:_LONGEST]
        for node in nodes
        if _is_own(node)
    }
    return values.pop() if len(values) == 1 else ""


def _is_own(node: LexborNode) -> bool:
    """Within no item, or in one that is the page: a comment has dates of its own."""
    while node.parent is not None:
        node = node.parent
        if "itemscope" in node.attributes:
            return is_page(_attribute(node, "itemtype"))
    return True


def refresh_of(content: str) -> tuple[float, str] | None:
    """The delay in seconds and the target of a refresh; None for what only reloads."""
    match = _REFRESH.match(content)
    if match is None:
        return None
    target = (match[2] or match[3] or match[4]).strip()
    if not 0 < len(target) <= _LONGEST:
        return None
    return float((match[1] or "0")[:_DIGITS]), target


def _refresh(tree: LexborHTMLParser, text: str) -> tuple[float, str] | None:
    """The first that acts; readers run scripts, so what stands in `noscript` does not."""
    if not _refreshes(tree):
        return None
    # With scripts, a browser takes all in `noscript` for text; this parser runs none.
    if _NOSCRIPT.search(text):
        tree = LexborHTMLParser(
            truncate_nesting(_NOSCRIPT.sub("", text))
        )  # what is left may nest again
    for content in _refreshes(tree):
        found = refresh_of(content)
        if found is not None:
            return found[0], _from_base(tree, found[1])
    return None


def _refreshes(tree: LexborHTMLParser) -> list[str]:
    return [
        _attribute(node, "content")
        for node in tree.css("meta[http-equiv]")
        if _attribute(node, "http-equiv").lower() == "refresh"
    ]


def _from_base(tree: LexborHTMLParser, target: str) -> str:
    """HTML §2.4.1: where a document names a base, its references count from there."""
    base = _attribute(tree.css_first("base[href]"), "href").strip()
    try:
        return urljoin(base, target) if len(base) <= _LONGEST else target
    except ValueError:
        return target


def _top_text(tree: LexborHTMLParser) -> tuple[int, str, LexborNode | None]:
    """Which selector has the content, its text, and its element."""
    for number, selector in enumerate(_MAIN):
        node = tree.css_first(selector)
        if node is not None:
            for noise in node.css("script, style, nav, noscript"):
                noise.decompose()
            text: str = node.text(separator="\n")
            return number, _joined(text), node
    return len(_MAIN), "", None


def _joined(text: str) -> str:
    """The top without line ends within sentences: inline tags end none."""
    # By lines: a pattern that looks at every space took a third of the time of a page.
    lines: list[str] = []
    length = 0  # of all lines but the last
    for line in text.split("\n", _TOP + 2):  # each adds a character at least
        start = line.lstrip(" \t")
        before = lines[-1].rstrip(" \t") if lines else ""
        if length + len(before) > _TOP:
            break
        if lines and start[:1] in _GOES_ON:
            lines[-1] = f"{before} {start}"
        else:
            length += len(lines[-1]) + 1 if lines else 0
            lines.append(line)
    return "\n".join(lines)[:_TOP]


def _first_text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return node.text() if node is not None else ""


def _meta(tree: LexborHTMLParser, name: str) -> str:
    return _squeezed(_attribute(tree.css_first(f'meta[name="{name}"]'), "content"))


def _attribute(node: LexborNode | None, name: str) -> str:
    if node is None:
        return ""
    value: str = node.attributes.get(name) or ""
    return value


def _squeezed(text: str) -> str:
    """One line, without control characters: a page must not write on our terminal."""
    words = " ".join(text[:_LONGEST].split())
    if words.isprintable():  # nearly always; to look at each character took a third of a page
        return words
    return " ".join("".join(char if char.isprintable() else " " for char in words).split())
