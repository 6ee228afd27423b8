"""Each status has a sentence that is true of it."""

from __future__ import annotations

import re

import pytest

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.registry import judge
from tests.rows import each
from tests.unit.rules.visits import only, visit

REJECTED = (
    "the server rejected the request ({}); "
    "the address may be mistyped, or automated requests are refused"
)
# RFC 9110 §15.5, RFC 4918, RFC 6585, and what nginx and load balancers made up.
AS_SUCH = [400, 409, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 424, 426, 428, 431, 444]
AS_SUCH += [430, 449, 460, 463, 494, 499, 432, 477, 489]


@pytest.mark.parametrize("status", AS_SUCH)
def test_a_request_that_is_rejected_as_such_may_be_mistyped(status: int) -> None:
    """400 is how many sites answer an address that was cut off; nobody knows whether a robot."""
    found = only(visit(status=status))

    assert found.message == REJECTED.format(status)
    assert (found.rule, found.verdict, found.level) == ("client-error", Verdict.BLOCKED, Level.NOTE)


SAID = [
    (401, "blocked", "the server asks for a login (401)"),
    (402, "client-error", "the server asks for payment (402)"),
    (403, "blocked", "the server refused an automated request (403)"),
    (404, "not-found", "the page is not found (404)"),
    (405, "client-error", "the server does not allow this address to be read (405: no GET)"),
    (406, "client-error", "the server has no suitable version of the page (406)"),
    (407, "blocked", "a proxy in between asks for a login (407)"),
    (408, "server-error", "the server stopped waiting for the request (408)"),
    (410, "not-found", "the page is permanently gone (410)"),
    (419, "client-error", "the server asks for a session of its own (419)"),
    (420, "client-error", "the server limits the rate of requests (420)"),
    (423, "client-error", "the page is locked (423)"),
    (425, "server-error", "the server asks for a later request (425)"),
    (429, "blocked", "the server limits the rate of requests (429)"),
    (440, "client-error", "the server asks for a session of its own (440)"),
    (450, "client-error", "a filter in between blocks the page (450)"),
    (451, "blocked", "the server withholds the page for legal reasons (451)"),
    (495, "client-error", "the server asks for a client certificate (495)"),
    (496, "client-error", "the server asks for a client certificate (496)"),
    (497, "client-error", "the server expects https at this address (497)"),
    (498, "client-error", "the server asks for an access token (498)"),
    (500, "server-error", "the server answered 500; this may be temporary"),
    (503, "server-error", "the server answered 503; this may be temporary"),
    (511, "server-error", "a network in between asks for a sign-in (511)"),
    (599, "server-error", "the server answered 599; this may be temporary"),
    (600, "server-error", "the server answered 600, which is not an HTTP status"),
    (998, "server-error", "the server answered 998, which is not an HTTP status"),
    (999, "blocked", "the server refused an automated request (999)"),
]


@pytest.mark.parametrize(("status", "rule", "start"), SAID)
def test_a_status_of_which_more_is_known_says_it(status: int, rule: str, start: str) -> None:
    found = only(visit(status=status))

    assert found.rule == rule
    assert found.message.startswith(start)


@each("status", range(300, 1000))
def test_every_status_has_one_finding_that_names_it(status: int) -> None:
    """And only a few speak of robots."""
    found = only(visit(status=status))

    assert str(status) in found.message
    assert "robot" not in found.message
    assert ("automated" in found.message) is (
        status in (403, 405, 999) or found.message == REJECTED.format(status)
    )
    if 400 <= status < 500:
        expected = (Verdict.DEAD, Verdict.BLOCKED, Verdict.UNREACHABLE)
        assert found.verdict is expected[1 + (status in (408, 425)) - (status in (404, 410))]


NEW = "https://a.example/new"
UNDIRECTED = [
    (300, NEW, f"the server offers several pages (300) and prefers {NEW}; link to one of them"),
    (300, "", "the server offers several pages (300) and prefers none; link to one of them"),
    (300, "/en", "the server offers several pages (300) and prefers /en; link to one of them"),
    (301, "", "the server answered 301 without a target"),
    (301, " ", "the server answered 301 without a target"),
    (302, "", "the server answered 302 without a target"),
    (304, "", "the server answered 304 (not modified), although the request named no earlier"),
    (304, NEW, "the server answered 304 (not modified), although the request named no earlier"),
    (305, NEW, f"the server answered 305 and named {NEW}, which browsers do not follow"),
    (306, "", "the server answered 306 without a target"),
    (399, NEW, f"the server answered 399 and named {NEW}, which browsers do not follow"),
    (300, "https://u:hush@a.example/", "the server offers several pages (300) and prefers https:"),
    (300, "/" + "x" * 900, "the server offers several pages (300) and prefers /x"),
    (300, "/\udce4\x1b[2J", "the server offers several pages (300) and prefers /"),
]


@pytest.mark.parametrize(("status", "location", "start"), UNDIRECTED)
def test_a_redirect_that_leads_nowhere_says_what_it_said(
    status: int, location: str, start: str
) -> None:
    """RFC 9110 §15.4.1, §15.4.5: 300 may name a choice, 304 answers a condition."""
    found = only(visit(status=status, headers={"location": location} if location else {}))

    assert found.rule == "empty-redirect"
    assert found.message.startswith(start)
    assert len(found.message) < 300
    assert "hush" not in found.message
    assert found.message.isprintable()


@pytest.mark.parametrize("status", [401, 403, 400, 409, 413, 421, 423])
@pytest.mark.parametrize(
    ("wait", "shown"),
    [("60", "60 s"), ("0", "0 s"), ("Fri, 31 Dec 1999 23:59:59 GMT",) * 2, (" 7 ", "7 s")],
)
def test_with_a_retry_after_a_rejection_is_for_a_while(status: int, wait: str, shown: str) -> None:
    """RFC 9110 §10.2.3; GitHub limits the rate with 403."""
    found = only(visit(status=status, headers={"retry-after": wait}))

    said = f"the server asks for a later attempt ({status}, Retry-After: {shown})"
    assert found.message == said
    assert found.rule == ("blocked" if status in (401, 403) else "client-error")


@pytest.mark.parametrize("wait", ["soon", "-1", "", "<b>", "1.5", "9" * 40, "Mon, \x1b[2J"])
def test_a_retry_after_that_says_nothing_is_not_quoted(wait: str) -> None:
    found = only(visit(status=403, headers={"retry-after": wait}))

    assert found.message.startswith("the server refused an automated request (403)")


@pytest.mark.parametrize("status", [404, 410])
def test_gone_stays_gone_with_a_retry_after(status: int) -> None:
    found = only(visit(status=status, headers={"retry-after": "5"}))

    assert found.verdict is Verdict.DEAD


@pytest.mark.parametrize("status", [400, 403, 404, 421, 503])
def test_a_wall_says_how_it_was_known_whatever_its_status(status: int) -> None:
    (found,) = judge(visit(status=status, headers={"cf-mitigated": "challenge"}))

    assert found.rule == "blocked"
    sign = re.escape(f"({status}: the header cf-mitigated: challenge)")
    assert re.search(sign, found.message)
