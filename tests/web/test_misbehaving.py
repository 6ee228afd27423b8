"""The misbehaving web through the real command line: each link gets its true verdict.

One run over all hosts and a hundred healthy links beside them. Loopback only; where somebody
waits it is a server, because that is what it is about.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.web.misbehaving import MisbehavingWeb
from tests.web.misbehaving_case import Case
from tests.web.misbehaving_run import Run, document, linkaudit
from tests.web.misbehaving_table import CASES, ELSEWHERE, HEALTHY_HOSTS, HEALTHY_URLS
from tests.web.misbehaving_talk import HEALTHY, says

NOBODY = "http://nobody-listens.example/"
OPTIONS = (
    *("--timeout", "10", "--link-timeout", "30", "--retries", "1", "--max-retry-after", "4"),
    *("--connect-to", "nobody-listens.example::127.0.0.1:9"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the run said, and what the web saw of it."""

    web: MisbehavingWeb
    run: Run


def served() -> MisbehavingWeb:
    return MisbehavingWeb(
        hosts={
            **{case.host: case.behave for case in CASES if case.behave is not None},
            **ELSEWHERE,
            **dict.fromkeys(HEALTHY_HOSTS, says(HEALTHY)),
        },
        doors={case.host: case.door for case in CASES if case.door is not None},
        faults={case.host: case.fault for case in CASES if case.fault is not None},
    )


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    urls = [*HEALTHY_URLS, NOBODY, *(url for case in CASES for url in case.links)]
    path = document(tmp_path_factory.mktemp("misbehaving"), urls)
    with served() as web:
        yield Told(web, linkaudit(path, *OPTIONS, *web.options()))


def test_the_run_ends_with_findings_and_no_traceback(told: Told) -> None:
    """By itself, whoever misbehaves: a run that hangs is killed, and has no status of its own."""
    assert told.run.status == 1
    # On a busy machine the run takes long enough to say how far it is.
    said = [line for line in told.run.said.splitlines() if " targets, " not in line]
    assert said == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_link_gets_its_verdict(case: Case, told: Told) -> None:
    found = {url: told.run.verdicts[url] for url in case.links}

    assert found == dict(case.links), [told.run.links[url]["findings"] for url in case.links]
    findings = [f for url in case.links for f in told.run.links[url]["findings"]]
    assert all(case.words in finding["message"] for finding in findings)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_host_is_asked_more_often_than_it_may_be(case: Case, told: Told) -> None:
    """No storm, and nothing given up too soon either."""
    requests = told.web.requests_to(case.host)
    count = len(requests) if case.behave is not None else told.web.connections[case.host]

    assert case.least <= count <= case.most
    if case.targets:
        assert [asked.target for asked in requests] == list(case.targets)


@pytest.mark.parametrize("case", [c for c in CASES if c.waits], ids=lambda case: case.name)
def test_the_wait_that_a_server_names_is_kept(case: Case, told: Told) -> None:
    """RFC 9110 §10.2.3."""
    first, second, *_ = told.web.requests_to(case.host)

    assert second.at - first.at >= case.waits


def test_every_healthy_link_is_ok_whatever_goes_on_beside_it(told: Told) -> None:
    found = {url: told.run.verdicts[url] for url in HEALTHY_URLS}

    assert len(found) == 100
    assert set(found.values()) == {"ok"}


def test_where_nobody_listens_a_link_is_unreachable(told: Told) -> None:
    assert told.run.verdicts[NOBODY] == "unreachable"


def test_nothing_but_get_is_asked_and_always_under_our_own_name(told: Told) -> None:
    """HEAD lies; and where our name is not welcome, no other is tried."""
    assert {asked.method for asked in told.web.asked} == {"GET"}
    assert all("linkaudit" in asked.headers["user-agent"] for asked in told.web.asked)


def test_only_gzip_is_ever_offered(told: Told) -> None:
    """405 bytes of br decode to 512 MiB in one read."""
    assert {asked.headers["accept-encoding"] for asked in told.web.asked} == {"gzip"}


def test_a_server_cannot_fill_the_cookie_jar(told: Told) -> None:
    """At most 50 cookies and 16 KiB of them, sent or kept."""
    sent = [asked.headers.get("cookie", "") for asked in told.web.requests_to("monster.example")]

    assert max(len(cookies.split("; ")) for cookies in sent) <= 50
    assert max(map(len, sent)) <= 16 * 1024
