"""The progress bar on standard error, while a run goes on and only on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from linkaudit.interfaces import Progress, Watcher
from linkaudit.redact import shown


@contextmanager
def watching(*, bar: bool, verbose: bool) -> Iterator[Watcher | None]:
    """A watcher for a run: a bar, a line for each target, or nothing."""
    if verbose:
        yield _line
    elif bar:
        with _bar() as watcher:
            yield watcher
    else:
        yield None


def _line(progress: Progress) -> None:
    if progress.latest:
        click.echo(f"{progress.done}/{progress.total} {shown(progress.latest)}", err=True)


@contextmanager
def _bar() -> Iterator[Watcher]:
    # Imported here: 0.1 s that only a terminal should pay.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("checking"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[state]}", markup=False),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, state="")

        def watch(progress: Progress) -> None:
            state = f"{progress.in_flight} in flight, {progress.failing} failing"
            bar.update(task, total=progress.total, completed=progress.done, state=state)

        yield watch
