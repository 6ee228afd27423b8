"""The table of `bench/checking.py`, and whether each target is met. Words and figures only."""

from __future__ import annotations

from collections.abc import Iterator

from bench.process import Cost
from bench.web import Counts
from bench.workloads import Workload

HEAD = (
    "| work | checker | wall s | × | CPU s | × | MiB | requests | refused | true | target |\n"
    "|:--|:--|--:|--:|--:|--:|--:|--:|--:|:--|:--|"
)
Measured = tuple[Cost, Counts, bool]


def rows(work: Workload, found: dict[str, Measured]) -> Iterator[str]:
    """A row for each checker, the peer's first."""
    peer = found.get("lychee")
    for number, (name, (cost, counts, is_true)) in enumerate(found.items()):
        is_ours = name == "linkaudit"
        walls, cpus = "", ""
        if is_ours and peer is not None:
            walls, cpus = f"{cost.wall / peer[0].wall:.2f}", f"{cost.cpu / peer[0].cpu:.1f}"
        cells = (
            "" if number else work.name,
            name,
            f"{cost.wall:.2f}",
            walls,
            f"{cost.cpu:.2f}",
            cpus,
            f"{cost.memory:.0f}",
            f"{counts.requests:,}",
            f"{counts.refusals:,}",
            "yes" if is_true else "no",
            ", ".join(_targets(work, found[name], peer)) if is_ours else "",
        )
        yield f"| {' | '.join(cells)} |"


def _targets(work: Workload, ours: Measured, peer: Measured | None) -> Iterator[str]:
    """Each target, and whether it is met."""
    cost, counts, _ = ours
    target = work.target
    own = (
        (target.wall, cost.wall, "{:g} s"),
        (target.memory, cost.memory, "{:g} MiB"),
        (target.cpu_each, 1000 * cost.cpu / work.links, "{:g} ms a link"),
        (target.refusals, counts.refusals, "{:g} refused"),
    )
    for limit, value, words in own:
        if limit is not None:
            yield _told(words.format(limit), value <= limit)
    if peer is None:
        return
    ratios = (
        (target.wall_ratio, cost.wall, peer[0].wall, "wall {:g} ×"),
        (target.cpu_ratio, cost.cpu, peer[0].cpu, "CPU {:g} ×"),
        (target.refusal_ratio, counts.refusals, peer[1].refusals, "refused {:g} ×"),
    )
    for limit, value, other, words in ratios:
        if limit is not None:
            yield _told(words.format(limit), value <= limit * other)


def _told(words: str, is_met: bool) -> str:
    return f"{words}: {'met' if is_met else 'missed'}"
