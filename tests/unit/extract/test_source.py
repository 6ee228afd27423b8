"""Lines, columns and offsets of a text."""

import pytest

from linkaudit.extract.source import OffsetMap, Source, cut
from linkaudit.model.document import Place, Region


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_counts_one(end: str) -> None:
    """CommonMark §2.1."""
    source = Source.of(f"ab{end}{end}cd")

    places = [source.place(source.text.index(char)) for char in "abcd"]

    assert source.text == "ab\n\ncd"
    assert places == [Place(1, 1), Place(1, 2), Place(3, 1), Place(3, 2)]


def test_an_empty_text_has_one_place() -> None:
    source = Source.of("")

    assert source.place(0) == Place(1, 1)
    assert source.region(0, 0) == Region(1, 1, 1, 1)


def test_nul_is_read_as_the_replacement_character() -> None:
    """CommonMark §2.3."""
    assert Source.of("a\x00b").text == "a\ufffdb"


@pytest.mark.parametrize(
    ("text", "region", "inside"),
    [
        ("abc", Region(1, 2, 1, 3), "b"),
        ("abc", Region(1, 2, 1, 2), ""),
        ("abc", Region(1, 4, 1, 4), ""),
        ("a\r\nb\rc\nd", Region(2, 1, 4, 2), "b\nc\nd"),
        ("\U0001f600x", Region(1, 2, 1, 3), "x"),
    ],
)
def test_a_region_ends_before_its_end(text: str, region: Region, inside: str) -> None:
    """The contract: columns in code points, the end exclusive."""
    assert cut(text, region) == inside


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("---\na: b\n---\nc\n", "   \n    \n   \nc\n"),
        ("---  \na: b\n--- \nc\n", "     \n    \n    \nc\n"),
        ("+++\na = 1\n+++\nc\n", "   \n     \n   \nc\n"),
        ("---\n---\nc\n", "   \n   \nc\n"),
        ("---\na: b\n---", "   \n    \n   \n"),
        ("---\na: b\n", "---\na: b\n"),
        ("---\n# c\n\na: b\n---\n", "   \n   \n\n    \n   \n"),
        ("---\n[a](b) is text\n\n---\n", "---\n[a](b) is text\n\n---\n"),
        ("---\n# heading\n\n---\n", "---\n# heading\n\n---\n"),
        ("---\na: b\n+++\n", "---\na: b\n+++\n"),
        ("----\na: b\n----\n", "----\na: b\n----\n"),
        (" ---\na: b\n---\n", " ---\na: b\n---\n"),
        ("a\n---\nb\n---\n", "a\n---\nb\n---\n"),
        ("a", "a\n"),
        ("", "\n"),
    ],
)
def test_front_matter_is_blanked_and_keeps_its_length(text: str, without: str) -> None:
    """Jekyll and Hugo: fences at the very start, both alike; what is not closed is text."""
    assert Source.of(text).without_front_matter() == without


@pytest.mark.parametrize(("inner", "outer"), [(0, 5), (2, 7), (3, 12), (9, 18)])
def test_an_offset_is_mapped_by_the_piece_that_it_lies_in(inner: int, outer: int) -> None:
    pieces = OffsetMap([0, 3], [5, 12])

    assert pieces(inner) == outer
