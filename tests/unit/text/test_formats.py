"""One table says which file is read as what."""

from __future__ import annotations

import pytest

from linkaudit.extract.registry import READERS, SUFFIXES, anchors, extract_document
from linkaudit.text.formats import Suffixes
from tests.builders import document

HTML = READERS[2].suffixes


def test_no_suffix_is_both_read_and_refused() -> None:
    for suffix in SUFFIXES.read:
        assert not SUFFIXES.why_unread(f"a{suffix}")
        assert not SUFFIXES.is_unknown(f"a{suffix}")
    assert SUFFIXES.read >= SUFFIXES.sought


def test_no_suffix_has_two_readers() -> None:
    suffixes = [suffix for reader in READERS for suffix in reader.suffixes]

    assert len(suffixes) == len(SUFFIXES.read)


def test_a_format_that_gets_a_reader_is_refused_no_more() -> None:
    more = Suffixes(SUFFIXES.read | {".rst"}, SUFFIXES.sought | {".rst"})

    assert SUFFIXES.why_unread("a.rst")
    assert not more.why_unread("a.rst")
    assert not more.is_counted("a.rst")
    assert more.is_sought("a.rst")


@pytest.mark.parametrize("suffix", sorted(SUFFIXES.read))
def test_links_and_anchors_of_a_document_are_read_alike(suffix: str) -> None:
    """The same bytes give the same: `[x](#nope)` is a link in a page that can have anchors."""
    page = '<h1 id="here">Here</h1><a href="#nope">x</a>'
    written = document(page if suffix in HTML else "# Here\n\n[x](#nope)\n",
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
    assert SUFFIXES.is_counted(name) is counted
    assert SUFFIXES.is_unknown(name) is unknown


def test_the_suffix_counts_whatever_its_case() -> None:
    assert SUFFIXES.is_read("A.MARKDOWN")
    assert SUFFIXES.is_read("a.Xhtml")
    assert not SUFFIXES.is_read("a")
