"""Odd answers, and bodies that are not needed, through the command line: judged as in a browser.

The answers are those of public bug reports, with further ones of each kind; what Chromium makes
of them is data. A body that stalls, drips or never ends changes no verdict.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.check.transport.test_engine_odd import CHROMIUM, REFUSED, UNREAD
from tests.web.misbehaving import MisbehavingWeb
from tests.web.misbehaving_run import Run, document, linkaudit
from tests.web.misbehaving_talk import HEALTHY, HTML, Behaviour, Talk, drip, message, silence
from tests.web.odd_answers import ANSWERS

QUICK = ("--timeout", "3", "--link-timeout", "20", "--retries", "1")
_LONG = ("Content-Length", "1000000000")


def host(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") + ".example"


def saying_oddly(name: str) -> Behaviour:
    async def behave(talk: Talk) -> None:
        await talk.say(HEALTHY if talk.asked.path == "/landed" else ANSWERS[name].said)
        if not ANSWERS[name].is_kept:
            await talk.hang_up()

    return behave


def beginning(status: int, kind: str, *, stalls: bool = False) -> Behaviour:
    """A head at once; of the body a drip, or nothing."""

    async def behave(talk: Talk) -> None:
        await talk.say(message(status, ("Content-Type", kind), _LONG))
        await (silence(talk) if stalls else drip(talk, b"<p>", 0.05))

    return behave


BODIES: dict[str, tuple[Behaviour, str]] = {
    "download": (beginning(200, "application/octet-stream"), "ok"),
    "paper": (beginning(200, "application/pdf"), "ok"),
    "radio": (beginning(200, "audio/mpeg"), "ok"),
    "camera": (beginning(200, "multipart/x-mixed-replace; boundary=f"), "ok"),
    "events": (beginning(200, "text/event-stream"), "ok"),
    "film": (beginning(206, "video/mp4", stalls=True), "ok"),
    "slow page": (beginning(200, HTML[1]), "ok"),
    "silent page": (beginning(200, HTML[1], stalls=True), "ok"),
    "404 that stalls": (beginning(404, HTML[1], stalls=True), "dead"),
    "410 that drips": (beginning(410, HTML[1]), "dead"),
    "403 that stalls": (beginning(403, HTML[1], stalls=True), "blocked"),
    "404 of a download": (beginning(404, "application/zip", stalls=True), "dead"),
}
VERDICTS = {200: "ok", 204: "ok", 301: "redirected", 302: "redirected", 404: "dead"}
ODD = {
    name: "unreachable" if name in UNREAD | REFUSED else VERDICTS[CHROMIUM[name]["status"]]
    for name in ANSWERS
}
EXPECTED = ODD | {name: verdict for name, (_, verdict) in BODIES.items()}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    # A fragment that no page has: of what is not read to its end, none is missing.
    urls = [f"http://{host(name)}/" for name in ODD]
    urls += [f"http://{host(name)}/#nowhere" for name in BODIES]
    hosts = {host(name): saying_oddly(name) for name in ODD}
    hosts |= {host(name): behave for name, (behave, _) in BODIES.items()}
    path: Path = document(tmp_path_factory.mktemp("odd"), urls)
    with MisbehavingWeb(hosts) as web:
        yield linkaudit(path, *QUICK, *web.options())


@pytest.mark.parametrize("name", EXPECTED)
def test_an_odd_answer_gets_the_verdict_of_a_browser(name: str, run: Run) -> None:
    url = f"http://{host(name)}/" + ("#nowhere" if name in BODIES else "")

    assert run.verdicts[url] == EXPECTED[name]
    assert all(len(finding["message"]) < 300 for finding in run.links[url]["findings"])


def test_five_streams_on_five_hosts_are_no_outage(tmp_path: Path) -> None:
    """segler-alex/radiobrowser#202: each host had answered, and the run was called off."""
    urls = [f"http://radio-{number}.example/live" for number in range(5)]
    hosts = {f"radio-{number}.example": beginning(200, "audio/mpeg") for number in range(5)}

    with MisbehavingWeb(hosts) as web:
        run = linkaudit(document(tmp_path, urls), *QUICK, *web.options())

    assert run.status == 0
    assert set(run.verdicts.values()) == {"ok"}
