"""One document in, all that it holds for an audit out; by suffix, which reader reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from linkaudit.extract import front_matter, markdown
from linkaudit.model import Document, Extraction

Extractor = Callable[[Document], Extraction]


def extract_document(document: Document) -> Extraction:
    """The links, suppressions and date of a document; unknown suffixes are read as Markdown."""
    return _READERS.get(PurePosixPath(document.path).suffix.lower(), _markdown)(document)


def _markdown(document: Document) -> Extraction:
    links = markdown.extract(document)
    return Extraction(document.path, links, published=front_matter.published(document))


_READERS: Mapping[str, Extractor] = {
    ".md": _markdown,
    ".markdown": _markdown,
}
