"""Is the target there at all? Dead, blocked, unreachable, refused, or never asked."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from linkaudit.model.http import Failure, FailureKind, Hop, Page
from linkaudit.model.report import LocalTarget, NotAsked, Unasked, Verdict
from linkaudit.rules.registry import judge
from tests.builders import URI, answer, case, observation
from tests.unit.rules.visits import only, rules, visit

STATUSES = [
    ([404, 410], "not-found", Verdict.DEAD),
    ([401, 403, 407, 429, 451, 999], "blocked", Verdict.BLOCKED),
    ([400, 402, 405, 406, 409, 414, 418, 421, 426, 431, 499], "client-error", Verdict.BLOCKED),
    ([408, 425, 500, 502, 503, 504, 522, 524, 599, 600], "server-error", Verdict.UNREACHABLE),
    ([101, 103], "server-error", Verdict.UNREACHABLE),
    ([300, 301, 304, 308], "empty-redirect", Verdict.UNREACHABLE),
]


@pytest.mark.parametrize(
    ("status", "rule", "verdict"),
    [(status, rule, verdict) for many, rule, verdict in STATUSES for status in many],
)
def test_a_status_has_one_verdict(status: int, rule: str, verdict: Verdict) -> None:
    """The contract's table of verdicts."""
    found = only(visit(status=status))

    assert (found.rule, found.verdict) == (rule, verdict)
    assert str(status) in found.message
    assert str(status) in found.evidence[0].quote


@pytest.mark.parametrize("status", [200, 201, 203, 204, 206])
def test_an_answer_of_success_is_fine(status: int) -> None:
    assert rules(visit(status=status)) == []


def test_no_status_but_success_is_fine() -> None:
    """The contract: nothing but an answer of success is `ok`; RFC 9110 §15 names the classes."""
    fine = [status for status in range(100, 1000) if not rules(visit(status=status))]

    assert fine == [status for status in range(200, 300) if status != 202]


@pytest.mark.parametrize(
    ("status", "headers", "page"),
    [
        pytest.param(200, {"cf-mitigated": "challenge"}, Page(title="A shop"), id="cloudflare-200"),
        pytest.param(404, {"cf-mitigated": "challenge"}, None, id="cloudflare-404"),
        pytest.param(503, {"cf-mitigated": "challenge"}, None, id="cloudflare-503"),
        pytest.param(202, {"x-amzn-waf-action": "challenge"}, None, id="waf-challenge"),
        pytest.param(405, {"x-amzn-waf-action": "captcha"}, None, id="waf-captcha"),
        pytest.param(202, {}, None, id="202-without-a-page"),
        pytest.param(202, {}, Page(size=0), id="202-with-an-empty-page"),
        pytest.param(202, {}, Page(title="Checking", size=900), id="202-with-a-page"),
        pytest.param(
            403, {}, Page(title="ERROR: The request could not be satisfied"), id="cloudfront"
        ),
        pytest.param(503, {}, Page(title="Just a moment..."), id="cloudflare-title"),
        pytest.param(404, {}, Page(title="Attention Required! | Cloudflare"), id="cloudflare-404t"),
    ],
)
def test_a_wall_says_nothing_of_the_page(
    status: int, headers: Mapping[str, str], page: Page | None
) -> None:
    """Facts on walls: blocked before all else, and a 202 is never ok."""
    assert rules(visit(status=status, headers=headers, page=page)) == ["blocked"]


@pytest.mark.parametrize(
    ("status", "headers", "title", "sign"),
    [
        (401, {}, "", "asks for a login (401)"),
        (403, {}, "", "refused an automated request (403)"),
        (403, {"cf-mitigated": "challenge"}, "", "the header cf-mitigated: challenge"),
        (200, {"cf-mitigated": "challenge"}, "A shop", "the header cf-mitigated: challenge"),
        (429, {"cf-mitigated": "block"}, "", "the header cf-mitigated: block"),
        (503, {"cf-mitigated": "challenge"}, "", "the header cf-mitigated: challenge"),
        (202, {"x-amzn-waf-action": "challenge"}, "", "the header x-amzn-waf-action: challenge"),
        (405, {"x-amzn-waf-action": "captcha"}, "", "the header x-amzn-waf-action: captcha"),
        (403, {}, "ERROR: The request could not be satisfied", "CloudFront's page"),
        (503, {}, "Just a moment...", "Cloudflare's page"),
        (429, {}, "", "limits the rate of requests (429)"),
        (451, {}, "", "withholds the page for legal reasons (451)"),
        (999, {}, "", "refused an automated request (999)"),
    ],
)
def test_a_wall_is_named_with_the_sign_that_gave_it_away(
    status: int, headers: Mapping[str, str], title: str, sign: str
) -> None:
    """Issue: bot walls, logins and challenges are `blocked` with their sign."""
    found = only(visit(status=status, headers=headers, title=title))

    assert found.verdict is Verdict.BLOCKED
    assert sign in found.message


def test_a_wall_at_the_end_of_a_redirect_is_no_soft_404() -> None:
    """Facts on AWS: blocked stands before all other rules."""
    walled = visit(
        "https://shop.example/catalogue/sprocket",
        to="https://shop.example/",
        headers={"cf-mitigated": "challenge"},
    )

    assert rules(walled) == ["blocked"]


WALLS = ["Just a moment...", "Making sure you're not a bot!", "Client Challenge", "Access Denied"]


@pytest.mark.parametrize("title", WALLS)
def test_a_wall_may_answer_200(title: str) -> None:
    """Anubis, PyPI's and others' walls: what is behind them, nobody knows, nor what is missing."""
    walled = visit("https://a.example/docs/cog#turning", page=Page(title=title, size=9000))

    assert f"(200: a page titled “{title}” in its place)" in only(walled).message
    assert rules(walled) == ["blocked"]


@pytest.mark.parametrize(
    ("uri", "title", "size"),
    [
        ("https://a.example/b", "Just a moment...", 90_000),
        ("https://a.example/songs/access-denied", "Access Denied", 9000),
        ("https://a.example/what-is-a-captcha", "Captcha", 9000),
        ("https://a.example/b", "Just a moment... why sites check your browser", 9000),
        ("https://a.example/b", "403 Forbidden", 9000),
    ],
)
def test_a_page_that_only_has_the_title_of_a_wall_is_fine(uri: str, title: str, size: int) -> None:
    assert rules(visit(uri, page=Page(title=title, size=size))) == []


FAILURES = [
    (FailureKind.NAME_UNKNOWN, "name-unknown", Verdict.DEAD),
    (FailureKind.MISSING, "file-missing", Verdict.DEAD),
    (FailureKind.REFUSED, "refused", Verdict.REFUSED),
    (FailureKind.NAME_FAILED, "no-connection", Verdict.UNREACHABLE),
    (FailureKind.CONNECT, "no-connection", Verdict.UNREACHABLE),
    (FailureKind.CLOSED, "no-connection", Verdict.UNREACHABLE),
    (FailureKind.EXHAUSTED, "no-connection", Verdict.UNREACHABLE),
    (FailureKind.RESET, "no-connection", Verdict.UNREACHABLE),
    (FailureKind.PROTOCOL, "no-connection", Verdict.UNREACHABLE),
    (FailureKind.UNUSABLE, "no-connection", Verdict.UNREACHABLE),
    (FailureKind.GIVEN_UP, "no-connection", Verdict.UNREACHABLE),
    (FailureKind.TURNED_AWAY, "blocked", Verdict.BLOCKED),
    (FailureKind.TLS, "tls-failure", Verdict.UNREACHABLE),
    (FailureKind.TLS_HERE, "tls-failure", Verdict.UNREACHABLE),
    (FailureKind.TIMEOUT, "timeout", Verdict.UNREACHABLE),
    (FailureKind.REDIRECTS, "redirect-loop", Verdict.UNREACHABLE),
    (FailureKind.BAD_REDIRECT, "redirect-loop", Verdict.UNREACHABLE),
    (FailureKind.EXCLUDED, "skipped", Verdict.SKIPPED),
]


@pytest.mark.parametrize(("kind", "rule", "verdict"), FAILURES)
def test_a_failure_has_one_verdict(kind: FailureKind, rule: str, verdict: Verdict) -> None:
    """The contract: only a name that does not exist is dead, all else may pass."""
    failure = Failure(kind, "what happened, in words", URI)

    found = only(case(seen=observation(outcome=failure)))

    assert (found.rule, found.verdict) == (rule, verdict)
    assert "what happened, in words" in found.message or URI in found.message


def test_the_table_of_failures_is_complete() -> None:
    assert {kind for kind, _, _ in FAILURES} == set(FailureKind)


@pytest.mark.parametrize("why", list(Unasked))
def test_what_was_not_asked_says_why(why: Unasked) -> None:
    found = only(case(seen=observation(outcome=NotAsked(why, "the reason"))))

    assert found.rule == ("invalid-url" if why is Unasked.INVALID else why.value)
    assert found.verdict.value == why.value
    assert "the reason" in found.message


def test_a_page_that_is_gone_behind_a_redirect_tells_where_it_ended() -> None:
    """The contract: dead also where the redirection ends so."""
    found = only(visit("https://a.example/old", to="https://b.example/new", status=404))

    assert found.message == (
        "the page is not found (404 after a redirect to https://b.example/new)"
    )
    assert found.evidence[0].quote == "301 https://a.example/old → 404 https://b.example/new"
    assert found.evidence[0].date == "2026-11-23"


def test_a_refusal_names_the_hop() -> None:
    """Hostile web, part A: the report names the hop at which the guard said no."""
    inside = "http://inside.example/"
    failure = Failure(FailureKind.REFUSED, "127.0.0.1 is not a public address", inside)
    seen = observation(outcome=failure, hops=[Hop(URI, 302)])

    found = only(case(seen=seen))

    assert found.message == (
        f"not followed: 127.0.0.1 is not a public address (redirected to {inside})"
    )


def test_an_unknown_day_is_left_open() -> None:
    seen = observation(outcome=answer(status=404), observed_at=None)

    assert only(case(seen=seen)).evidence[0].date == ""


def test_a_file_that_is_there_is_fine() -> None:
    there = observation(target=LocalTarget("guide.md"), outcome=answer("guide.md", 0, page=Page()))

    assert judge(case(seen=there)) == ()
