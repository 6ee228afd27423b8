"""The text of a page as a reader sees it, block by block.

Walks a tree that `read.py` has parsed; knows the elements of HTML, and no style sheets.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from linkaudit.text.text_directives import BREAK, fold

# HTML §15.3: what has a line of its own, as far as no style sheet says otherwise.
_BLOCK_NAMES = """
address article aside blockquote body br button caption center dd details dialog dir div dl dt
fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing
main menu nav ol optgroup option p plaintext pre search section summary table tbody td textarea
tfoot th thead tr ul xmp
"""
# HTML §15.3.1, and what the draft on text fragments calls search invisible (§3.6.2). Chromium
# finds what fields and areas hold, all the same.
_HIDDEN_NAMES = """
audio canvas datalist head iframe img meter noembed noframes noscript object progress rp script
select style template title video
"""
_BLOCKS, HIDDEN = frozenset(_BLOCK_NAMES.split()), frozenset(_HIDDEN_NAMES.split())
_AS_WRITTEN = frozenset({"listing", "plaintext", "pre", "textarea", "xmp"})
_OF_NO_WORDS = "button checkbox color file hidden image password radio range"
_NO_WORDS = frozenset(_OF_NO_WORDS.split())  # types of `input` whose value is not text
_NOT_SHOWN = re.compile(r"(?:^|;)\s*+(?:display\s*+:\s*+none|visibility\s*+:\s*+hidden)", re.I)
_MANY = 20_000  # texts and edges: a page may have a million tags and no words
_EDGE = "\0"  # of a block: no page has that character, HTML §13.2.3.5


def folded_text(tree: LexborHTMLParser) -> str:
    """All that can be searched for, folded, with a break between blocks."""
    if tree.body is None:
        return ""
    blocks = "".join(pieces(tree.body, HIDDEN)).split(_EDGE)
    lines = (" ".join(block.split()) for block in blocks)
    return fold(BREAK.join(filter(None, lines)))


def beginning(node: LexborNode, without: Collection[str], most: int) -> str:
    """The text in an element, white space collapsed, `most` characters at most."""
    found: list[str] = []
    length = 0
    for text in _texts(node, without):
        words = " ".join(text.split())
        if words:
            found.append(words)
            length += len(words) + 1
        if length > most:
            break
    return " ".join(found)[:most]


def _texts(root: LexborNode, without: Collection[str]) -> Iterator[str]:
    """As `pieces`, without edges and line ends: in half of the time."""
    node: LexborNode | None = root
    top = root.mem_id
    while node is not None:
        child = None
        if node.is_text_node:
            yield node.text_content or ""
        elif node.mem_id == top or _is_shown(node, without):
            if node.tag == "input":
                yield _value(node) or ""
            child = node.child
        node = child or _behind(node, top)


def _behind(node: LexborNode, top: int) -> LexborNode | None:
    """What follows a node and all within it, in the element `top`."""
    while node.mem_id != top:
        after, parent = node.next, node.parent
        if after is not None or parent is None:
            return after
        node = parent
    return None


def lines(root: LexborNode, without: Collection[str], most: int) -> str:
    """The text in an element, a line for each block: a tag within a sentence ends no line.

    Stops behind `most` characters. Two texts that only a tag divides get a space where their
    words would run together: style sheets put such apart.
    """
    found: list[str] = []
    line: list[str] = []
    length = 0
    for seen, text in enumerate(_texts_and_edges(root, without)):
        if text is None:
            if line:
                found.append(" ".join("".join(line).split()))
                length += len(found[-1]) + 1
                line = []
            if length > most or seen > _MANY:
                break
        elif text.isspace():
            line.append(" ")
        elif text:
            if line and line[-1][-1:].isalnum() and text[0].isalnum():
                line.append(" ")
            line.append(text[: most + 1])
    found.append(" ".join("".join(line).split()))
    return "\n".join(filter(None, found))


def _texts_and_edges(root: LexborNode, without: Collection[str]) -> Iterator[str | None]:
    """All texts in an element, with None for the edge of a block."""
    node: LexborNode | None = root
    top = root.mem_id
    while node is not None:
        child = None
        if node.is_text_node:
            yield node.text_content or ""
        elif node.is_element_node and node.tag not in without:
            if node.tag in _BLOCKS:
                yield None
            child = node.child
        while child is None and node is not None and node.mem_id != top:
            child = node.next
            if node.tag in _BLOCKS:
                yield None
            node = node.parent if child is None else node
        node = child


def pieces(root: LexborNode, without: Collection[str]) -> Iterator[str]:
    """The texts in an element, in their order, with the edges of its blocks between them."""
    node: LexborNode | None = root
    top = root.mem_id  # nodes are compared by their HTML, which takes long
    while node is not None:
        child = None
        if node.is_text_node:
            yield _said(node)
        elif node.mem_id == top or _is_shown(node, without):
            yield _said(node)
            child = node.child
        if child is not None:
            node = child
            continue
        while node is not None and node.mem_id != top and node.next is None:
            yield _edge(node)
            node = node.parent
        if node is None or node.mem_id == top:
            return
        yield _edge(node)
        node = node.next


def _said(node: LexborNode) -> str:
    if node.is_text_node:
        text = node.text_content or ""
        # A line's end that is shown is no space: no term goes across it, as with `<br>`.
        return text.replace("\n", _EDGE) if "\n" in text and _is_preformatted(node) else text
    value = _value(node) if node.tag == "input" else None
    return _edge(node) if value is None else f"{_EDGE}{value}{_EDGE}"


def _value(field: LexborNode) -> str | None:
    """What an `input` shows; None for one that shows no words."""
    if (field.attributes.get("type") or "").lower() in _NO_WORDS:
        return None
    return field.attributes.get("value") or ""


def _is_preformatted(node: LexborNode | None) -> bool:
    while node is not None and node.tag not in _AS_WRITTEN:
        node = node.parent
    return node is not None


def _edge(node: LexborNode) -> str:
    return _EDGE if node.tag in _BLOCKS else ""


def _is_shown(node: LexborNode, without: Collection[str]) -> bool:
    if not node.is_element_node or node.tag in without:
        return False
    said = node.attributes
    if "hidden" in said and (said["hidden"] or "").lower() != "until-found":
        return False
    return not _NOT_SHOWN.search(said.get("style") or "")
