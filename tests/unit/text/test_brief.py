"""How much of what others wrote a message repeats."""

import pytest

from linkaudit.text.brief import ROOM, brief, cut

LONG = "word " * 100
URL = f"https://a.example/{'x' * 300}"


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("the page is gone (404)", "the page is gone (404)"),
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 199 + "…"),
        (f"moved permanently to {URL}", f"moved permanently to {URL[:199]}…"),
        (f"its title is “{LONG}”: look", f"its title is “{LONG[:199]}…”: look"),
        (f"unknown key '{LONG}'; see it", f"unknown key '{LONG[:199]}…'; see it"),
        (f"{URL}, {URL}", f"{URL[:199]}… {URL[:199]}…"),
        ("😀" * 300, "😀" * 199 + "…"),
        ("w " * 4000, "w " * 299 + "w…"),
    ],
    ids=lambda text: text[:20],
)
def test_what_others_wrote_is_cut_and_our_words_are_not(message: str, expected: str) -> None:
    """A message of 128 KB was the body of a page."""
    assert brief(message) == expected
    assert brief(brief(message)) == brief(message)


def test_a_secret_is_hidden_before_it_is_cut() -> None:
    """Half a password looks like a port, half a token like a name."""
    for start in range(150, 202):
        made = cut(f"https://me:{'x' * start}hush@a.example/{'y' * 300}")

        assert "xxx" not in made
        assert "hush" not in made


def test_a_short_text_is_as_it_was() -> None:
    assert cut("a" * ROOM) == "a" * ROOM
