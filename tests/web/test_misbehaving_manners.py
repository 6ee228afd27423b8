"""What one link may do to another, and what all of them may cost: connections, cookies, memory.

Through the real command line.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.misbehaving import MisbehavingWeb
from tests.web.misbehaving_broken import BOMBS
from tests.web.misbehaving_bytes import coded, flooding, packed, race
from tests.web.misbehaving_redirects import cookie_wall, sends_to
from tests.web.misbehaving_run import document, linkaudit, peak_mebibytes
from tests.web.misbehaving_talk import HEALTHY, HTML, Behaviour, message, says

QUICK = ("--timeout", "5", "--link-timeout", "10", "--deadline", "20")
ONE_BY_ONE = ("--per-host", "1")
GROWTH = 50  # MiB

_ENDLESS = message(200, HTML, ("Content-Length", "1000000000000"), body=b"<title>Well</title>")

# Browsers stop at a depth of 512; a parser that does not walks all of them at each tag.
_DEEP = b"<title>Well</title>" + b"<ul><li>" * 30_000


# Each bomb eight times, on a host of its own: none can hide behind another.
BOMB_HOSTS: dict[str, Behaviour] = {
    f"{number}.{case.host}": case.behave
    for case in BOMBS
    for number in range(8)
    if case.behave is not None
}
ENDLESS_HOSTS = {f"endless-{n}.example": flooding(_ENDLESS, b" " * 65536) for n in range(8)}


@pytest.fixture(scope="module")
def web() -> Iterator[MisbehavingWeb]:
    hosts: dict[str, Behaviour] = {
        **BOMB_HOSTS,
        **ENDLESS_HOSTS,
        **{f"healthy-{number}.example": says(HEALTHY) for number in range(60)},
        "race.example": race,
        "cookies.example": cookie_wall,
        "steady.example": says(HEALTHY),
        "deep.example": coded("gzip", packed(_DEEP)),
        "home.example": says(HEALTHY),
        "evil.example": sends_to(b"http://home.example/admin/delete?id=1"),
    }
    with MisbehavingWeb(hosts) as running:
        yield running


@pytest.mark.parametrize("at_once", [1, 8])
def test_a_connection_that_closes_when_used_again_costs_no_link_and_no_attempt(
    at_once: int, web: MisbehavingWeb, tmp_path: Path
) -> None:
    """RFC 9112 §9.3.1. Asked again once, free, on a fresh connection: there are no retries.

    Fresh, and not another one that was kept: with several at once, those are as stale.
    """
    path = document(tmp_path, [f"http://race.example/{at_once}/{n}" for n in range(8 * at_once)])
    before = len(web.requests_to("race.example"))
    options = ("--per-host", str(at_once), "--retries", "0", *web.options())

    run = linkaudit(path, *QUICK, *options)

    assert set(run.verdicts.values()) == {"ok"}
    assert {link["attempts"] for link in run.links.values()} == {1}
    asked = web.requests_to("race.example")[before:]
    assert len({a.connection for a in asked}) < len(asked), "no connection was used again"
    assert len(asked) <= 2 * len(run.links)


def test_cookies_live_as_long_as_their_link(web: MisbehavingWeb, tmp_path: Path) -> None:
    path = document(tmp_path, [f"http://cookies.example/{number}" for number in range(3)])

    run = linkaudit(path, *QUICK, *ONE_BY_ONE, *web.options())

    assert set(run.verdicts.values()) == {"ok"}
    sent = [asked.headers.get("cookie") for asked in web.requests_to("cookies.example")]
    # In whatever order: a link may have its turn between two requests of another.
    assert (sent.count(None), sent.count("seen=1"), len(sent)) == (3, 3, 6)


def test_a_strangers_redirect_back_home_brings_no_header_along(
    web: MisbehavingWeb, tmp_path: Path
) -> None:
    """Or a stranger chooses what the user's login does there."""
    path = document(tmp_path, ["http://evil.example/old", "http://home.example/guide"])
    header = ("--header", "http://home.example: X-Key: s3cret")

    linkaudit(path, *QUICK, *header, *web.options())

    told = {asked.target: asked.headers.get("x-key") for asked in web.requests_to("home.example")}
    assert told == {"/admin/delete?id=1": None, "/guide": "s3cret"}


def test_bombs_and_endless_bodies_cost_little_memory(web: MisbehavingWeb, tmp_path: Path) -> None:
    """48 bombs, of which each would be 256 to 512 MiB, and eight bodies without an end."""
    bad = [f"http://{host}/" for host in (*BOMB_HOSTS, *ENDLESS_HOSTS)]
    good = [f"http://healthy-{number}.example/" for number in range(len(bad))]

    usual = peak_mebibytes(document(tmp_path, good), *QUICK, *web.options())
    worst = peak_mebibytes(document(tmp_path, bad), *QUICK, *web.options())

    assert {a.host for a in web.asked} >= {*BOMB_HOSTS, *ENDLESS_HOSTS}
    assert worst - usual < GROWTH


BOMBED = [f"http://{host}/" for host in BOMB_HOSTS]
BOTTOMLESS = ["http://deep.example/"]  # 240 KB of open tags, 1 KB on the wire


@pytest.mark.parametrize("bad", [BOMBED, BOTTOMLESS], ids=["bombs", "a page without a bottom"])
def test_a_healthy_host_does_not_wait_for_a_bad_page(
    bad: list[str], web: MisbehavingWeb, tmp_path: Path
) -> None:
    """One that is asked link after link: each answer is read before its five seconds are over.

    How much work a bad page may be is counted where it is read, in `test_depth.py`.
    """
    steady = [f"http://steady.example/{number}" for number in range(60)]

    run = linkaudit(
        document(tmp_path, [*bad, *steady]), *QUICK, *ONE_BY_ONE, "--retries", "0", *web.options()
    )

    assert {run.verdicts[url] for url in steady} == {"ok"}
