"""TOML that may be a stranger's: read as it is, refused where it would cost too much."""

from __future__ import annotations

import pytest

from linkaudit.text.toml import MAX_CHARACTERS, TomlError, parse


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", {}),
        ("a = 1\n[b]\nc = 'x'", {"a": 1, "b": {"c": "x"}}),
        ("a.b.c.d = 1", {"a": {"b": {"c": {"d": 1}}}}),
        (f"a = '{'It is so. ' * 500}'", {"a": "It is so. " * 500}),
        ("a = [" + "'1.2.3', " * 200 + "]", {"a": ["1.2.3"] * 200}),
        ("a = 'https://docs.a.b.c.d.e.f.g.example/1.2.3.4.html'",
            {"a": "https://docs.a.b.c.d.e.f.g.example/1.2.3.4.html"}),
    ],
)  # fmt: skip
def test_what_people_write_is_read(text: str, values: dict[str, object]) -> None:
    assert parse(text) == values


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a = 1\nb = = 2", 2, "Invalid value"),
        ("a = 'x", 1, "Expected"),
        ("a = 1\nb = [\n\n", 2, "Invalid value"),
        ("a = " + "[" * 100_000, 0, "nested too deeply"),
        ("a = " + "{a=" * 100_000, 0, "nested too deeply"),
        ("x = 1\n" + "a." * 100_000 + "a = 1", 2, "joined by dots"),
        ("\n[" + "a." * 100_000 + "a]", 2, "joined by dots"),
        ("x = {" + "a." * 100_000 + "a = 1}", 1, "joined by dots"),
        ("'a' . " * 50_000 + "a = 1", 1, "joined by dots"),
        ('"." . ' * 50_000 + "a = 1", 1, "joined by dots"),
        ("a = " + "1" * 5000, 0, "digits"),
        ("#" * (MAX_CHARACTERS + 1), 0, "larger than 1 MiB"),
    ],
)
def test_what_cannot_be_used_is_an_error_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(TomlError) as caught:
        parse(text)

    assert caught.value.line == line
    assert words in str(caught.value)
