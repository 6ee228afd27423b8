"""Many hosts and few files: each is judged, and no want of files passes for an outage."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.misbehaving import MisbehavingWeb
from tests.web.misbehaving_run import Run, command, document, ended, with_tests
from tests.web.misbehaving_talk import HEALTHY, says

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no such limit")


def limited(path: Path, limit: str, *options: str) -> Run:
    """A run of a process that may hold only so many files open."""
    script = f'ulimit {limit}; exec "$@"'
    process = subprocess.Popen(
        ["/bin/sh", "-c", script, "sh", *command(path, *options)],
        cwd=path.parent,
        env=with_tests(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    return ended(process)


# tests/cases/test_answers_apart.py has the issue's own: 1,200 hosts with a soft limit of 1,024.
@pytest.mark.parametrize(("limit", "hosts"), [("-Sn 256", 300), ("-n 256", 400), ("-n 64", 100)])
def test_every_host_is_judged_whatever_may_be_open_at_once(
    limit: str, hosts: int, tmp_path: Path
) -> None:
    """The issue: of 1,200 hosts, 184 were not judged, and the run was called off."""
    names = [f"host-{number}.example" for number in range(hosts)]
    path = document(tmp_path, [f"http://{name}/" for name in names])

    with MisbehavingWeb(dict.fromkeys(names, says(HEALTHY))) as web:
        run = limited(path, limit, *web.options())

    assert set(run.verdicts.values()) == {"ok"}
    assert run.status == 0
