"""What the checkers are given to do: each workload with its web, its documents and its target.

Values, and the files made of them; starts nothing and measures nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bench.web import Mode, is_missing, is_moved

_LINKS_PER_FILE = 100


@dataclass(frozen=True, slots=True)
class Target:
    """How we are to fare; ratios are to lychee in the same round, other figures are ours."""

    wall_ratio: float | None = None
    cpu_ratio: float | None = None
    wall: float | None = None
    """Seconds."""
    memory: float | None = None
    """MiB."""
    cpu_each: float | None = None
    """Milliseconds of the processor for each link, the start of the process included."""
    refusals: int | None = None
    refusal_ratio: float | None = None


@dataclass(frozen=True, slots=True)
class Workload:
    """One row of the table."""

    key: str
    name: str
    links: int
    mode: Mode
    target: Target
    concurrency: int = 128
    is_slow: bool = False
    """A peer's run takes so long that one round has to do."""
    is_ours_alone: bool = False
    first: bool = False
    """Run once without being measured, so that there is something to remember."""
    options: tuple[str, ...] = ()
    """Further options of ours, without which the workload makes no sense."""
    peer_options: tuple[str, ...] = ()
    """Further options of the peer's, by which it does what we do."""
    fragment: str = ""
    """What each link names in its page."""
    is_secure: bool = False

    def write(self, folder: Path, urls: list[str]) -> None:
        """Fill an empty folder with documents that hold the links."""
        folder.mkdir()
        for start in range(0, len(urls), _LINKS_PER_FILE):
            links = enumerate(urls[start : start + _LINKS_PER_FILE], start)
            lines = [
                f"- Some words on [page {number}]({url}{self.fragment}) in a line.\n"
                for number, url in links
            ]
            path = folder / f"page-{start // _LINKS_PER_FILE:03}.md"
            path.write_text("# Links\n\n" + "".join(lines))

    def dead(self) -> int:
        """How many of the links are dead in truth."""
        return sum(map(is_missing, range(self.links))) if self.mode.is_mixed else 0

    def moved(self) -> int:
        """How many of the links are redirected in truth."""
        return sum(map(is_moved, range(self.links))) if self.mode.is_mixed else 0


_STRICT = Mode(hosts=1, delay=0.02, is_mixed=False, rate=5, burst=10)

WORKLOADS = (
    Workload(
        "many",
        "2,000 links, 100 hosts, 50 ms, 128 in flight",
        2000,
        Mode(hosts=100, delay=0.05),
        Target(wall_ratio=1.5, cpu_ratio=4),
    ),
    Workload(
        "fragments",
        "the same with fragments, lychee with --include-fragments: both read pages",
        2000,
        Mode(hosts=100, delay=0.05, is_mixed=False),
        Target(),
        fragment="#s1",
        peer_options=("--include-fragments",),
    ),
    Workload(
        "more",
        "20,000 links, 500 hosts, 20 ms, 256 in flight",
        20_000,
        Mode(hosts=500, delay=0.02),
        Target(wall_ratio=3.5, cpu_ratio=4.5, memory=150),
        concurrency=256,
    ),
    Workload(
        "one",
        "1,000 links on one host, 50 ms, which refuses beyond 64 at once",
        1000,
        Mode(hosts=1, delay=0.05, capacity=64),
        Target(wall=6, refusals=0),
        is_slow=True,
    ),
    Workload(
        "strict",
        "60 links on a host that allows 5 a second, burst 10; no Retry-After",
        60,
        _STRICT,
        Target(wall=14, refusal_ratio=0.5),
        is_slow=True,
    ),
    Workload(
        "told",
        "the same, with Retry-After: 1",
        60,
        Mode(hosts=1, delay=0.02, is_mixed=False, rate=5, burst=10, retry_after="1"),
        Target(wall=14, refusal_ratio=0.5),
        is_slow=True,
    ),
    Workload(
        "small",
        "500 links, 100 hosts, bodies of 1 KB",
        500,
        Mode(hosts=100, delay=0.05, size=1000),
        Target(memory=150),
    ),
    Workload(
        "pages",
        "500 links, 100 hosts, bodies of 100 KB",
        500,
        Mode(hosts=100, delay=0.05, size=100_000),
        Target(memory=150, cpu_each=2),
    ),
    Workload(
        "large",
        "500 links, 100 hosts, bodies of 1 MB",
        500,
        Mode(hosts=100, delay=0.05, size=1_000_000),
        Target(memory=120, cpu_each=4),
    ),
    Workload(
        "secure",
        "500 links, 500 https hosts; lychee with --insecure",
        500,
        Mode(hosts=500, delay=0.05, is_mixed=False),
        Target(memory=120, cpu_each=1.6),
        is_secure=True,
        peer_options=("--insecure",),
    ),
    Workload(
        "json",
        "20,000 links, 500 hosts, 20 ms, with a report in JSON",
        20_000,
        Mode(hosts=500, delay=0.02),
        Target(memory=150),
        concurrency=256,
        is_ours_alone=True,
        options=("--format", "json"),
    ),
    Workload(
        "remembered",
        "one link, remembered",
        1,
        Mode(hosts=1, delay=0.05, is_mixed=False),
        Target(wall=0.35),
        is_ours_alone=True,
        first=True,
        options=("--max-age", "1d"),
    ),
)
