"""How much memory a run holds, by the number of its links; and what a listing of them takes.

Each row is a process of its own that does all of an audit but the network: it finds documents,
reads their links, remembers, judges, and writes its reports. In place of the web stands a function
that answers each target at once with a page of ordinary size.

Run it as `python -m bench.memory [ROW…]` in an environment that has linkaudit. Prints a Markdown
table: the largest resident set of each process, and that of one with a single link beside it.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what a run imports counts, and the measuring process imports nothing
    from linkaudit.model.protocols import (
        CachedTarget,
        CheckResult,
        NextProbes,
        ObservationStore,
        WriteObservation,
    )
    from linkaudit.model.report import Observation, WebTarget

_LINKS_PER_FILE = 100
_WORKERS = 256


@dataclass(frozen=True, slots=True)
class Row:
    """One process: so many links on so many hosts, and what is made of them."""

    key: str
    links: int
    hosts: int
    formats: tuple[str, ...]
    """Those of `check`; none for a listing by `links`."""
    most: int | None = None
    """MiB that it may take."""


ROWS = (
    Row("one", 1, 1, ("json",)),
    Row("20k", 20_000, 500, ("json",), 150),
    Row("20k-none", 20_000, 500, ("text",)),
    Row("60k", 60_000, 6_000, ("json",), 200),
    Row("60k-none", 60_000, 6_000, ("text",)),
    Row("60k-sarif", 60_000, 6_000, ("sarif",)),
    Row("60k-csv", 60_000, 6_000, ("csv",)),
    Row("60k-html", 60_000, 6_000, ("html",)),
    Row("list-one", 1, 1, ()),
    Row("list", 400_000, 500, (), 600),
    Row("records", 400_000, 500, (), 600),
)


def main() -> int:
    parser = argparse.ArgumentParser(description="Memory by the number of links.")
    keys = [row.key for row in ROWS]
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(keys))
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if unknown := set(given.rows) - set(keys):
        parser.error(f"no row '{unknown.pop()}'; there are {', '.join(keys)}")
    chosen = [row for row in ROWS if row.key in given.rows or not given.rows]
    if given.child:
        print(*_measured_here(chosen[0]))
        return 0
    print(f"{os.cpu_count()} cores, CPython {platform.python_version()}.\n")
    print("| row | links | hosts | writes | MiB | CPU s | target |\n|:--|--:|--:|:--|--:|--:|:--|")
    for row in chosen:
        print(_line(row, *_measured(row)), flush=True)
    return 0


def _line(row: Row, memory: float, cpu: float) -> str:
    writes = ", ".join(row.formats) or "a listing"
    target = ""
    if row.most is not None:
        target = f"{row.most} MiB: {'met' if memory <= row.most else 'missed'}"
    cells = (row.key, f"{row.links:,}", f"{row.hosts:,}", writes, f"{memory:.0f}", f"{cpu:.2f}")
    return f"| {' | '.join((*cells, target))} |"


def _measured(row: Row) -> tuple[float, float]:
    """MiB and seconds of processor time of a new process."""
    root = Path(__file__).parent.parent
    with TemporaryDirectory() as folder:
        _write(row, Path(folder))
        done = subprocess.run(
            [sys.executable, "-m", "bench.memory", "--child", row.key],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(root)},
            stdout=subprocess.PIPE,
            check=True,
        )
    memory, cpu = done.stdout.split()[-2:]
    return float(memory), float(cpu)


def _write(row: Row, folder: Path) -> None:
    for number, start in enumerate(range(0, row.links, _LINKS_PER_FILE)):
        those = range(start, min(start + _LINKS_PER_FILE, row.links))
        lines = [f"- Some words on [page {n}]({_url(n, row.hosts)}) in a line.\n" for n in those]
        text = "# Links\n\n" + "".join(lines)
        Path(folder, f"page-{number:04}.md").write_text(text, encoding="utf-8")


def _url(number: int, hosts: int) -> str:
    return f"https://host-{number % hosts}.example.dev/folder-{number % 7}/page-{number}.html"


# ------------------------------------------------------------------- in the process


def _measured_here(row: Row) -> tuple[float, float]:
    """What one row takes of this process, in MiB and seconds of processor time."""
    start = process_time()
    if row.formats:
        _check(row)
    else:
        _list("json" if row.key == "records" else "text")
    return _most(), process_time() - start


def _most() -> float:
    """MiB of the largest resident set since the process began."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage(2) counts the process that started this one
        [line] = [one for one in status.read_text().splitlines() if one.startswith("VmHWM:")]
        return int(line.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _list(format_: str) -> None:
    from linkaudit.cli import main as linkaudit

    out = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    linkaudit(["links", "--no-state", "--format", format_])
    sys.stdout.flush()
    os.dup2(out, 1)


def _check(row: Row) -> None:
    """As `linkaudit check` does, but for whom it asks."""
    from datetime import date

    import linkaudit.audit.network  # noqa: F401  what a real run would have in memory
    from linkaudit.audit import pipeline, wire
    from linkaudit.audit.policy import policy_of
    from linkaudit.cli.outputs import Output, write_outputs
    from linkaudit.settings.table import Settings

    root = Path.cwd()
    policy = policy_of(Settings(), date(2026, 11, 23))
    found = wire.find_documents((), root, sys.stdin.buffer)
    with wire.stored(policy.settings, root, print) as state:
        report = pipeline.audit(
            found,
            policy,
            root,
            _ask,
            _now,
            "bench",
            wire.extracting(state, policy.as_of),
            wire.observations(state, policy.settings, policy.triggers, print),
        )
    formats = ("markdown", *row.formats)
    write_outputs(report, [Output(name, Path(f"report.{name}")) for name in formats])


def _now() -> datetime:
    return datetime.now(UTC)


def _ask(
    wanted: Sequence[CachedTarget], memory: ObservationStore | None, more: NextProbes
) -> CheckResult:
    """Every target answers; what is asked after it does not."""
    import anyio

    from linkaudit.model.protocols import CheckResult
    from linkaudit.rules.needed import for_judging

    seen: dict[WebTarget, Observation] = {}
    if memory is None:
        raise SystemExit("the store could not be opened")

    async def run() -> None:
        left = iter(wanted)

        async def work(keep: WriteObservation) -> None:
            for one in left:
                now = _answered(one.target)
                seen[one.target] = for_judging(now, has_fragment=one.has_fragment)
                await keep(now)

        async with memory.writer(lambda _: None) as keep, anyio.create_task_group() as tasks:
            for _ in range(_WORKERS):
                tasks.start_soon(work, keep)

    anyio.run(run)
    more(seen, {})
    return CheckResult(seen)


def _answered(target: WebTarget) -> Observation:
    """A page of ordinary size. Each text is a new object, as it is in what comes from a wire."""
    from linkaudit.model.http import Answer, Failure, FailureKind, Hop, Ids, Page
    from linkaudit.model.report import Observation

    number = int(target.uri.rpartition("-")[2].removesuffix(".html"))
    if number % 20 == 7:  # dead
        return Observation(target, Answer(target.uri, 404, _headers(number)), (), 2, _now())
    if number % 50 == 9:
        failure = Failure(FailureKind.TIMEOUT, "no answer in 20 s", target.uri)
        return Observation(target, failure, (), 3, _now())
    words = " ".join(f"word{number * 7 % 9973 + n}" for n in range(60))
    page = Page(
        title=f"Page {number} of the handbook",
        canonical=target.uri,
        anchors=Ids.of(f"section-{number}-{n}" for n in range(30)),
        size=40_000,
        opening=words[:300],
        heading=f"All about {number}",
    )
    hops: tuple[Hop, ...] = ()
    uri = target.uri
    if number % 20 == 3:  # moved
        hops, uri = (Hop(target.uri, 301),), target.uri.replace("/folder-", "/moved/folder-")
    return Observation(target, Answer(uri, 200, _headers(number), page), hops, 1, _now())


def _headers(number: int) -> dict[str, str]:
    said = (
        ("content-type", "text/html; charset=utf-8"),
        ("server", "nginx/1.25.4"),
        ("etag", f'"{number:x}-5f3a"'),
        ("last-modified", f"Mon, 23 Nov 2026 12:{number % 60:02}:00 GMT"),
        ("link", f'<https://example.dev/{number}>; rel="shortlink"'),
        ("retry-after", "7"),
    )
    return {name: value.encode().decode() for name, value in said}


if __name__ == "__main__":
    sys.exit(main())
