"""The tables of an HTML page: the text of each cell, and where its first link leads.

Bounded, and without conclusions: what a column means, its caller knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from linkaudit.check.page.nesting import truncate_nesting

MAX_CELLS = 50_000  # AWS's tables have some 300
_LONGEST = 2000  # characters of a cell


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    text: str
    link: str = ""
    """The destination of its first link, as written."""


def tables_of(body: bytes) -> tuple[tuple[tuple[Cell, ...], ...], ...]:
    """Each table as rows of cells, heads among them; those without a row are left out."""
    tree = LexborHTMLParser(truncate_nesting(body.decode("utf-8", "replace")))
    left = MAX_CELLS
    tables: list[tuple[tuple[Cell, ...], ...]] = []
    for table in tree.css("table"):
        rows = []
        for row in table.css("tr"):
            cells = tuple(map(_cell, islice(row.css("th, td"), left)))
            left -= len(cells)
            if not cells and not left:
                break
            if cells:
                rows.append(cells)
        if rows:
            tables.append(tuple(rows))
    return tuple(tables)


def _cell(node: LexborNode) -> Cell:
    link = node.css_first("a[href]")
    text = node.text(separator=" ")[:_LONGEST]
    return Cell(" ".join(text.split()), (link.attributes.get("href") or "") if link else "")
