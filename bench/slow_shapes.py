"""Which shapes of pages and documents take long, and how time grows with their size.

    python -m bench.slow_shapes [pages|documents] [--kib 64] [--most 20]

Reads each shape, in processor time of this process, and the slowest at half that size too.
Growth of 2 is linear, of 4 quadratic. A shape that is slow is a test's to keep.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator
from time import process_time

from bench.shapes import DOCUMENTS, FORMS, OPENINGS, PAGES, TAGS
from linkaudit.check.page.read import read_page
from linkaudit.extract.registry import anchors, extract_document, names_in
from linkaudit.model.document import Document
from linkaudit.model.http import Response

Shape = Callable[[int], str]
"""A text of about so many characters."""

_NAMES = ("Amazon ES", "Amazon Elasticsearch Service")


def repeated(opening: str, item: str, ending: str) -> Shape:
    """`item` as often as it takes; its numbers count up."""

    def shape(size: int) -> str:
        if not any(mark in item for mark in ("{1}", "{2}", "{3}", "{4}")):
            return opening + item * ((size - len(opening) - len(ending)) // len(item)) + ending
        pieces, length = [], 0
        for number in itertools.count():
            if length >= size:
                break
            piece = item.replace("{1}", f"{number:x}").replace("{2}", "`" * (number % 1000))
            piece = piece.replace("{3}", ">" * (number % 90)).replace("{4}", "  " * (number % 90))
            pieces.append(piece)
            length += len(piece)
        return opening + "".join(pieces) + ending

    return shape


def pages() -> Iterator[tuple[str, Shape]]:
    """Every opening with every tag in every form, and shapes of their own."""
    for name, parts in PAGES.items():
        yield name, repeated(*parts)
    for opening, tag, form in itertools.product(OPENINGS, TAGS, FORMS):
        item = form.replace("{0}", tag)
        yield f"{opening} {item}", repeated(opening, item, "")


def documents() -> Iterator[tuple[str, Shape]]:
    """Shapes of Markdown."""
    for name, parts in DOCUMENTS.items():
        yield name, repeated(*parts)


def read_whole_page(text: str) -> None:
    """As a page that a server sent."""
    body = text.encode("utf-8", "replace")
    read_page(Response("https://a.example/", 200, {"content-type": "text/html"}, body))


def read_whole_document(text: str) -> None:
    """As each kind of document: links, names and anchors."""
    # Lines are bounded elsewhere.
    for suffix in ("md", "mdx", "html"):
        document = Document(f"a.{suffix}", text)
        extract_document(document)
        names_in(document, _NAMES)
        anchors(document)


def seconds(read: Callable[[str], None], text: str) -> float:
    """CPU time of this process."""
    start = process_time()
    read(text)
    return process_time() - start


def main(arguments: list[str]) -> None:
    kinds = [kind for kind in ("pages", "documents") if kind in arguments] or ["pages", "documents"]
    size = int(arguments[arguments.index("--kib") + 1] if "--kib" in arguments else 64) * 1024
    most = int(arguments[arguments.index("--most") + 1] if "--most" in arguments else 20)
    for kind in kinds:
        read, shapes = {
            "pages": (read_whole_page, pages()),
            "documents": (read_whole_document, documents()),
        }[kind]
        measured = [(seconds(read, shape(size)), name, shape) for name, shape in shapes]
        print(f"{len(measured)} shapes of {kind} at {size // 1024} KiB; the slowest:")
        for last, name, shape in sorted(measured, key=lambda one: -one[0])[:most]:
            first = seconds(read, shape(size // 2))
            print(f"  {last:7.3f} s, {last / max(first, 1e-4):4.1f} times half of it: {name!r}")


if __name__ == "__main__":
    main(sys.argv[1:])
