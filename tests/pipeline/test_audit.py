"""The whole audit with a function in the network's place: what is asked, judged and given up."""

import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import anyio
import httpx
import pytest
import respx
from anyio import from_thread, to_thread

from linkaudit.audit.pipeline import audit
from linkaudit.audit.policy import Policy
from linkaudit.audit.web import check_targets
from linkaudit.check.transport.outage import WITNESSES
from linkaudit.check.transport.stack import Environment
from linkaudit.files.read import FoundDocuments
from linkaudit.model.document import Document
from linkaudit.model.protocols import (
    CachedTarget,
    CheckResult,
    NextProbes,
    ObservationStore,
    Progress,
    Watcher,
)
from linkaudit.model.report import Outcome, Report, Verdict
from linkaudit.rules.packs.load import builtin_packs
from linkaudit.rules.packs.versions import builtin_versions
from linkaudit.settings.table import Settings
from linkaudit.text.uri import host_of
from tests.builders import ASKED

pytestmark = pytest.mark.anyio

Handler = (
    Callable[[httpx.Request], httpx.Response] | Callable[[httpx.Request], Awaitable[httpx.Response]]
)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
POLICY = Policy(
    date(2026, 11, 23), packs=builtin_packs(), versions=builtin_versions(), routes=ASKED
)


def page(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, html="<title>Fine</title><p id='here'>text</p>")


def unknown_name(request: httpx.Request) -> httpx.Response:
    error = httpx.ConnectError("no such name")
    raise error from socket.gaierror(socket.EAI_NONAME, "Name or service not known")


WITNESS_HOSTS = frozenset(map(host_of, WITNESSES))


class _WithWitnesses(httpx.AsyncBaseTransport):
    """A network in which the witnesses answer, or do not; a test need not know of them."""

    def __init__(self, inner: httpx.AsyncBaseTransport, *, answer: bool) -> None:
        self._inner = inner
        self._answer = answer

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.host not in WITNESS_HOSTS:
            return await self._inner.handle_async_request(request)
        return httpx.Response(204) if self._answer else unknown_name(request)


def ground(
    network: httpx.AsyncBaseTransport, *, witnesses: bool = True, now: datetime = NOON
) -> Environment:
    slept = [0.0]

    async def no_wait(seconds: float) -> None:
        slept.append(seconds)
        await anyio.sleep(0)

    web = _WithWitnesses(network, answer=witnesses)
    return Environment(web, lambda: now, lambda: sum(slept), no_wait, lambda: 0.5)


async def audited(
    text: str,
    on: Environment,
    policy: Policy = POLICY,
    watcher: Watcher | None = None,
    interrupt: anyio.Event | None = None,
    memory: ObservationStore | None = None,
) -> Report:
    found = FoundDocuments((Document("a.md", text),))
    policy = policy if policy.routes.routes else replace(policy, routes=ASKED)

    def on_this_loop(
        wanted: Sequence[CachedTarget], memory: ObservationStore | None, further: NextProbes
    ) -> CheckResult:
        return from_thread.run(
            check_targets, wanted, memory, further, policy, on, "0", watcher, interrupt
        )

    return await to_thread.run_sync(
        lambda: audit(found, policy, Path(), on_this_loop, on.clock, "0", memory=memory)
    )


def verdicts(report: Report) -> list[Verdict]:
    return [result.verdict for result in report.results]


async def test_one_target_is_asked_once_for_all_its_links() -> None:
    asked: list[str] = []

    def origin(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return page(request)

    report = await audited(
        "[a](https://x.example/%7Eme#here) [b](https://X.example:443/~me#gone)",
        ground(httpx.MockTransport(origin)),
    )

    assert asked == ["https://x.example/%7Eme"]
    assert verdicts(report) == [Verdict.OK, Verdict.ANCHOR_MISSING]


async def test_respx_can_stand_in_for_the_network() -> None:
    router = respx.MockRouter(assert_all_called=True)
    router.get("https://x.example/old").respond(301, headers={"location": "/new"})
    router.get("https://x.example/new").respond(200, html="<title>New</title>")

    report = await audited(
        "[a](https://x.example/old)", ground(httpx.MockTransport(router.async_handler))
    )

    [result] = report.results
    assert result.verdict is Verdict.REDIRECTED
    assert result.findings[0].replacement == "https://x.example/new"
    assert result.findings[0].certain


async def test_one_name_that_does_not_exist_is_dead_where_a_witness_answers() -> None:
    network = httpx.MockTransport(unknown_name)

    report = await audited("[a](https://nowhere.example/)", ground(network))

    assert verdicts(report) == [Verdict.DEAD]
    assert report.outcome is Outcome.FINDINGS


@pytest.mark.parametrize("hosts", [1, 4, 5, 40])
async def test_no_name_at_all_resolving_is_an_outage_and_nothing_is_dead(hosts: int) -> None:
    network = httpx.MockTransport(unknown_name)
    text = "\n".join(f"<https://h{number}.example/>" for number in range(hosts))

    report = await audited(text, ground(network, witnesses=False))

    assert report.outcome is Outcome.INCOMPLETE
    assert report.interruption.startswith("no network: ")
    assert verdicts(report) == [Verdict.UNCHECKED] * hosts


@pytest.mark.parametrize("witnesses", [True, False])
async def test_five_silent_hosts_are_an_outage_only_where_the_witnesses_are_silent(
    *, witnesses: bool
) -> None:
    """A page whose hosts have all died is reported; a network that carries nothing is not."""

    def silent(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("nothing came")

    text = "\n".join(f"<https://h{number}.example/>" for number in range(5))

    report = await audited(text, ground(httpx.MockTransport(silent), witnesses=witnesses))

    expected = Verdict.UNREACHABLE if witnesses else Verdict.UNCHECKED
    assert verdicts(report) == [expected] * 5
    assert (report.outcome is Outcome.INCOMPLETE) is not witnesses


async def test_dead_names_beside_one_that_answers_are_dead() -> None:
    def origin(request: httpx.Request) -> httpx.Response:
        return page(request) if request.url.host == "alive.example" else unknown_name(request)

    text = "<https://alive.example/>\n" + "\n".join(
        f"<https://h{number}.example/>" for number in range(6)
    )

    report = await audited(text, ground(httpx.MockTransport(origin)))

    assert verdicts(report) == [Verdict.OK, *[Verdict.DEAD] * 6]


async def test_an_interrupt_keeps_what_was_learnt() -> None:
    interrupt = anyio.Event()

    async def origin(request: httpx.Request) -> httpx.Response:
        if request.url.host == "slow.example":
            await anyio.sleep_forever()
        return page(request)

    def watch(progress: Progress) -> None:
        if progress.done:
            interrupt.set()

    report = await audited(
        "<https://slow.example/> <https://quick.example/>",
        ground(httpx.MockTransport(origin)),
        watcher=watch,
        interrupt=interrupt,
    )

    assert verdicts(report) == [Verdict.UNCHECKED, Verdict.OK]
    assert report.outcome is Outcome.INCOMPLETE
    assert report.interruption.startswith("interrupted")


async def test_progress_counts_targets_to_the_last() -> None:
    seen: list[tuple[int, int, int]] = []

    def origin(request: httpx.Request) -> httpx.Response:
        return httpx.Response(404) if request.url.path == "/gone" else page(request)

    await audited(
        "<https://a.example/> <https://b.example/gone> <https://a.example/#x>",
        ground(httpx.MockTransport(origin)),
        watcher=lambda p: seen.append((p.done, p.total, p.failing)),
    )

    assert seen[0] == (0, 2, 0)
    assert seen[-1] == (2, 2, 1)


async def test_the_article_is_judged_by_the_day_it_came_out() -> None:
    """An article written after a renaming uses the new name, and means it."""
    docs = "https://docs.aws.amazon.com/sagemaker/latest/dg/whatis.html"

    def origin(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, html="<title>What is it? - Amazon SageMaker AI</title>")

    before = await audited(
        f"---\ndate: 2020-12-08\n---\n<{docs}>", ground(httpx.MockTransport(origin))
    )
    after = await audited(
        f"---\ndate: 2025-12-08\n---\n<{docs}>", ground(httpx.MockTransport(origin))
    )

    assert verdicts(before) == [Verdict.RENAMED]
    assert verdicts(after) == [Verdict.OK]


async def test_offline_asks_nothing_and_says_so() -> None:
    def origin(request: httpx.Request) -> httpx.Response:
        raise AssertionError("nothing may be asked")

    report = await audited(
        "<https://a.example/>",
        ground(httpx.MockTransport(origin)),
        Policy(date(2026, 11, 23), Settings(offline=True)),
    )

    assert verdicts(report) == [Verdict.SKIPPED]
    assert "--offline" in report.results[0].findings[0].message
