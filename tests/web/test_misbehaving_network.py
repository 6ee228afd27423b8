"""When it is the network that fails, and not the links: nobody is called dead for it.

Through the real command line. Names are answered by a service of our own where a run might
look up what all the world knows: nothing leaves the machine.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .misbehaving import MisbehavingWeb
from .misbehaving_redirects import location
from .misbehaving_run import (
    document,
    ended,
    let_time_pass,
    linkaudit,
    read_until,
    started,
    with_names,
)
from .misbehaving_statuses import GONE
from .misbehaving_talk import HEALTHY, Behaviour, Talk, by_path, page, says

QUICK = ("--timeout", "1", "--link-timeout", "8", "--retries", "1", "--deadline", "20")
HERE = ("--allow-net", "127.0.0.0/8", "--allow-net", "::1/128")
_PORTAL = "http://portal.example/login"


async def portal(talk: Talk) -> None:
    """Back to where one wanted to go, once one has paid."""
    back = f"http://{talk.asked.host}{talk.asked.target}"
    await talk.say(location(f"{_PORTAL}?back={back}".encode()))


HOSTS: dict[str, Behaviour] = {
    **{f"healthy-{number}.example": says(HEALTHY) for number in range(40)},
    **{f"{kind}-1.example": says(HEALTHY) for kind in ("dual", "six", "again", "unknown")},
    **{f"caught-{number}.example": says(location(_PORTAL.encode())) for number in range(8)},
    **{f"asked-{number}.example": portal for number in range(8)},
    "portal.example": says(page("Welcome aboard", "Sign in to our network, or pay.")),
    **{f"old-{n}.example": says(location(b"http://new.example/%d" % n, 301)) for n in range(8)},
    "new.example": by_path({}, says(HEALTHY)),
    "gone.example": says(GONE),
}


@pytest.fixture(scope="module")
def web() -> Iterator[MisbehavingWeb]:
    with MisbehavingWeb(HOSTS) as running:
        yield running


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """What the name service was asked."""
    path = tmp_path / "names.log"
    path.touch()
    return path


def at_port(web: MisbehavingWeb, *names: str) -> list[str]:
    return [f"http://{name}.example:{web.port}/" for name in names]


# ------------------------------------------------------------ the whole of it


@pytest.mark.parametrize("failure", ["again", "unknown"])
def test_without_names_nothing_is_judged(failure: str, log: Path) -> None:
    """Systems differ in what they say of a network that is down: `again`, or "no such name"."""
    path = document(log.parent, [f"https://away-{number}.example/" for number in range(8)])

    run = linkaudit(path, *QUICK, program=with_names(log, 0, failure))

    assert run.status == 3
    assert "network" in run.said
    assert set(run.verdicts.values()) == {"unchecked"}


def test_where_every_connection_is_refused_nothing_is_judged(log: Path) -> None:
    path = document(log.parent, [f"https://away-{number}.example/" for number in range(8)])

    run = linkaudit(path, *QUICK, "--connect-to", "::127.0.0.1:9", program=with_names(log, 0))

    assert run.status == 3
    assert "network" in run.said
    assert set(run.verdicts.values()) == {"unchecked"}


@pytest.mark.parametrize("failure", ["again", "unknown"])
def test_a_network_that_dies_midway_keeps_what_was_learnt(
    failure: str, web: MisbehavingWeb, log: Path
) -> None:
    """Twelve names are found; then the name service is gone, and so is everything."""
    urls = at_port(web, *(f"healthy-{number}" for number in range(40)))
    path = document(log.parent, urls)
    program = with_names(log, 12, failure)

    run = linkaudit(path, *QUICK, *HERE, "--concurrency", "2", program=program)

    assert run.status == 3
    assert "network" in run.said
    verdicts = list(run.verdicts.values())
    assert verdicts.count("ok") == 12
    assert set(verdicts) <= {"ok", "unchecked", "unreachable"}


def test_a_line_that_is_cut_midway_keeps_what_was_learnt(log: Path) -> None:
    """After twelve answers every connection is refused, and no name is known any more."""
    urls = [f"http://healthy-{number}.example/" for number in range(40)]
    path = document(log.parent, urls)
    program = with_names(log, 0)

    with MisbehavingWeb(HOSTS, requests=12) as dying:
        run = linkaudit(path, *QUICK, *dying.options(), "--concurrency", "2", program=program)

    assert run.status == 3
    assert "network" in run.said
    verdicts = list(run.verdicts.values())
    assert verdicts.count("ok") == 12
    assert set(verdicts) <= {"ok", "unchecked", "unreachable"}


# ------------------------------------------------------------ captive portal


@pytest.mark.parametrize("kind", ["caught", "asked"])
def test_behind_a_captive_portal_nothing_is_judged(
    kind: str, web: MisbehavingWeb, log: Path
) -> None:
    """Many hosts and one answer: the sign-in page of a train."""
    path = document(log.parent, [f"http://{kind}-{number}.example/" for number in range(8)])

    run = linkaudit(path, *QUICK, *web.options(), program=with_names(log))

    assert run.status == 3
    assert set(run.verdicts.values()) == {"unchecked"}
    assert "portal" in run.said


def test_eight_hosts_that_moved_to_one_are_no_portal(web: MisbehavingWeb, log: Path) -> None:
    """Each has a page of its own there, and others answer for themselves."""
    moved = [f"http://old-{number}.example/" for number in range(8)]
    path = document(log.parent, [*moved, "http://healthy-0.example/", "http://gone.example/x"])

    run = linkaudit(path, *QUICK, *web.options(), program=with_names(log))

    assert run.status == 1
    assert {run.verdicts[url] for url in moved} == {"redirected"}
    assert run.verdicts["http://gone.example/x"] == "dead"


# ---------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("name", "verdict", "lookups"),
    [
        ("unknown-1", "dead", {2}),  # only after a second look-up
        ("again-1", "unreachable", {2}),
        ("dual-1", "ok", {1}),  # nothing listens at its IPv6 address
        ("six-1", "unreachable", {1, 2}),
    ],
)
def test_a_name_gets_its_verdict(
    name: str, verdict: str, lookups: set[int], web: MisbehavingWeb, log: Path
) -> None:
    url, *healthy = at_port(web, name, *(f"healthy-{number}" for number in range(5)))
    path = document(log.parent, [url, *healthy])

    run = linkaudit(path, *QUICK, *HERE, program=with_names(log))

    assert run.verdicts[url] == verdict
    assert {run.verdicts[well] for well in healthy} == {"ok"}
    assert log.read_text().split().count(f"{name}.example") in lookups


def test_names_that_hang_hold_up_neither_others_nor_the_end(web: MisbehavingWeb, log: Path) -> None:
    """Twelve look-ups without an end, asked first: five links are done beside them, and the run
    does not wait for one of them when its time is up.
    """
    hanging = at_port(web, *(f"hanging-{number}" for number in range(12)))
    healthy = at_port(web, *(f"healthy-{number}" for number in range(5)))
    path = document(log.parent, [*hanging, *healthy])
    before = len(web.asked)
    options = ("--timeout", "200", "--link-timeout", "400", "--deadline", "90", *HERE)

    process = started(path, *options, "--verbose", program=with_names(log))
    read_until(process, healthy)
    let_time_pass(process)
    run = ended(process)

    assert len(web.asked) - before == 5
    assert run.status == 3
    assert {run.verdicts[url] for url in healthy} == {"ok"}
    assert {run.verdicts[url] for url in hanging} == {"unchecked"}
