"""The numbers behind the pictures of the HTML report: links by host, and from run to run.

Lengths are in percent of the picture's width or in pixels of its height; nothing is drawn here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from linkaudit.model.report import LocalTarget, Report, Result, Verdict, WebTarget
from linkaudit.model.verdict import Group
from linkaudit.report.view import wording
from linkaudit.text.uri import host_of

NAMES: Mapping[Group, str] = {
    Group.BROKEN: "broken",
    Group.CHANGED: "retired, renamed, stale or moved",
    Group.UNKNOWN: "could not be verified",
    Group.FINE: "OK or skipped",
}
"""The words of the legend."""

_HOSTS = 12  # bars that still are one picture; the table beside it has every host
_LABEL = 34  # characters of a host that fit beside a number on a telephone
_RUNS = 52  # columns: a year of weekly runs
_HEIGHT = 140  # pixels of the tallest column


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a bar or column: where it begins, how long it is, what it counts."""

    group: Group
    start: str
    size: str
    count: int


@dataclass(frozen=True, slots=True)
class Host:
    """The links to one host."""

    name: str
    counts: Mapping[Verdict, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def rotten(self) -> int:
        """How many are broken or changed."""
        grouped = _grouped(self.counts)
        return grouped[Group.BROKEN] + grouped[Group.CHANGED]


@dataclass(frozen=True, slots=True)
class Bar:
    """A host in the picture, or all those that it has no room for."""

    label: str
    total: int
    parts: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Hosts:
    """All hosts, those with the most problems first, and the bars of the first."""

    all: tuple[Host, ...]
    bars: tuple[Bar, ...]


def hosts(report: Report) -> Hosts:
    """The links of a run by the host that they lead to."""
    found: dict[str, Counter[Verdict]] = {}
    for result in report.results:
        found.setdefault(_host(result), Counter())[result.verdict] += 1
    every = [Host(name, _ordered(counts)) for name, counts in found.items()]
    every.sort(key=lambda host: (-host.rotten, -host.total, host.name))
    shown = every if len(every) <= _HOSTS else [*every[: _HOSTS - 1], _rest(every[_HOSTS - 1 :])]
    longest = max((host.total for host in shown), default=1)
    return Hosts(tuple(every), tuple(_bar(host, longest) for host in shown))


def _host(result: Result) -> str:
    match result.observation.target:
        case WebTarget(uri):
            return host_of(uri)
        case LocalTarget():
            return "local files"
    return "not checked"


def _rest(left: Sequence[Host]) -> Host:
    counts: Counter[Verdict] = Counter()
    for host in left:
        counts.update(host.counts)
    return Host(f"{len(left)} other hosts", _ordered(counts))


def _bar(host: Host, longest: int) -> Bar:
    label = host.name if len(host.name) <= _LABEL else f"{host.name[: _LABEL - 1]}…"
    parts, start = [], 0.0
    for group, count in _grouped(host.counts).items():
        size = 100 * count / longest
        if count:
            parts.append(Segment(group, f"{start:.3f}%", f"{size:.3f}%", count))
        start += size
    return Bar(label, host.total, tuple(parts))


@dataclass(frozen=True, slots=True)
class ChartedRun:
    """One run, with how many links were what."""

    at: datetime
    counts: Mapping[Verdict, int]

    @property
    def grouped(self) -> Mapping[Group, int]:
        return _grouped(self.counts)

    @property
    def rotten(self) -> int:
        """How many links had problems."""
        return sum(count for group, count in self.grouped.items() if group is not Group.FINE)


@dataclass(frozen=True, slots=True)
class Column:
    """One run in the picture."""

    run: ChartedRun
    x: str
    width: str
    parts: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class History:
    """Every run, the oldest first, and the columns of the latest."""

    runs: tuple[ChartedRun, ...]
    columns: tuple[Column, ...]
    most: int
    """How many links the tallest column stands for."""
    height: int = _HEIGHT


def history(report: Report) -> History | None:
    """Earlier runs and this one; None where there is no earlier one to compare with."""
    if not report.earlier:
        return None
    runs = [ChartedRun(one.at, _ordered(one.counts)) for one in report.earlier]
    runs.append(ChartedRun(report.finished_at, wording.counts(report.results)))
    shown = runs[-_RUNS:]
    most = max(1, *(run.rotten for run in shown))
    step = 100 / len(shown)
    columns = (_column(run, index * step, step, most) for index, run in enumerate(shown))
    return History(tuple(runs), tuple(columns), most)


def _column(run: ChartedRun, x: float, step: float, most: int) -> Column:
    parts, top = [], float(_HEIGHT)
    for group, count in run.grouped.items():
        size = _HEIGHT * count / most
        if count and group is not Group.FINE:
            top -= size
            parts.append(Segment(group, f"{top:.2f}", f"{size:.2f}", count))
    return Column(run, f"{x + step * 0.1:.3f}%", f"{step * 0.8:.3f}%", tuple(parts))


def _grouped(counts: Mapping[Verdict, int]) -> dict[Group, int]:
    found = dict.fromkeys(NAMES, 0)
    for verdict, count in counts.items():
        found[verdict.row.group] += count
    return found


def _ordered(counts: Mapping[Verdict, int]) -> dict[Verdict, int]:
    return {verdict: counts[verdict] for verdict in Verdict if counts.get(verdict)}
