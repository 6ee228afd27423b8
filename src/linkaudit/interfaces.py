"""Every place where a part can be exchanged, on one page.

Signatures only; each family keeps its table of members in its own folder.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from linkaudit.document import Document, Extraction
from linkaudit.exchange import Request, Response
from linkaudit.model import Report

ExtractAll = Callable[[Sequence[Document]], Iterable[Extraction]]
"""Reads documents; the extractions come in the order of the documents."""

Transport = Callable[[Request], Awaitable[Response]]
"""Asks one thing of the web. Raises TransportError where no response came."""

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
