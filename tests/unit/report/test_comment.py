"""A long report where room is limited: whole lines, closed folds, a count of what is missing."""

from __future__ import annotations

import re

import pytest

from linkaudit.report.comment import truncated

LINES = "".join(f"| {number} ü |\n" for number in range(1000))


@pytest.mark.parametrize("text", ["", "short\n", "ü" * 500])
def test_what_fits_stays_as_it_is(text: str) -> None:
    assert truncated(text, 1000) == text


@pytest.mark.parametrize("room", [250, 251, 252, 253, 1000, 9000])
def test_what_does_not_fit_is_cut_between_lines_and_counted(room: int) -> None:
    text = truncated(LINES, room)

    kept = re.findall(r"^\| \d+ ü \|\n", text, re.M)
    assert LINES.startswith("".join(kept))
    assert f"**Truncated: {1000 - len(kept)} more lines did not fit" in text
    assert len(text.encode()) <= room


def test_a_fold_that_is_cut_is_closed() -> None:
    text = truncated(f"<details><summary>1</summary>\n{LINES}</details>\n", 1000)

    assert text.count("<details>") == text.count("</details>") == 1
    assert len(text.encode()) <= 1000


@pytest.mark.parametrize("name", ["<details>.md", "</details>.md"])
def test_a_file_that_is_named_like_a_fold_opens_and_closes_none(name: str) -> None:
    text = truncated(f"# `{name}`\n<details><summary>1</summary>\n{LINES}</details>\n", 1000)

    assert re.findall("^</?details>", text, re.M) == ["<details>", "</details>"]


@pytest.mark.parametrize("room", [-5, 0, 100])
def test_where_there_is_no_room_nothing_is_said(room: int) -> None:
    assert truncated(LINES, room) == ""
