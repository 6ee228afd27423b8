"""`python -m tests.web serve` keeps the practice web up; `practice` runs linkaudit on it.

`fuzz` runs it on a web whose answers are broken at random, and `kill` kills it at any moment.

Knows the command lines. Reads no page and judges no finding.
"""

import argparse
import shlex
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.web.fuzz_round import played
from tests.web.kill import killed
from tests.web.server import PracticeWeb

ROOT = Path(__file__).resolve().parents[2]
REPORT = "reports/recap.md"
NOTE = (
    "Made on the practice web, a loopback server that plays these hosts from estimates: "
    "not a measurement of the live pages."
)
AUDITED = (0, 1)  # clean, or findings, which are expected here
NOT_RUN = 2


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.web", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="print linkaudit's options and wait for Ctrl-C")
    commands.add_parser("practice", help="audit the article; further arguments go to linkaudit")
    fuzzing = commands.add_parser("fuzz", help="audit broken answers, round after round")
    fuzzing.add_argument("--seconds", type=float, default=60.0)
    fuzzing.add_argument(
        "--seed", default="0", help="of the first round; the same web for the same"
    )
    fuzzing.add_argument("--hosts", type=int, default=300)
    killing = commands.add_parser("kill", help="kill -9 at random moments, and see what is left")
    killing.add_argument("--times", type=int, default=30)
    killing.add_argument("--seed", default="0")
    known, extra = parser.parse_known_args(arguments)
    if known.command == "practice":
        return practice(extra)
    if extra:
        parser.error(f"{known.command} takes no further arguments: {shlex.join(extra)}")
    if known.command == "fuzz":
        return fuzz(known.seconds, known.seed, known.hosts)
    if known.command == "kill":
        return kill(known.times, known.seed)
    return serve()


def serve() -> int:
    # Whoever starts this in the background ends it by SIGTERM, and a shell makes its
    # background jobs deaf to SIGINT: both are to leave nothing behind, as Ctrl-C does.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    with PracticeWeb() as web, suppress(KeyboardInterrupt):
        print(shlex.join(web.options()), flush=True)
        threading.Event().wait()
    return 0


def practice(extra: list[str]) -> int:
    # Python says "no such module" with status 1, which would pass for findings.
    if find_spec("linkaudit") is None or find_spec("linkaudit.__main__") is None:
        print("linkaudit is not installed here: run `python -m pip install -e .` first.")
        return NOT_RUN
    with PracticeWeb() as web:
        status = _ended(subprocess.Popen(_command(web, extra), cwd=ROOT))
    if status not in AUDITED:
        print(f"linkaudit ended with status {status}; what it says above shows what to fix.")
        return status
    print(f"Next: read {REPORT}; to try single links, run `python -m tests.web serve`.")
    return 0


def fuzz(seconds: float, seed: str, hosts: int) -> int:
    """Rounds until the time is over; 1 where one of them did what must not be."""
    end, number, troubles = time.monotonic() + seconds, 0, 0
    while time.monotonic() < end:
        with TemporaryDirectory(prefix="fuzz-") as folder:
            told = played(f"{seed}.{number}", hosts, Path(folder))
        counts = ", ".join(f"{count} {verdict}" for verdict, count in told.verdicts.most_common())
        print(
            f"{told.seed}: {told.requests} requests in {told.seconds:.1f} s, "
            f"{told.mebibytes:.0f} MiB: {counts}",
            flush=True,
        )
        for trouble in told.troubles():
            troubles += 1
            print(f"{told.seed}: {trouble}", flush=True)
        number += 1
    return 1 if troubles else 0


def kill(times: int, seed: str) -> int:
    """Says what each kill left behind; 1 where it was not well."""
    chance, is_well = Random(seed), True  # noqa: S311  no secret
    with TemporaryDirectory(prefix="kill-") as folder:
        for line in killed([chance.uniform(0, 1.1) for _ in range(times)], Path(folder)):
            print(line, flush=True)
            is_well = is_well and line.endswith("well")
    return 0 if is_well else 1


def _ended(process: subprocess.Popen[bytes]) -> int:
    while True:
        # Ctrl-C reaches linkaudit too: it reports what it has and ends by itself.
        with suppress(KeyboardInterrupt):
            return process.wait()


def _command(web: PracticeWeb, extra: list[str]) -> list[str]:
    return [
        *(sys.executable, "-P", "-m", "linkaudit", "check", "article/recap.md"),
        *web.options(),
        *("--no-state", "--report", REPORT, "--as-of", "2026-11-23", "--note", NOTE),
        *extra,
    ]


if __name__ == "__main__":
    sys.exit(main())
