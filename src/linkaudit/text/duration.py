"""Durations as people write them: a number and a unit."""

from __future__ import annotations

import re
from datetime import timedelta

_DURATION = re.compile(r"(?P<number>[0-9]{1,6})(?P<unit>[smhd]?)", re.ASCII)
_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}


def duration(text: str) -> timedelta | None:
    """`90m`, `12h`, `7d`, and `0`, which needs no unit; None for anything else."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        return None
    if not match["unit"]:
        return None if int(match["number"]) else timedelta(0)
    return int(match["number"]) * _UNITS[match["unit"]]
