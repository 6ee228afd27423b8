"""`--state FILE`, `--no-state` and their kin: what a run remembers, where, and for how long."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linkaudit.cli.stderr import print_message
from linkaudit.errors import StateError
from linkaudit.files.containment import leads_out
from linkaudit.model.deadline import NO_DEADLINE, Deadline

if TYPE_CHECKING:  # what a command does not come to use, it does not import
    from linkaudit.model.document import Document, Extraction
    from linkaudit.model.protocols import Clock, ExtractAll, ObservationStore
    from linkaudit.store.database import State

DEFAULT = Path(".linkaudit", "state.sqlite3")


@contextmanager
def open_store(given: Mapping[str, Any], root: Path) -> Iterator[State | None]:
    """The state, if there is to be one. Raises StateError for a file named that is not ours.

    The one in this folder is a cache: whatever is wrong with it, it stops no run.
    """
    if given["no_state"]:
        yield None
        return
    # Imported here: SQLite is for those who remember.
    from linkaudit.store.database import State, open_state

    is_named, path = bool(given["state"]), place(given["state"], root)
    if not is_named and leads_out(path, root):
        state = State(path, trouble="a link leads out of this folder")
    else:
        state = open_state(path, renews=not is_named)
    said = _say(state, "")
    try:
        yield state
    finally:
        state.close()
        _say(state, said)
        if state.trouble:
            print_message(f"{state.path.as_posix()}: {state.trouble}: this run remembers nothing")


def _say(state: State, said: str) -> str:
    """What became of the file, once."""
    if state.note != said:
        print_message(f"{state.path.as_posix()}: {state.note}")
    return state.note


def extracting(state: State | None, today: date, deadline: Deadline = NO_DEADLINE) -> ExtractAll:
    """Extraction as quick as it can be had."""
    quick = partial(extract_quickly, deadline=deadline)
    return quick if state is None else partial(_remembering, state, quick, today)


def _remembering(
    state: State, quick: ExtractAll, today: date, documents: Sequence[Document]
) -> Iterable[Extraction]:
    # Imported here: what did not change is not even looked up by its content.
    from linkaudit.store.extraction_cache import cached_extraction

    return cached_extraction(state, quick, today)(documents)


def observation_cache(
    state: State | None,
    given: Mapping[str, Any],
    clock: Clock,
    triggers: Iterable[str],
    *,
    reuse_failures: bool = False,
) -> ObservationStore | None:
    """What earlier runs saw of targets, on the terms of the command line.

    `triggers` are the words by which the packs' sentences are found on pages.
    """
    if state is None or state.connection is None:
        return None
    from linkaudit.store.observation_cache import ObservationCache, ReusePolicy
    from linkaudit.store.observation_codec import format_version

    def say(words: str) -> None:
        if not given["quiet"]:
            print_message(words)

    terms = ReusePolicy(given["max_age"], given["resume"], reuse_failures)
    return ObservationCache(state, clock, terms, say, _goes_on, format_version(triggers))


def extract_quickly(
    documents: Sequence[Document], deadline: Deadline = NO_DEADLINE
) -> Iterable[Extraction]:
    # Imported here: what is remembered needs no parser, and this one takes long to import.
    from linkaudit.extract.parallel import extract_many

    return extract_many(documents, deadline=deadline)


def place(named: str | None, root: Path) -> Path:
    """The file named; else the one in this folder.

    Raises StateError where a name leads out of this folder by a link.
    """
    if not named:
        return DEFAULT
    path = Path(named)
    if leads_out(path, root):
        raise StateError.elsewhere(path)
    return path


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
