"""Telling a network that is down from links that are."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import count

import anyio
import anyio.lowlevel
import pytest

from linkaudit.check.outage import Outage, OutageWatch
from linkaudit.errors import TransportError
from linkaudit.exchange import Failure, FailureKind, Request, Response
from linkaudit.interfaces import Transport
from linkaudit.uri import host_of
from tests.builders import NOON

pytestmark = pytest.mark.anyio

Outcome = FailureKind | int
SILENT = (
    FailureKind.NAME_UNKNOWN,
    FailureKind.NAME_FAILED,
    FailureKind.CONNECT,
    FailureKind.TIMEOUT,
)
ALIVE = (FailureKind.TLS, FailureKind.RESET, FailureKind.PROTOCOL, 200, 404, 503)


class Names:
    """A name service that knows the well-known names, or does not."""

    def __init__(self, *, resolve: bool) -> None:
        self.resolve = resolve
        self.asked = 0

    async def __call__(self) -> bool:
        self.asked += 1
        await anyio.lowlevel.checkpoint()
        return self.resolve


def watch_over(
    web: Transport,
    hosts: int,
    names_resolve: Callable[[], Awaitable[bool]],
    routed: Collection[str] = (),
) -> OutageWatch:
    clock = count()
    return OutageWatch(
        web,
        hosts,
        names_resolve,
        lambda: NOON + timedelta(seconds=next(clock)),
        lambda host: host in routed,
    )


async def watched(outcomes: Sequence[Outcome], hosts: int, names: Names) -> OutageWatch:
    """A watch that saw these outcomes, each of another host."""
    left = iter(outcomes)

    async def web(request: Request) -> Response:
        outcome = next(left)
        if isinstance(outcome, FailureKind):
            raise TransportError(Failure(outcome, "", request.uri))
        return Response(request.uri, outcome)

    watch = watch_over(web, hosts, names)
    for number, outcome in enumerate(outcomes):
        request = Request(f"https://host{number}.example/")
        if isinstance(outcome, FailureKind):
            with pytest.raises(TransportError):
                await watch(request)
        else:
            assert (await watch(request)).status == outcome
    return watch


@pytest.mark.parametrize("kind", SILENT)
@pytest.mark.parametrize(("failed", "hosts"), [(5, 20), (5, 6), (3, 3), (1, 1)])
async def test_silence_everywhere_with_no_known_name_is_an_outage(
    kind: FailureKind, failed: int, hosts: int
) -> None:
    """HOSTILE C, whole network down; at least 5 hosts, or all where there are fewer."""
    names = Names(resolve=False)

    watch = await watched([kind] * failed, hosts, names)

    assert watch.outage.is_set()
    assert names.asked == 1


@pytest.mark.parametrize(("failed", "hosts"), [(4, 20), (2, 3), (0, 0)])
async def test_a_few_silent_hosts_say_nothing_of_the_network(failed: int, hosts: int) -> None:
    """HOSTILE C: 5 distinct hosts, before anybody speaks of an outage."""
    names = Names(resolve=False)

    watch = await watched([FailureKind.TIMEOUT] * failed, hosts, names)

    assert not watch.outage.is_set()
    assert names.asked == 0


async def test_names_that_resolve_speak_for_the_network() -> None:
    """HOSTILE C: names are `dead` only if the network canary is healthy; it is asked once."""
    names = Names(resolve=True)

    watch = await watched([FailureKind.NAME_UNKNOWN] * 9, 20, names)

    assert not watch.outage.is_set()
    assert names.asked == 1


@pytest.mark.parametrize("kind", [*SILENT, FailureKind.CLOSED])
async def test_an_outage_it_is_when_every_host_of_five_or_more_failed(kind: FailureKind) -> None:
    """HOSTILE C: every connect fails, 5 or more hosts; a cached name service proves nothing."""
    watch = await watched([kind] * 5, 5, Names(resolve=True))

    assert watch.outage.is_set()


async def test_ports_that_are_closed_do_not_ask_for_names() -> None:
    """RFC 9293 §3.5.2: a refusal is somebody's answer; only all of them together mean trouble."""
    names = Names(resolve=False)

    watch = await watched([FailureKind.CLOSED] * 6, 20, names)

    assert not watch.outage.is_set()
    assert names.asked == 0


@pytest.mark.parametrize("sign", ALIVE)
async def test_four_silent_hosts_after_one_that_answered_are_four_silent_hosts(
    sign: Outcome,
) -> None:
    """HOSTILE C: an answer of any kind shows a network."""
    names = Names(resolve=False)

    watch = await watched([sign, *[FailureKind.NAME_FAILED] * 4], 20, names)

    assert not watch.outage.is_set()
    assert names.asked == 0


async def test_a_network_that_dies_midway_is_told_from_dead_links() -> None:
    """What was learnt before is kept; what fell silent says nothing of a link."""
    names = Names(resolve=False)

    watch = await watched([200, 200, *[FailureKind.NAME_FAILED] * 5], 20, names)

    assert watch.kind is Outage.WENT_AWAY
    assert watch.silent_since == NOON


async def test_dead_hosts_after_healthy_ones_are_dead_where_names_resolve() -> None:
    names = Names(resolve=True)

    watch = await watched([200, 200, *[FailureKind.NAME_UNKNOWN] * 9], 20, names)

    assert not watch.outage.is_set()
    assert names.asked == 1


async def test_hosts_that_had_answered_and_fell_silent_need_no_name_service() -> None:
    """A network that resolves from a cache and carries nothing any more."""
    alive = True

    async def web(request: Request) -> Response:
        if alive:
            return Response(request.uri, 200)
        raise TransportError(Failure(FailureKind.CLOSED, "", request.uri))

    watch = watch_over(web, 50, Names(resolve=True))
    for number in range(3):
        await watch(Request(f"https://host{number}.example/"))
    alive = False
    for number in range(10):
        with pytest.raises(TransportError):
            await watch(Request(f"https://host{number}.example/2"))

    assert watch.kind is Outage.WENT_AWAY


async def fallen_silent(silent: Callable[[str], bool], kind: FailureKind) -> OutageWatch:
    """Twenty hosts answer; then those that `silent` names answer no more, and are asked again."""
    hosts = [f"host{number}.example" for number in range(20)]
    seen: set[str] = set()

    async def web(request: Request) -> Response:
        if request.uri in seen and silent(host_of(request.uri)):
            raise TransportError(Failure(kind, "", request.uri))
        return Response(request.uri, 200)

    watch = watch_over(web, 50, Names(resolve=True))
    for host in hosts:
        await watch(Request(f"https://{host}/"))
    seen |= {f"https://{host}/" for host in hosts}
    for host in filter(silent, hosts):
        with suppress(TransportError):
            await watch(Request(f"https://{host}/"))
    return watch


@pytest.mark.parametrize("kind", SILENT)
async def test_where_others_still_answer_no_number_of_silent_hosts_is_an_outage(
    kind: FailureKind,
) -> None:
    """HOSTILE C: a stranger's hosts that answer once and then hang harm no other link."""
    watch = await fallen_silent(lambda host: host != "host7.example", kind)

    assert watch.kind is None


@pytest.mark.parametrize("kind", SILENT)
async def test_where_those_asked_again_are_silent_too_the_network_is_gone(
    kind: FailureKind,
) -> None:
    watch = await fallen_silent(lambda _: True, kind)

    assert watch.kind is Outage.WENT_AWAY
    assert watch.silent_since == NOON


async def test_an_answer_that_comes_too_late_takes_nothing_back() -> None:
    """Else all that was learnt before would be lost with it."""
    watch = await fallen_silent(lambda _: True, FailureKind.TIMEOUT)

    await watch(Request("https://late.example/"))

    assert watch.silent_since == NOON


async def test_ten_closed_ports_after_answers_are_worth_asking_for_names() -> None:
    """A line that is cut: what stands before it refuses every connection."""
    closed = [FailureKind.CLOSED] * 10

    dead = await watched([200, *closed], 50, Names(resolve=False))
    alive = await watched([200, *closed], 50, Names(resolve=True))

    assert dead.kind is Outage.WENT_AWAY
    assert alive.kind is None


async def test_of_hosts_that_are_sent_elsewhere_names_say_nothing() -> None:
    """`--connect-to` for every host, in a place where no name resolves."""
    names = Names(resolve=False)
    hosts = [f"host{number}.example" for number in range(9)]

    async def web(request: Request) -> Response:
        raise TransportError(Failure(FailureKind.TIMEOUT, "", request.uri))

    watch = watch_over(web, 20, names, routed=hosts)
    for host in hosts:
        with pytest.raises(TransportError):
            await watch(Request(f"https://{host}/"))

    assert names.asked == 0
    assert not watch.outage.is_set()


async def test_our_own_refusals_are_no_sign_of_anything() -> None:
    """The guard refuses before anything is sent."""
    names = Names(resolve=False)

    watch = await watched([FailureKind.REFUSED] * 5 + [FailureKind.TIMEOUT] * 4, 20, names)

    assert not watch.outage.is_set()
    assert names.asked == 0


async def test_one_host_that_fails_often_is_one_host() -> None:
    """HOSTILE C: distinct hosts are counted."""

    async def web(request: Request) -> Response:
        raise TransportError(Failure(FailureKind.TIMEOUT, "", request.uri))

    watch = watch_over(web, 20, Names(resolve=False))

    for number in range(10):
        with pytest.raises(TransportError):
            await watch(Request(f"https://a.example/{number}"))

    assert not watch.outage.is_set()


async def test_an_answer_that_comes_while_names_are_asked_still_counts() -> None:
    """HOSTILE C: no link may be lost to an outage that is none."""
    asking, known = anyio.Event(), anyio.Event()

    async def web(request: Request) -> Response:
        if "good" in request.uri:
            return Response(request.uri, 200)
        raise TransportError(Failure(FailureKind.TIMEOUT, "", request.uri))

    async def names_resolve() -> bool:
        asking.set()
        await known.wait()
        return False

    watch = watch_over(web, 1, names_resolve)

    async def fail() -> None:
        with pytest.raises(TransportError):
            await watch(Request("https://bad.example/"))

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(fail)
        await asking.wait()
        await watch(Request("https://good.example/"))
        known.set()

    assert not watch.outage.is_set()


async def test_a_network_that_dies_while_names_are_asked_is_asked_for_again() -> None:
    """The last answer of a network that is gone may come in between."""
    answers = Names(resolve=False)
    late: list[Request] = [Request("https://late.example/")]

    async def web(request: Request) -> Response:
        if request.uri.startswith("https://late"):
            return Response(request.uri, 200)
        raise TransportError(Failure(FailureKind.CONNECT, "", request.uri))

    async def names_resolve() -> bool:
        while late:
            await watch(late.pop())
        return await answers()

    watch = watch_over(web, 20, names_resolve)
    for number in range(10):
        with pytest.raises(TransportError):
            await watch(Request(f"https://host{number}.example/"))

    assert watch.kind is Outage.WENT_AWAY
    assert answers.asked == 2


async def test_names_that_hang_are_taken_for_names_that_do_not_resolve() -> None:
    """A look-up of ours has its own bound, and one that was cut short is made again."""

    async def web(request: Request) -> Response:
        raise TransportError(Failure(FailureKind.NAME_FAILED, "", request.uri))

    async def hang() -> bool:
        await anyio.sleep_forever()
        return True

    watch = watch_over(web, 1, hang)

    with anyio.move_on_after(0):
        await watch(Request("https://a.example/"))

    assert not watch.outage.is_set()
    assert not watch._asked
