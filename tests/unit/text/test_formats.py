"""One table says which file is read as what."""

from __future__ import annotations

import pytest

from linkaudit.extract.markdown.anchors import anchors
from linkaudit.extract.registry import extract_document
from linkaudit.text.formats import (
    READ,
    SUFFIXES,
    Reading,
    is_counted,
    is_unknown,
    reading,
    why_unread,
)
from tests.builders import document


def test_no_suffix_is_both_read_and_refused() -> None:
    for suffix in READ:
        assert not why_unread(f"a{suffix}")
        assert not is_unknown(f"a{suffix}")
    assert set(READ) >= SUFFIXES


@pytest.mark.parametrize("suffix", sorted(READ))
def test_links_and_anchors_of_a_document_are_read_alike(suffix: str) -> None:
    """The same bytes give the same: `[x](#nope)` is a link in a page that can have anchors."""
    page = '<h1 id="here">Here</h1><a href="#nope">x</a>'
    written = document(page if READ[suffix] is Reading.HTML else "# Here\n\n[x](#nope)\n",
                       path=f"a{suffix}")  # fmt: skip

    assert [link.url for link in extract_document(written).links] == ["#nope"]
    assert anchors(written) == {"here"}


@pytest.mark.parametrize(
    ("name", "counted", "unknown"),
    [
        ("a.rst", True, False), ("a.html", False, False), ("a.pdf", True, False),
        ("a.png", False, False), ("a.txt", False, False), ("a.md", False, False),
        ("README", False, False), (".rst", False, False), ("a.page", False, True),
        ("v1.2", False, True), ("A.RST", True, False), ("dir.rst/a", False, False),
    ],
)  # fmt: skip
def test_documents_that_are_left_out_are_counted_and_unknown_suffixes_told(
    name: str, counted: bool, unknown: bool
) -> None:
    assert is_counted(name) is counted
    assert is_unknown(name) is unknown


def test_the_suffix_counts_whatever_its_case() -> None:
    assert reading("A.MARKDOWN") is Reading.MARKDOWN
    assert reading("a.Xhtml") is Reading.HTML
    assert reading("a") is None
