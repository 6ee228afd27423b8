"""The text of a page as a reader sees it, block by block.

Walks a tree that `read.py` has parsed; knows the elements of HTML, and no style sheets.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from linkaudit.text.text_directives import BREAK, fold

# HTML §15.3: what has a line of its own, as far as no style sheet says otherwise.
_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li "
    "listing main menu nav ol optgroup option p plaintext pre search section summary table tbody "
    "td tfoot th thead tr ul xmp".split()
)
# HTML §15.3.1, and what the draft on text fragments calls search invisible (§3.6.2).
HIDDEN = frozenset(
    "audio canvas datalist head iframe img input meter noembed noframes noscript object "
    "progress rp script select style template textarea title video".split()
)
_IN_PLACE = frozenset("audio canvas iframe img input meter object progress select video".split())
_OBJECT = "\ufffc"  # stands in the text for what is shown and is no text
_NOT_SHOWN = re.compile(r"(?:^|;)\s*+(?:display\s*+:\s*+none|visibility\s*+:\s*+hidden)", re.I)
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
    for piece in pieces(node, without):
        words = " ".join(piece.replace(_EDGE, " ").split())
        if words:
            found.append(words)
            length += len(words) + 1
        if length > most:
            break
    return " ".join(found)[:most]


def pieces(root: LexborNode, without: Collection[str]) -> Iterator[str]:
    """The texts in an element, in their order, with the edges of its blocks between them."""
    node: LexborNode | None = root
    top = root.mem_id  # nodes are compared by their HTML, which takes long
    while node is not None:
        is_open = node.mem_id == top or _is_shown(node, without)
        if is_open:
            yield _edge(node) if node.is_element_node else node.text_content or ""
        elif node.tag in _IN_PLACE:
            yield _OBJECT
        child = node.child if is_open else None
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


def _edge(node: LexborNode) -> str:
    return _EDGE if node.tag in _BLOCKS else ""


def _is_shown(node: LexborNode, without: Collection[str]) -> bool:
    if node.is_text_node:
        return True
    if not node.is_element_node or node.tag in without:
        return False
    said = node.attributes
    if "hidden" in said and (said["hidden"] or "").lower() != "until-found":
        return False
    return not _NOT_SHOWN.search(said.get("style") or "")
