"""Durations as `--max-age` takes them."""

from datetime import timedelta

import pytest

from linkaudit.settings.kinds import duration


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("0", timedelta(0)),
        ("0d", timedelta(0)),
        ("45s", timedelta(seconds=45)),
        ("90m", timedelta(minutes=90)),
        ("12h", timedelta(hours=12)),
        ("7d", timedelta(days=7)),
        (" 7d ", timedelta(days=7)),
    ],
)
def test_a_number_and_a_unit_are_a_duration(text: str, wanted: timedelta) -> None:
    assert duration(text) == wanted


@pytest.mark.parametrize("text", ["", "7", "d", "7 d", "-7d", "1.5h", "7w", "٧d", "9" * 7 + "d"])
def test_anything_else_is_none(text: str) -> None:
    assert duration(text) is None
