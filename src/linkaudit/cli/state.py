"""`--state FILE`, `--no-state` and their kin: what a run remembers, where, and for how long."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from linkaudit.document import Document, Extraction
from linkaudit.errors import StateError
from linkaudit.interfaces import Clock, ExtractAll, Memory

if TYPE_CHECKING:  # SQLite is for those who remember
    from linkaudit.state import State

DEFAULT = Path(".linkaudit", "state.sqlite3")


@contextmanager
def opened(given: Mapping[str, Any], root: Path) -> Iterator[State | None]:
    """The state, if there is to be one. Raises StateError for a file that is not ours."""
    if given["no_state"]:
        yield None
        return
    # Imported here: SQLite is for those who remember.
    from linkaudit.state import open_state

    state = open_state(_path(given["state"], root))
    try:
        yield state
    finally:
        state.close()
        if state.trouble:
            words = f"{state.path.as_posix()}: {state.trouble}: this run remembers nothing"
            click.echo(f"linkaudit: {words}", err=True)


def extracting(state: State | None, today: date) -> ExtractAll:
    """Extraction as quick as it can be had."""
    if state is None:
        return quickly
    from linkaudit.memory import remembering

    return remembering(state, quickly, today)


def journal(state: State | None, given: Mapping[str, Any], clock: Clock) -> Memory | None:
    """What earlier runs saw of targets, on the terms of the command line."""
    if state is None or state.connection is None:
        return None
    from linkaudit.journal import Journal, Terms

    def tell(words: str) -> None:
        if not given["quiet"]:
            click.echo(f"linkaudit: {words}", err=True)

    return Journal(state, clock, Terms(given["max_age"], given["resume"]), tell, _goes_on)


def quickly(documents: Sequence[Document]) -> Iterable[Extraction]:
    # Imported here: what is remembered needs no parser, and this one takes long to import.
    from linkaudit.extract.many import extract_many

    return extract_many(documents)


def _path(named: str | None, root: Path) -> Path:
    """The file named; else the one in this folder, which a stranger's link may lead out of."""
    if named:
        return Path(named)
    if not (root / DEFAULT).resolve().is_relative_to(root.resolve()):
        raise StateError.elsewhere(DEFAULT)
    return DEFAULT


def _goes_on(process: int) -> bool:
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
