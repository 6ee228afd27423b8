"""How far the run is, on standard error: a bar on a terminal, a line now and then in a log.

Shows what is handed in; computes only the rest of a wait.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from linkaudit.cli.stderr import put
from linkaudit.model.protocols import Progress, Watcher
from linkaudit.text.redact import shown
from linkaudit.text.workflow_commands import escape_commands

if TYPE_CHECKING:
    from rich.progress import ProgressColumn

LOG_SECONDS = 10.0
_SHOWN_HOSTS = 2  # of those that are waited for; a line has 80 columns


@contextmanager
def watching(*, bar: bool, verbose: bool, log: bool = False) -> Iterator[Watcher | None]:
    """A watcher for a run: a bar, a line for each target, a line now and then, or nothing."""
    if verbose:
        yield _line
    elif bar:
        with _bar() as watcher:
            yield watcher
    elif log:
        with logging(_say, LOG_SECONDS) as watcher:
            yield watcher
    else:
        yield None


def in_words(progress: Progress, now: float) -> str:
    """All but the count: in flight, failing, and who is waited for; `now` by the run's timer."""
    parts = [f"{progress.in_flight} in flight", f"{progress.failing} failing"]
    waited = sorted(
        (w for w in progress.waiting if w.until > now), key=lambda w: (-w.requests, w.host)
    )
    for host in waited[:_SHOWN_HOSTS]:
        links = "link waits" if host.requests == 1 else "links wait"
        parts.append(f"{host.requests} {links} for {shown(host.host)}, {host.until - now:.0f} s")
    if len(waited) > _SHOWN_HOSTS:
        parts.append(f"and for {len(waited) - _SHOWN_HOSTS} more hosts")
    return ", ".join(parts)


def _say(words: str) -> None:
    put(escape_commands(words))


def _line(progress: Progress) -> None:
    if progress.note:
        _say(shown(progress.note))
    elif progress.latest:
        _say(f"{progress.done}/{progress.total} {shown(progress.latest)}")


@contextmanager
def logging(say: Callable[[str], None], seconds: float) -> Iterator[Watcher]:
    """A line every so many seconds, as long as the run goes on: a log shows that it lives."""
    latest: list[Progress] = []
    is_over = Event()

    def speak() -> None:
        while not is_over.wait(seconds):
            for progress in latest[-1:]:
                words = in_words(progress, time.monotonic())
                say(f"linkaudit: {progress.done} of {progress.total} targets, {words}")

    def watch(progress: Progress) -> None:
        latest[:] = [progress]

    # A thread: a line must come also while the run is busy with something else.
    thread = Thread(target=speak, daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        is_over.set()
        thread.join()


@contextmanager
def _bar() -> Iterator[Watcher]:
    # Imported here: 0.1 s that only a terminal should pay.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("checking"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        _state_column(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, progress=None)

        def watch(progress: Progress) -> None:
            bar.update(task, total=progress.total, completed=progress.done, progress=progress)

        yield watch


def _state_column() -> ProgressColumn:
    """What is in flight, failing and waited for; drawn again while nothing else happens."""
    from rich.progress import ProgressColumn, Task
    from rich.text import Text

    class State(ProgressColumn):
        def render(self, task: Task) -> Text:
            progress = task.fields["progress"]
            return Text(in_words(progress, time.monotonic()) if progress else "")

    return State()
