"""The clock that file systems take times from: it stands still for some milliseconds at a time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

LATER = datetime.now(UTC) + timedelta(hours=1)
"""When all that tests write has settled."""


def tick(file: Path) -> None:
    """Come back when what changes now gets a later time than the file's last change has."""
    probe = file.with_name("probe")
    probe.touch()
    while probe.stat().st_ctime_ns <= file.lstat().st_ctime_ns:
        probe.touch()
    probe.unlink()
