"""`--state FILE` and `--no-state`: whether a run remembers what documents hold, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from linkaudit.document import Document, Extraction
from linkaudit.errors import StateError
from linkaudit.interfaces import ExtractAll

DEFAULT = Path(".linkaudit", "state.sqlite3")


@contextmanager
def extracting(given: dict[str, Any], root: Path, today: date) -> Iterator[ExtractAll]:
    """Extraction as quick as it can be had. Raises StateError for a file that is not ours."""
    if given["no_state"]:
        yield quickly
        return
    # Imported here: SQLite is for those who remember.
    from linkaudit.memory import remembering
    from linkaudit.state import open_state

    state = open_state(_path(given["state"], root))
    try:
        yield remembering(state, quickly, today)
    finally:
        state.close()
        if state.trouble:
            words = f"{state.path.as_posix()}: {state.trouble}: this run remembers nothing"
            click.echo(f"linkaudit: {words}", err=True)


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
