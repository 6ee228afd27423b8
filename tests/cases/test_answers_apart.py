"""What servers do that one link alone does not show: over days, over many hosts, over one wire.

Beside `test_answers.py`. What fails still is named in `answers/not_yet.txt`, as cases are.
"""

import json
import resource
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from linkaudit.check.transport.addresses import refusal
from tests.cases.answers import AnswerCase, answer_cases, not_yet
from tests.cases.answers_run import APART
from tests.web import answers_late
from tests.web.answers import AnswersWeb
from tests.web.misbehaving import MisbehavingWeb
from tests.web.misbehaving_run import LIMIT, command, document, linkaudit, with_names, with_tests
from tests.web.misbehaving_talk import HEALTHY, says

BRISK = ("--timeout", "1", "--link-timeout", "3", "--retries", "0")
NOT_YET = not_yet()


def pending(name: str) -> pytest.MarkDecorator:
    assert name in APART
    return pytest.mark.xfail(name in NOT_YET, reason=f"{name} is in not_yet.txt", strict=True)


def cases(*names: str) -> tuple[AnswerCase, ...]:
    return tuple(case for case in answer_cases() if case.name in names)


# ------------------------------------------------------------------ over time

SOUND_TO_A_BROWSER = (
    *("large-download-on-a-slow-line", "length-twice-the-same"),
    *("length-and-chunks", "space-before-the-colon"),
)


@pending("over-four-days")
def test_what_a_browser_opens_is_not_dead_after_three_runs(tmp_path: Path) -> None:
    """sphinx-doc/sphinx#11868 (kind): `unreachable` three times in four days makes `dead`."""
    chosen = cases(*SOUND_TO_A_BROWSER)
    path = document(tmp_path, [link for case in chosen for link in case.links])
    state = ("--state", str(tmp_path / "state.sqlite3"))

    with AnswersWeb(chosen) as web:
        runs = [
            linkaudit(path, *BRISK, *state, *web.options(), program=in_days(days))
            for days in (0, 2, 4)
        ]

    assert set(runs[-1].verdicts.values()) == {"ok"}
    assert runs[-1].status == 0


def in_days(days: int) -> tuple[str, ...]:
    return ("tests.web.answers_days", str(days))


# ------------------------------------------------------- a document of streams

STREAMS = ("event-stream", "radio-stream", "camera", "open-ended-playlist", "log-without-an-end")


@pending("five-streams-and-nothing-else")
def test_five_streams_on_five_hosts_are_no_outage(tmp_path: Path) -> None:
    """segler-alex/radiobrowser#202 (kind): each host has answered 200."""
    chosen = cases(*STREAMS)
    path = document(tmp_path, [case.links[0] for case in chosen])

    with AnswersWeb(chosen) as web:
        names = with_names(tmp_path / "names.log")
        run = linkaudit(path, *BRISK, *web.options(), program=names)

    assert set(run.verdicts.values()) == {"ok"}
    assert run.status == 0


# ------------------------------------------------------------ one kept connection


@pytest.mark.parametrize(
    ("unasked", "always"),
    [
        (1, False),
        pytest.param(2, True, marks=pending("unasked-404s-on-each-connection")),
    ],
)
def test_an_answer_that_came_before_its_request_accuses_no_page(
    unasked: int, always: bool, tmp_path: Path
) -> None:
    """The issue: a server that says 404 unasked, 50 ms after its first answer."""
    urls = ["http://late.example/1", "http://between.example/"]
    urls += [f"http://late.example/{number}" for number in range(2, 6)]
    path = document(tmp_path, urls)

    with MisbehavingWeb(answers_late.hosts(unasked, always=always)) as web:
        one_by_one = ("--concurrency", "1", "--per-host", "1")
        run = linkaudit(path, "--timeout", "5", "--retries", "1", *one_by_one, *web.options())

    assert run.verdicts == dict.fromkeys(urls, "ok")


# ---------------------------------------------------------------------- many hosts

_HOSTS = tuple(f"host-{number}.example" for number in range(1200))
_NEEDED = 4096  # descriptors of the server, which keeps a connection to each host


@pending("1200-hosts-with-1024-descriptors")
def test_1200_hosts_are_judged_with_1024_descriptors(tmp_path: Path) -> None:
    """As on most machines: `ulimit -Sn` is 1024. No host is taken for an outage."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < _NEEDED:
        pytest.skip(f"the server of this test needs {_NEEDED} descriptors; here are {hard}")
    path = document(tmp_path, [f"http://{host}/" for host in _HOSTS])

    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, _NEEDED), hard))
    try:
        with MisbehavingWeb(dict.fromkeys(_HOSTS, says(HEALTHY))) as web:
            done = _with_1024(command(path, "--retries", "0", *web.options()), tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    links = json.loads(done.stdout)["links"]
    assert Counter(link["verdict"] for link in links) == {"ok": len(_HOSTS)}
    assert done.returncode == 0, done.stderr[-500:]


def _with_1024(whole: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    shell = ("sh", "-c", 'ulimit -Sn 1024 && exec "$@"', "sh")
    return subprocess.run(
        [*shell, *whole],
        cwd=folder,
        env=with_tests(),
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
    )


# ------------------------------------------------------------------------ addresses


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(address, marks=pending(f"nat64-{address}"))
        for address in ("64:ff9b::5db8:d70e", "64:ff9b::808:808", "64:ff9b::93.184.215.14")
    ],
)
def test_a_public_address_within_nat64_may_be_asked(address: str) -> None:
    """RFC 6052; rommapp/romm#3668, NousResearch/hermes-agent#38048, KeeperHub/keeperhub#1269.

    By the predicate alone: to connect there would leave the machine.
    """
    assert refusal(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b::10.0.0.1",
        "64:ff9b::c612:5",
        "64:ff9b:1::5db8:d70e",
        "64:ff9b:0:0:1::5db8:d70e",
        "2002:5db8:d70e::",
        "::5db8:d70e",
        "::ffff:127.0.0.1",
    ],
)
def test_other_ways_to_hide_an_address_stay_shut(address: str) -> None:
    """librefang/librefang#2409, basecamp/fizzy#2988, Countly/countly-server#7959."""
    assert refusal(address) is not None
