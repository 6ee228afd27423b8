"""`python -m tests.web serve` keeps the practice web up; `practice` runs linkaudit on it.

Knows the command lines. Reads no page and judges no finding.
"""

import argparse
import shlex
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from .server import PracticeWeb

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
    known, extra = parser.parse_known_args(arguments)
    if known.command == "practice":
        return practice(extra)
    if extra:
        parser.error(f"serve takes no further arguments: {shlex.join(extra)}")
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
        print(f"linkaudit ended with status {status}; what it says above tells what to mend.")
        return status
    print(f"Next: read {REPORT}; to try single links, run `python -m tests.web serve`.")
    return 0


def _ended(process: subprocess.Popen[bytes]) -> int:
    while True:
        # Ctrl-C reaches linkaudit too: it reports what it has and ends by itself.
        with suppress(KeyboardInterrupt):
            return process.wait()


def _command(web: PracticeWeb, extra: list[str]) -> list[str]:
    return [
        *(sys.executable, "-m", "linkaudit", "check", "article/recap.md"),
        *web.options(),
        *("--no-state", "--report", REPORT, "--as-of", "2026-11-23", "--note", NOTE),
        *extra,
    ]


if __name__ == "__main__":
    sys.exit(main())
