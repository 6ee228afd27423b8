"""Every place where a part can be exchanged, on one page.

Signatures only; each family keeps its table of members in its own folder.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from linkaudit.model.document import Document, Extraction
from linkaudit.model.followup import Probe, ProbeResult
from linkaudit.model.history import CheckRecord
from linkaudit.model.http import Page, Request, Response
from linkaudit.model.report import Observation, Outcome, Report, WebTarget

ExtractAll = Callable[[Sequence[Document]], Iterable[Extraction]]
"""Reads documents; the extractions come in the order of the documents."""

FirstCommitDates = Callable[[Sequence[str], Path], Mapping[str, date]]
"""The first day of each of these paths, below that folder, as far as anybody knows."""

Transport = Callable[[Request], Awaitable[Response]]
"""Asks one thing of the web. Raises TransportError where no response came."""

ReadPage = Callable[[Response], Awaitable[Page | None]]
"""What an answer's page says; None for what is no page, or could not be read."""

Sleep = Callable[[float], Awaitable[object]]
"""Waits so many seconds."""

Clock = Callable[[], datetime]
"""The time, in UTC."""

Timer = Callable[[], float]
"""Seconds from some moment on; never goes back."""

Reporter = Callable[[Report], str]
"""Says all that a report holds; leaves nothing out by its own judgement."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Requests that wait for a host which wants to be left alone."""

    host: str
    requests: int
    until: float
    """When the last of them may be asked, as the run's timer says."""
    why: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the run is, counted in targets."""

    done: int
    total: int
    failing: int
    in_flight: int
    latest: str = ""
    """The target that was just done; empty where the news is another."""
    waiting: tuple[Waiting, ...] = ()
    note: str = ""
    """Why a host was slowed."""


Watcher = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Validator:
    """An earlier observation that may still hold, and what to ask the server with."""

    conditions: tuple[tuple[str, str], ...]
    """Headers of a request, RFC 9110 §13.1."""
    read: Callable[[], Observation | None]
    """None where it cannot be read after all."""


@dataclass(frozen=True, slots=True)
class CachedTarget:
    """What earlier runs know of a target; nothing, without a memory."""

    target: WebTarget
    course: tuple[CheckRecord, ...] = ()
    """What became of it since it was last well, in the order of the runs."""
    reusable: Observation | None = None
    """An observation that may stand in for asking."""
    copy: Validator | None = None
    texts: tuple[str, ...] = ()
    """The text directives that links have for it, to be looked up in its page."""
    has_fragments: bool = True
    """Whether a link leads to a place in it; else its ids are of no use."""


WriteObservation = Callable[[Observation], Awaitable[None]]
"""Writes an observation down; returns when it is safe."""


class ObservationStore(Protocol):
    """What runs know of each other. Trouble with it is its own and no run's."""

    def lookup(self, targets: Sequence[WebTarget]) -> Sequence[CachedTarget]:
        """What is known of each target, in their order."""

    def writer(self) -> AbstractAsyncContextManager[WriteObservation]:
        """While a run asks; at its end, all that was seen is safe."""

    def forget(self, targets: Sequence[WebTarget]) -> None:
        """What this run saw of these targets was no sight of them."""

    def finish(self, outcome: Outcome) -> None:
        """The run has ended, and so."""

    def compared(self, report: Report) -> Report:
        """The report with what is new since the last run."""

    def note(self, report: Report) -> None:
        """What this run says, for later ones to be compared with."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What the web said, to links and to what followed; and why the run did not finish, if so."""

    seen: Mapping[WebTarget, Observation]
    interruption: str = ""
    replies: Mapping[str, ProbeResult] = field(default_factory=dict)
    """By the URI that was asked."""


NextProbes = Callable[[Mapping[WebTarget, Observation], Mapping[str, ProbeResult]], Sequence[Probe]]
"""What else to ask, given what this run saw and what came back so far; nothing, at last."""

CheckTargets = Callable[[Sequence[CachedTarget], ObservationStore | None, NextProbes], CheckResult]
"""Asks the web for all these targets, and tells the memory of each as it comes; then for more."""
