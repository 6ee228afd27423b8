"""Comments that silence: which lines each is about."""

import pytest

from linkaudit.extract.registry import extract_document
from linkaudit.model.document import Document, Place, Suppression

NOWHERE = (1, 0)


def silenced(text: str, path: str = "a.md") -> list[tuple[int, int, set[str]]]:
    found = extract_document(Document(path, text)).suppressions
    return [(s.first, s.last, set(s.rules)) for s in found]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<!-- linkaudit: ignore -->\n[a](b)\n", [(2, 2, set())]),
        ("<!--linkaudit:ignore-->\r\n[a](b)\r\n", [(2, 2, set())]),
        ("text\n<!-- linkaudit: ignore -->\n[a](b)\n", [(3, 3, set())]),
        ("> <!-- linkaudit: ignore -->\n> [a](b)\n", [(2, 2, set())]),
        ("- <!-- linkaudit: ignore -->\n  [a](b)\n", [(2, 2, set())]),
        ("[a](b) <!-- linkaudit: ignore -->\n", [(1, 1, set())]),
        ("<!-- linkaudit: ignore --> [a](b)\n", [(1, 1, set())]),
        ("[a](b) <!-- linkaudit: ignore not-found -->\n", [(1, 1, {"not-found"})]),
        ("[a](b) <!-- linkaudit: ignore a-b, c-d,e -->\n", [(1, 1, {"a-b", "c-d", "e"})]),
        ("<!-- linkaudit: off -->\n\n[a](b)\n\n<!-- linkaudit: on -->\n", [(1, 5, set())]),
        ("<!-- linkaudit: off -->\n\n[a](b)\n", [(1, 4, set())]),
        ("<!-- linkaudit: on -->\n", [(*NOWHERE, set())]),
        ("<!-- linkaudit: ignroe -->\n", [(*NOWHERE, set())]),
        ("`<!-- linkaudit: ignore -->` [a](b)\n", []),
        ("```\n<!-- linkaudit: ignore -->\n```\n", []),
        ("<!-- ignore linkaudit -->\n", []),
    ],
)
def test_a_comment_is_about_these_lines(text: str, lines: list[tuple[int, int, set[str]]]) -> None:
    """The contract, "In the Markdown"."""
    assert silenced(text) == lines


def test_mdx_has_comments_of_its_own() -> None:
    text = "{/* linkaudit: ignore */}\n[a](b)\n"

    assert silenced(text, "a.mdx") == [(2, 2, set())]


def test_html_has_them_too() -> None:
    text = '<!-- linkaudit: ignore -->\n<a href="b">c</a>\n'

    assert silenced(text, "a.html") == [(2, 2, set())]


def test_a_comment_knows_where_it_stands() -> None:
    [found] = extract_document(Document("a.md", "x <!-- linkaudit: ignore -->")).suppressions

    assert found == Suppression(Place(1, 3), 1, 1)
