"""What scripts do to a page: whether they fill it in, and which headings they may give ids to.

Reads a tree that `read.py` has parsed; runs no script. A page that scripts fill in has ids that
cannot be known from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from linkaudit.check.page.visible_text import HIDDEN, beginning
from linkaudit.text.slug_key import slug_key

# Characters of content, without menus, headers and footers.
LEAST = 30  # less is a frame, whatever else is there
_SPLASH = 200  # a title and a line, beside scripts that are more than that
_WAITING = 300  # a sentence or two that ask for patience
_MOUNTED = 1000  # in a page with a place that scripts fill: what they replace, or have replaced
_RENDERED = 2000  # some 300 words: a page, whatever scripts add to it

_BESIDE = HIDDEN | {"aside", "footer", "header", "nav"}
# Where frameworks put what they make, by their own documentation and templates.
_MOUNTS = (
    "#app, #root, #__next, #__nuxt, #___gatsby, #svelte, #react-root, #application, #swagger-ui, "
    "#redoc, #redoc-container, #docsify, #docs-app, #main-app, #ember-app, redoc, rapi-doc, "
    "elements-api, app-root, router-outlet, [ng-app], [ng-view], [ui-view], [data-reactroot]"
)
_WAIT = re.compile(
    r"\bloading\b|\bplease wait\b|\bone moment\b|\binitiali[sz]ing\b|\bstarting\b"
    r"|wird geladen|bitte warten|chargement|veuillez patienter|cargando|por favor espere"
    r"|caricamento|attendere|carregando|aguarde|wordt geladen|ładowanie|wczytywanie|yükleniyor"
    r"|загрузка|загружается|подождите|завантаження|加载|載入|请稍|請稍|読み込|お待ち|로딩|불러오는",
    re.I,
)
_NEEDS = re.compile(r"javascript|\bscripts?\b", re.I)
_ASKS = re.compile(
    r"(?:enable|requires?|needs?|turn on|activate|without)\s(?:your browser'?s? )?javascript"
    r"|javascript (?:is )?(?:disabled|required|not enabled|turned off|must be)",
    re.I,
)
# HTML §4.12.1: a script of another type is data. A guard of Cloudflare's puts a number before.
_PROGRAM = re.compile(r"|module|(?:[\w-]*)(?:text|application)/(?:x-)?(?:java|ecma|babel).*", re.I)
_LOOKED_AT = 200  # scripts, and texts for browsers without them
_MANY_HEADINGS = 500
_HEADING = 200  # characters


def programs(tree: LexborHTMLParser) -> list[LexborNode]:
    """The scripts that are run."""
    nodes = tree.css("script")[:_LOOKED_AT]
    return [
        node for node in nodes if _PROGRAM.fullmatch((node.attributes.get("type") or "").strip())
    ]


def is_rendered(tree: LexborHTMLParser) -> bool:
    """Whether it has so much content that scripts may only add to it."""
    return tree.body is not None and len(beginning(tree.body, _BESIDE, _RENDERED)) >= _RENDERED


def is_filled_in(tree: LexborHTMLParser, found: list[LexborNode]) -> bool:
    """Whether scripts make what a reader sees; `found` are the programs of the page."""
    if tree.body is None:
        return bool(found)
    fallbacks = tree.css("noscript")[:_LOOKED_AT]
    mounts = None if found or fallbacks else tree.css(_MOUNTS)[:_LOOKED_AT]
    if mounts == []:
        return False
    content = beginning(tree.body, _BESIDE, _RENDERED)
    length = len(content)
    if length >= _RENDERED:
        return False
    if mounts is None:  # last: in a long page, to look for them takes longer than all else here
        mounts = tree.css(_MOUNTS)[:_LOOKED_AT]
    if any(not beginning(mount, HIDDEN, 1) for mount in mounts):
        return True
    # In a head, HTML §13.2.6.4.5 ends a `noscript` at its first word.
    asks = length < _WAITING and _ASKS.search(content) is not None
    if asks or (found and length < LEAST):
        return True
    asks = any(_NEEDS.search(node.text()) for node in fallbacks)
    return bool(found) and (
        (length < _MOUNTED and bool(mounts))
        or (length < _WAITING and (asks or _WAIT.search(content) is not None))
        or (length < _SPLASH and _outweigh(found, length))
    )


def _outweigh(found: list[LexborNode], length: int) -> bool:
    """Whether the scripts are more than the text; how long one elsewhere is, is not known."""
    return any("src" in node.attributes for node in found) or length < sum(
        len(node.text()) for node in found
    )


def headings_without_ids(tree: LexborHTMLParser, found: list[LexborNode]) -> frozenset[str]:
    """The keys of headings that a script may give ids to, `text/slug_key.py`; 500 at most."""
    if not found:
        return frozenset()
    return frozenset(filter(None, _keys(tree)))


def _keys(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("h1, h2, h3, h4, h5, h6")[:_MANY_HEADINGS]:
        if not _has_anchor(node):
            yield slug_key(node.text()[:_HEADING])[:_HEADING]


def _has_anchor(heading: LexborNode) -> bool:
    """Whether its author named it: itself, within, just before, or the section that it begins."""
    if "id" in heading.attributes or heading.css_first("[id], a[name]") is not None:
        return True
    before = heading.prev
    while before is not None and not before.is_element_node and not _says_something(before):
        before = before.prev
    if before is None:
        return _is_named_section(heading.parent)
    is_anchor = before.tag == "a" and not before.text().strip()
    return is_anchor and ("id" in before.attributes or "name" in before.attributes)


def _says_something(node: LexborNode) -> bool:
    return bool(node.is_text_node and (node.text_content or "").strip())


def _is_named_section(node: LexborNode | None) -> bool:
    if node is None or "id" not in node.attributes:
        return False
    classes = (node.attributes.get("class") or "").split()
    return node.tag == "section" or "section" in classes
