"""Where the store lies, and how it is opened and closed; what to print goes to `tell`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from linkaudit.errors import StateError
from linkaudit.files.containment import leads_out

if TYPE_CHECKING:
    from linkaudit.store.database import State

DEFAULT = Path(".linkaudit", "state.sqlite3")


@contextmanager
def open_store(named: str, root: Path, tell: Callable[[str], None]) -> Iterator[State]:
    """The store in the file named, else in the default one.

    Raises StateError for a file named that is not ours. The default one is a cache: trouble with
    it stops no run.
    """
    # Imported here: SQLite is for those who have a store.
    from linkaudit.store.database import State, open_state

    path = place(named, root)
    if not named and leads_out(path, root):
        state = State(path, trouble="a link leads out of this folder")
    else:
        state = open_state(path, renews=not named)

    def report_note(said: str) -> str:
        """What became of the file, once."""
        if state.note != said:
            tell(f"{state.path.as_posix()}: {state.note}")
        return state.note

    said = report_note("")
    try:
        yield state
    finally:
        state.close()
        report_note(said)
        if state.trouble:
            tell(f"{state.path.as_posix()}: {state.trouble}: this run remembers nothing")


def place(named: str, root: Path) -> Path:
    """The file named; else the one in this folder.

    Raises StateError where a name leads out of this folder by a link.
    """
    if not named:
        return DEFAULT
    path = Path(named)
    if leads_out(path, root):
        raise StateError.elsewhere(path)
    return path


def is_running(process: int) -> bool:
    """Whether another process of that number is at work on this machine.

    One that only happens to have the number keeps a run from being resumed, and no more.
    """
    # In a container every run may have the same number; on Windows, signal 0 is Ctrl-C.
    if process in (0, os.getpid()) or os.name == "nt":
        return False
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True
