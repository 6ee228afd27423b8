"""Each rule's example, played through a whole audit: it must give the finding that it promises."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import anyio
import httpx
import pytest
from anyio import from_thread, to_thread

from linkaudit.audit.pipeline import audit
from linkaudit.audit.web import check_targets
from linkaudit.files.read import FoundDocuments
from linkaudit.model.document import Document
from linkaudit.model.report import Finding, Report
from linkaudit.rules.base import Rule
from linkaudit.rules.persistent_failure import noted
from linkaudit.rules.registry import RULES
from linkaudit.store.database import State, open_state
from linkaudit.store.observation_cache import ObservationCache, ReusePolicy
from tests.pipeline.test_audit import NOON, POLICY, ground, unknown_name

pytestmark = pytest.mark.anyio

THREE_RUNS = " in three runs"
NEVER = " never answers"


def _expired() -> Exception:
    error = ssl.SSLCertVerificationError("certificate has expired")
    error.verify_code = 10
    return error


FAILURES: Mapping[str, Callable[[], Exception]] = {
    "timeout": lambda: httpx.ReadTimeout("no answer"),
    "connection refused": ConnectionRefusedError,
    "expired certificate": _expired,
}


def web(answers: tuple[str, ...]) -> Callable[[httpx.Request], httpx.Response]:
    """A network that answers as the lines say; what no line is about does not exist."""
    lines = [line.removesuffix(THREE_RUNS).removesuffix(NEVER).split(" ", 1) for line in answers]

    def origin(request: httpx.Request) -> httpx.Response:
        url = str(request.url)
        found = next((one for one in lines if one[0] == url), None)
        found = found or next(
            (one for one in lines if one[0].endswith("*") and url.startswith(one[0][:-1])), None
        )
        if found is None:
            return httpx.Response(404)
        said = found[1]
        if said == "no such host":
            return unknown_name(request)
        if said in FAILURES:
            raise httpx.ConnectError("failed") from FAILURES[said]()
        status, _, rest = said.partition(" ")
        if status.startswith("3"):
            return httpx.Response(int(status), headers={"location": rest} if rest else {})
        if rest.startswith("{"):
            return httpx.Response(int(status), json=None, text=rest)
        return httpx.Response(int(status), html=rest or f"<title>{url}</title>")

    return origin


async def played(rule: Rule, folder: Path, state: State) -> Report:
    example = rule.example
    for name in example.files:
        (folder / name).write_text("# A file\n")
    (folder / "a.md").write_text(example.markdown)
    is_cut_off = any(line.endswith(NEVER) for line in example.answers)
    runs = 3 if any(line.endswith(THREE_RUNS) for line in example.answers) else 1
    reports = [
        await _run(example.markdown, web(example.answers), folder, state, number, is_cut_off)
        for number in range(runs)
    ]
    return reports[-1]


async def _run(
    text: str,
    origin: Callable[[httpx.Request], httpx.Response],
    folder: Path,
    state: State,
    number: int,
    is_cut_off: bool,
) -> Report:
    now = NOON + number * timedelta(days=1.5)
    on = ground(httpx.MockTransport(origin), now=now)
    interrupt = anyio.Event()
    if is_cut_off:
        interrupt.set()
    memory = ObservationCache(
        state, lambda: now, ReusePolicy(timedelta(0)), lambda _: None, lambda _: False, noted
    )
    found = FoundDocuments((Document("a.md", text),))
    policy = replace(POLICY, as_of=NOON.date())

    def audited() -> Report:
        return audit(
            found,
            policy,
            folder,
            lambda wanted, kept, further: from_thread.run(
                check_targets, wanted, kept, further, policy, on, "0", None, interrupt
            ),
            on.clock,
            "0",
            memory=memory,
        )

    return await to_thread.run_sync(audited)


def findings(report: Report) -> list[Finding]:
    of_links = [finding for result in report.results for finding in result.findings]
    return of_links + [remark.finding for remark in report.text_findings]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
async def test_the_example_gives_the_finding_that_it_promises(rule: Rule, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    with closing(open_state(tmp_path / "state.sqlite3")) as state:
        found = findings(await played(rule, folder, state))

    messages = {finding.rule: finding.message for finding in found}
    assert messages.get(rule.id) == rule.example.message, messages
