"""When it is the network that fails, and not the links: no link is called dead for it.

Through the real command line. Names are answered by a service of our own where a run might
look up what all the world knows: nothing leaves the machine.
"""

from collections.abc import Iterator
from pathlib import Path

import anyio
import pytest

from tests.web.misbehaving import MisbehavingWeb
from tests.web.misbehaving_redirects import location
from tests.web.misbehaving_run import (
    document,
    ended,
    let_time_pass,
    linkaudit,
    read_until,
    started,
    with_names,
)
from tests.web.misbehaving_statuses import GONE
from tests.web.misbehaving_talk import HEALTHY, Behaviour, Talk, by_path, drip, page, says

QUICK = ("--timeout", "1", "--link-timeout", "8", "--retries", "1", "--deadline", "20")
HERE = ("--allow-net", "127.0.0.0/8", "--allow-net", "::1/128")
_SIGN_IN = "http://sso.example/login"
_VISITS: list[str] = []
"""Who came to the sign-in page since a test began."""


async def sign_in(talk: Talk) -> None:
    """Back to where one wanted to go, once one has signed in."""
    back = f"http://{talk.asked.host}{talk.asked.target}"
    await talk.say(location(f"{_SIGN_IN}?back={back}".encode()))


async def sign_in_page(talk: Talk) -> None:
    _VISITS.append(talk.asked.target)
    await talk.say(page("Welcome", "Sign in, please."))


async def after_the_others(talk: Talk) -> None:
    """A slow host: the others have come to their ends before it answers."""
    while not _VISITS:
        await anyio.sleep(0)
    await talk.say(GONE if talk.asked.path == "/x" else HEALTHY)


async def stream(talk: Talk) -> None:
    """A head at once, and a body without an end."""
    await talk.say(b"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n")
    await drip(talk, b"la ", 0.05)


HOSTS: dict[str, Behaviour] = {
    **{f"healthy-{number}.example": says(HEALTHY) for number in range(40)},
    **{f"{kind}-1.example": says(HEALTHY) for kind in ("dual", "six", "again", "unknown")},
    **{f"asked-{number}.example": sign_in for number in range(8)},
    **{f"stream-{number}.example": stream for number in range(6)},
    "sso.example": sign_in_page,
    "later.example": after_the_others,
    "example.com": says(HEALTHY),
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


# ------------------------------------------------------- what a few hosts can do

GUARDED = (
    "http://localhost:3000/",
    "http://127.0.0.1:8080/",
    "http://[::1]:9000/",
    "http://10.1.2.3/",
    "http://192.168.1.1/admin",
    "http://a.example:25/",
    "http://169.254.169.254/latest/",
)


@pytest.mark.parametrize("others", [1, 4])
@pytest.mark.parametrize("refused", [GUARDED[1:2], GUARDED])
def test_a_refused_link_makes_nothing_dead_without_a_network(
    refused: tuple[str, ...], others: int, log: Path
) -> None:
    """`http://localhost:3000` in a README, read on a train: it counts as no host at all."""
    away = [f"https://away-{number}.example/" for number in range(others)]
    path = document(log.parent, [*refused, *away])

    run = linkaudit(path, *QUICK, program=with_names(log, 0, "unknown"))

    assert run.status == 3
    assert {run.verdicts[url] for url in away} == {"unchecked"}
    assert "dead" not in run.verdicts.values()


@pytest.mark.parametrize("broken", [0, 3])
@pytest.mark.parametrize("number", [2, 5])
def test_links_behind_one_sign_in_void_no_others_verdict(
    number: int, broken: int, web: MisbehavingWeb, log: Path
) -> None:
    """Each is blocked for itself; a slow page is judged, and a slow dead one is dead."""
    hidden = [f"http://asked-{one}.example/" for one in range(number)]
    closed = [f"http://closed-{one}.example/" for one in range(broken)]
    path = document(
        log.parent, [*hidden, *closed, "http://later.example/x", "http://later.example"]
    )
    shut = [option for one in range(broken)
            for option in ("--connect-to", f"closed-{one}.example:80:127.0.0.1:9")]  # fmt: skip

    _VISITS.clear()

    run = linkaudit(path, *QUICK, *shut, *web.options(), program=with_names(log))

    assert run.status == 1
    assert {run.verdicts[url] for url in hidden} == {"blocked"}
    assert {run.verdicts[url] for url in closed} <= {"unreachable"}
    assert run.verdicts["http://later.example/x"] == "dead"
    assert run.verdicts["http://later.example"] == "ok"


@pytest.mark.parametrize("number", [1, 6])
def test_dead_names_are_dead_where_a_witness_answers(
    number: int, web: MisbehavingWeb, log: Path
) -> None:
    """A page whose hosts have all died."""
    urls = [f"http://unknown-{one}.example/" for one in range(number)]
    path = document(log.parent, urls)

    run = linkaudit(path, *QUICK, *witnessed_by(web), program=with_names(log))

    assert run.status == 1
    assert set(run.verdicts.values()) == {"dead"}


@pytest.mark.parametrize("number", [1, 6])
def test_where_the_witnesses_are_silent_no_name_is_dead(number: int, log: Path) -> None:
    path = document(log.parent, [f"http://unknown-{one}.example/" for one in range(number)])

    run = linkaudit(path, *QUICK, "--connect-to", "::127.0.0.1:9", program=with_names(log))

    assert run.status == 3
    assert set(run.verdicts.values()) == {"unchecked"}
    assert "neither did the witnesses (GET http://example.com/, " in run.said


@pytest.mark.parametrize("number", [1, 5])
def test_slow_bodies_of_every_host_are_no_outage(
    number: int, web: MisbehavingWeb, log: Path
) -> None:
    """Each answered 200 at once: a radio, a camera, a large download."""
    urls = [f"http://stream-{one}.example/" for one in range(number)]
    path = document(log.parent, urls)
    before = len(web.asked)

    run = linkaudit(path, *QUICK, "--retries", "0", *web.options(), program=with_names(log))

    assert run.status == 0
    assert not {"dead", "unchecked"} & set(run.verdicts.values())
    assert {f"http://{asked.host}/" for asked in web.asked[before:]} == set(urls)


def test_a_run_that_hears_an_answer_asks_no_witness(web: MisbehavingWeb, log: Path) -> None:
    """What is told to others: nothing, unless nobody else says a word."""
    path = document(log.parent, [f"http://healthy-{one}.example/" for one in range(5)])
    before = len(web.asked)

    run = linkaudit(path, *QUICK, *web.options(), program=with_names(log))

    assert run.status == 0
    assert {asked.host for asked in web.asked[before:]} == {
        f"healthy-{one}.example" for one in range(5)
    }


def test_eight_hosts_that_moved_to_one_are_redirected(web: MisbehavingWeb, log: Path) -> None:
    """Each has a page of its own there, and others answer for themselves."""
    moved = [f"http://old-{number}.example/" for number in range(8)]
    path = document(log.parent, [*moved, "http://healthy-0.example/", "http://gone.example/x"])

    run = linkaudit(path, *QUICK, *web.options(), program=with_names(log))

    assert run.status == 1
    assert {run.verdicts[url] for url in moved} == {"redirected"}
    assert run.verdicts["http://gone.example/x"] == "dead"


def witnessed_by(web: MisbehavingWeb) -> list[str]:
    """What leads the witnesses here, and no other name."""
    routes = [f"example.com:80:127.0.0.1:{web.port}"]
    return [option for route in routes for option in ("--connect-to", route)]


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
