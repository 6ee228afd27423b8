"""Which of some names comes nearest to one that is not there."""

import pytest

from linkaudit.judge.nearest import nearest


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("requirments", ["install", "requirements"], "requirements"),
        ("guide.html", ["guide.md", "usage.md"], "guide.md"),
        ("usage", ["install"], None),
        ("usage", [], None),
        ("", ["a"], None),
        ("a", [""], None),
        ("guide1", ["guide3", "guide2"], "guide2"),
    ],
)
def test_the_nearest_name_is_one_that_is_like_it(
    name: str, known: list[str], expected: str | None
) -> None:
    assert nearest(name, known) == expected
