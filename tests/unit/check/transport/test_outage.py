"""Telling a network that is down from links that are dead: witnesses decide."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

import anyio
import pytest

from linkaudit.audit.stop import NO_NETWORK, WENT_AWAY, trusted
from linkaudit.check.transport.outage import WITNESSES, Outage, OutageWatch
from linkaudit.check.transport.time_budget import heard, time_budget
from linkaudit.errors import TransportError
from linkaudit.model.http import Failure, FailureKind, Request, Response
from linkaudit.text.uri import host_of
from tests.builders import NOON, observation
from tests.rows import each

pytestmark = pytest.mark.anyio

Said = FailureKind | Failure | int
DEAD_NAME = FailureKind.NAME_UNKNOWN
SILENT = (
    FailureKind.NAME_UNKNOWN,
    FailureKind.NAME_FAILED,
    FailureKind.CONNECT,
    FailureKind.CLOSED,
    FailureKind.TIMEOUT,
)
# An answer had begun; then it broke off, or took too long.
CUT = (Failure(FailureKind.TIMEOUT, "", was_heard=True), Failure(FailureKind.CONNECT, "", "", True))
ALIVE = (FailureKind.TLS, FailureKind.TLS_HERE, FailureKind.RESET, FailureKind.PROTOCOL, *CUT)
ANSWERS = (200, 301, 401, 404, 503)


@dataclass(slots=True)
class Web:
    """Hosts that say what they are told to; a host that waits does so until it is let go."""

    says: Mapping[str, Said] = field(default_factory=dict)
    otherwise: Said = DEAD_NAME
    witnesses: Said = FailureKind.NAME_FAILED
    waits: Mapping[str, anyio.Event] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def __call__(self, request: Request) -> Response:
        self.asked.append(request.uri)
        host = host_of(request.uri)
        if host in self.waits:
            await self.waits[host].wait()
        is_witness = request.uri in WITNESSES
        said = self.witnesses if is_witness else self.says.get(host, self.otherwise)
        if isinstance(said, int):
            return Response(request.uri, said)
        raise TransportError(Failure(said, "") if isinstance(said, FailureKind) else said)

    @property
    def questions(self) -> int:
        """How often the witnesses were asked, all of them together."""
        return sum(uri in WITNESSES for uri in self.asked)


def named(number: int, kind: str = "host") -> list[str]:
    return [f"{kind}{one}.example" for one in range(number)]


def watch_over(web: Web, hosts: Iterable[str]) -> OutageWatch:
    clock = count()
    return OutageWatch(web, hosts, lambda: NOON + timedelta(seconds=next(clock)))


async def ask(watch: OutageWatch, host: str) -> None:
    with suppress(TransportError):
        await watch(Request(f"https://{host}/"))


async def watched(outcomes: Sequence[Said], witnesses: Said, more: int = 0) -> OutageWatch:
    """A watch that saw these outcomes, each of another host, and expects so many hosts more."""
    hosts = named(len(outcomes))
    web = Web(dict(zip(hosts, outcomes, strict=True)), witnesses=witnesses)
    watch = watch_over(web, [*hosts, *named(more, "other")])
    for host in hosts:
        await ask(watch, host)
    return watch


# --------------------------------------------------------------- no network at all


@pytest.mark.parametrize("kind", SILENT)
@pytest.mark.parametrize(("failed", "more"), [(5, 15), (5, 1), (3, 0), (1, 0)])
async def test_where_hosts_and_witnesses_are_silent_there_is_no_network(
    kind: FailureKind, failed: int, more: int
) -> None:
    """Five hosts, or all where there are fewer, however they failed."""
    watch = await watched([kind] * failed, FailureKind.NAME_FAILED, more)

    assert watch.kind is Outage.NOTHING_ANSWERS
    assert watch.outage.is_set()


@each("witness", [*ANSWERS, *ALIVE])
@each("kind", SILENT)
@each("failed", [1, 4, 5, 6, 9, 40])
async def test_where_a_witness_answers_silent_hosts_are_silent_hosts(
    kind: FailureKind, failed: int, witness: Said
) -> None:
    """Six dead names are six dead names; any answer of a witness proves a web."""
    watch = await watched([kind] * failed, witness)
    await watch.settle()

    assert watch.kind is None


@pytest.mark.parametrize(("failed", "more"), [(4, 16), (2, 1), (0, 0)])
async def test_a_few_silent_hosts_are_worth_no_question(failed: int, more: int) -> None:
    hosts = named(failed)
    web = Web()
    watch = watch_over(web, [*hosts, *named(more, "other")])
    for host in hosts:
        await ask(watch, host)

    assert web.questions == 0
    assert watch.kind is None


async def test_one_witness_of_three_that_answers_is_enough() -> None:
    web = Web()

    async def one_answers(request: Request) -> Response:
        if request.uri == WITNESSES[-1]:
            return Response(request.uri, 403)
        return await web(request)

    watch = OutageWatch(one_answers, ["a.example"], lambda: NOON)
    await ask(watch, "a.example")

    assert watch.kind is None


@pytest.mark.parametrize("failed", [5, 40, 200])
async def test_witnesses_that_answered_are_asked_again_ever_more_rarely(failed: int) -> None:
    """After five silent hosts, then after ten more, then after twenty."""
    hosts = named(failed)
    web = Web(witnesses=204)
    watch = watch_over(web, hosts)
    for host in hosts:
        for _ in range(3):
            await ask(watch, host)

    assert web.questions <= len(WITNESSES) * {5: 1, 40: 3, 200: 5}[failed]


def test_the_witnesses_have_three_owners_and_both_schemes() -> None:
    """What a network may break for one, it may leave alone for another."""
    owners = {".".join(host_of(uri).split(".")[-2:]) for uri in WITNESSES}

    assert len(owners) == len(WITNESSES) == 3
    assert {uri.partition(":")[0] for uri in WITNESSES} == {"http", "https"}


@pytest.mark.parametrize("words", [NO_NETWORK, WENT_AWAY])
def test_the_message_says_who_was_asked_and_what(words: str) -> None:
    assert f"GET {', '.join(WITNESSES)}" in words
    assert "resolve" not in words


# ------------------------------------------------------ what counts, and what does not


@each("why", [FailureKind.REFUSED, FailureKind.UNUSABLE])
@each("refused", [1, 2, 5, 20])
@each("failed", [1, 2, 3, 4, 5])
@each("is_last", [True, False])
async def test_refused_targets_count_in_nothing(
    why: FailureKind, refused: int, failed: int, *, is_last: bool
) -> None:
    """`http://localhost:3000` beside other hosts, and no network: none of them is judged."""
    no, dead = [why] * refused, [DEAD_NAME] * failed

    watch = await watched([*dead, *no] if is_last else [*no, *dead], FailureKind.NAME_FAILED)

    assert watch.kind is Outage.NOTHING_ANSWERS


async def test_where_all_is_refused_nobody_is_asked() -> None:
    hosts = named(9)
    web = Web(otherwise=FailureKind.REFUSED)
    watch = watch_over(web, hosts)
    for host in hosts:
        await ask(watch, host)
    await watch.settle()

    assert web.questions == 0
    assert watch.kind is None


async def test_a_witness_that_the_guard_refuses_has_not_answered() -> None:
    """A name service that leads all names inwards proves no web."""
    watch = await watched([DEAD_NAME] * 5, FailureKind.REFUSED)

    assert watch.kind is Outage.NOTHING_ANSWERS


async def test_one_host_that_fails_often_is_one_host() -> None:
    web = Web()
    watch = watch_over(web, named(20))
    for _ in range(10):
        await ask(watch, "host0.example")

    assert web.questions == 0


@pytest.mark.parametrize("sign", [*ANSWERS, *ALIVE])
async def test_a_host_whose_head_came_has_answered(sign: Said) -> None:
    """Five slow streams that each answered 200: whatever became of the body."""
    hosts = named(5)
    web = Web(otherwise=sign)
    watch = watch_over(web, hosts)
    for host in hosts:
        await ask(watch, host)
    await watch.settle()

    assert web.questions == 0
    assert watch.kind is None


@pytest.mark.parametrize("came", [True, False])
async def test_a_link_whose_own_time_ended_was_silent_unless_a_head_came(*, came: bool) -> None:
    hosts = named(3)
    asked: list[str] = []

    async def web(request: Request) -> Response:
        asked.append(request.uri)
        if request.uri in WITNESSES:
            raise TransportError(Failure(FailureKind.CONNECT, ""))
        if came:
            heard()
        raise TransportError(Failure(FailureKind.TIMEOUT, ""))

    watch = OutageWatch(web, hosts, lambda: NOON)
    for host in hosts:
        with suppress(TransportError), time_budget(60):
            await watch(Request(f"https://{host}/"))
    await watch.settle()

    assert watch.kind is (None if came else Outage.NOTHING_ANSWERS)
    assert bool(set(WITNESSES) & set(asked)) is not came


# ------------------------------------------------------------- who is still under way


@pytest.mark.parametrize("silent", [5, 6, 12])
async def test_nothing_is_called_off_while_a_host_is_under_way(silent: int) -> None:
    """Two hosts that need their time, beside ones that are dead; the witnesses are blocked."""
    let_go = anyio.Event()
    slow = ["slow0.example", "slow1.example"]
    hosts = named(silent)
    web = Web(dict.fromkeys(slow, 404), waits=dict.fromkeys(slow, let_go))
    watch = watch_over(web, [*slow, *hosts])

    async with anyio.create_task_group() as tasks:
        for host in [*slow, *hosts]:
            tasks.start_soon(ask, watch, host)
        await anyio.wait_all_tasks_blocked()
        early = watch.kind
        let_go.set()

    assert early is None
    assert watch.kind is None
    assert web.questions == len(WITNESSES)


async def test_when_those_under_way_are_silent_too_the_run_is_called_off() -> None:
    let_go = anyio.Event()
    web = Web(waits={"slow.example": let_go})
    watch = watch_over(web, ["slow.example", *named(5)])

    async with anyio.create_task_group() as tasks:
        for host in ["slow.example", *named(5)]:
            tasks.start_soon(ask, watch, host)
        await anyio.wait_all_tasks_blocked()
        early = watch.kind
        let_go.set()

    assert early is None
    assert watch.kind is Outage.NOTHING_ANSWERS


async def test_while_that_is_open_nothing_new_is_asked() -> None:
    """A thousand hosts in a sealed machine: the run ends with the first hundred."""
    let_go = anyio.Event()
    web = Web({"slow.example": 200}, waits={"slow.example": let_go})
    watch = watch_over(web, ["slow.example", *named(5), "late.example"])

    async with anyio.create_task_group() as tasks:
        for host in ["slow.example", *named(5)]:
            tasks.start_soon(ask, watch, host)
        await anyio.wait_all_tasks_blocked()
        tasks.start_soon(ask, watch, "late.example")
        await anyio.wait_all_tasks_blocked()
        before = web.asked.count("https://late.example/")
        let_go.set()

    assert (before, web.asked.count("https://late.example/")) == (0, 1)


async def test_an_answer_that_comes_while_witnesses_are_asked_still_counts() -> None:
    let_go = anyio.Event()
    web = Web({"good.example": 200}, waits={host_of(uri): let_go for uri in WITNESSES})
    watch = watch_over(web, ["bad.example"])

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(ask, watch, "bad.example")
        await anyio.wait_all_tasks_blocked()
        await ask(watch, "good.example")
        let_go.set()

    assert watch.kind is None


async def test_a_question_that_was_cut_short_is_asked_again() -> None:
    web = Web(waits={host_of(uri): anyio.Event() for uri in WITNESSES})
    watch = watch_over(web, ["a.example"])
    with anyio.move_on_after(0):
        await ask(watch, "a.example")
    web.waits = {}

    await ask(watch, "a.example")

    assert watch.kind is Outage.NOTHING_ANSWERS


# ------------------------------------------------------------------- in mid-run


@pytest.mark.parametrize("kind", SILENT)
@pytest.mark.parametrize("sign", [200, FailureKind.TLS, *CUT])
async def test_a_network_that_dies_midway_is_told_from_dead_links(
    sign: Said, kind: FailureKind
) -> None:
    """What was learnt before is kept; what fell silent says nothing of a link."""
    gone = await watched([sign, sign, *[kind] * 5], FailureKind.CONNECT, 20)
    there = await watched([sign, sign, *[kind] * 5], 200, 20)

    assert gone.kind is Outage.WENT_AWAY
    assert gone.silent_since == NOON
    assert there.kind is None
    assert there.silent_since is None


@pytest.mark.parametrize("sign", [200, FailureKind.RESET])
async def test_four_silent_hosts_after_one_that_answered_are_four_silent_hosts(sign: Said) -> None:
    watch = await watched([sign, *[FailureKind.TIMEOUT] * 4], FailureKind.CONNECT)
    await watch.settle()

    assert watch.kind is None


async def test_hosts_that_answer_once_and_then_hang_end_no_run() -> None:
    """A stranger's hosts, as many as he likes."""
    hosts = named(30)
    web = Web(otherwise=200, witnesses=200)
    watch = watch_over(web, hosts)
    for host in hosts:
        await ask(watch, host)
    web.otherwise = FailureKind.TIMEOUT
    for host in hosts:
        await ask(watch, host)
    await watch.settle()

    assert watch.kind is None


async def test_an_answer_that_comes_too_late_takes_nothing_back() -> None:
    """Else all that was learnt before would be lost with it."""
    web = Web({"late.example": 200, "first.example": 200})
    watch = watch_over(web, ["first.example"])
    for host in ["first.example", *named(5), "late.example"]:
        await ask(watch, host)

    assert watch.kind is Outage.WENT_AWAY
    assert watch.silent_since == NOON


@pytest.mark.parametrize("dead", [1, 2, 4])
async def test_dead_names_at_the_end_are_dead_only_if_somebody_still_answers(dead: int) -> None:
    """The network may have died with the last answer: who gave it is asked again first."""
    hosts = ["good.example", *named(dead)]

    async def run(says: Said, witnesses: Said) -> tuple[OutageWatch, Web]:
        web = Web({"good.example": 200}, witnesses=witnesses)
        watch = watch_over(web, hosts)
        for host in hosts:
            await ask(watch, host)
        web.says = {"good.example": says}
        await watch.settle()
        return watch, web

    well, asked = await run(200, FailureKind.CONNECT)
    vouched, _ = await run(FailureKind.TIMEOUT, 200)
    gone, _ = await run(FailureKind.TIMEOUT, FailureKind.CONNECT)

    assert (well.kind, asked.questions) == (None, 0)
    assert vouched.kind is None
    assert gone.kind is Outage.WENT_AWAY


@pytest.mark.parametrize("kind", [FailureKind.TIMEOUT, FailureKind.CLOSED])
async def test_at_the_end_of_a_run_nobody_is_asked_for_less_than_a_dead_name(
    kind: FailureKind,
) -> None:
    web = Web({"good.example": 200}, otherwise=kind)
    watch = watch_over(web, ["good.example", "bad.example"])
    for host in ["good.example", "bad.example"]:
        await ask(watch, host)
    await watch.settle()

    assert len(web.asked) == 2


async def test_of_an_outage_only_what_came_before_it_is_believed() -> None:
    gone = await watched([200, *[DEAD_NAME] * 5], FailureKind.CONNECT, 20)
    never = await watched([DEAD_NAME] * 5, FailureKind.CONNECT, 20)
    failure = Failure(DEAD_NAME, "")
    seen = {
        "answer": observation(observed_at=NOON + timedelta(seconds=9)),
        "early": observation(outcome=failure, observed_at=NOON - timedelta(seconds=9)),
        "late": observation(outcome=failure, observed_at=NOON + timedelta(seconds=9)),
    }

    assert list(trusted(seen, gone)) == ["answer", "early"]
    assert trusted(seen, never) == {}
