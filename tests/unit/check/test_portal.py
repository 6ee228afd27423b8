"""Telling a captive portal from the web."""

from collections.abc import Sequence

import pytest

from linkaudit.check.portal import Portal
from linkaudit.exchange import FailureKind, Request, Response

PORTAL = "http://portal.example/login"
SENT_ON = (302, {"location": PORTAL}, b"")
Heard = tuple[int, dict[str, str], bytes] | FailureKind


def heard(answers: Sequence[Heard], *, routed: bool = False) -> Portal:
    """What stands after these answers, each of another host."""
    portal = Portal(lambda _: routed)
    for number, answer in enumerate(answers):
        request = Request(f"http://host{number}.example/page")
        if isinstance(answer, FailureKind):
            portal.miss(request, answer)
        else:
            status, headers, body = answer
            portal.hear(request, Response(request.uri, status, headers, body))
    return portal


def page(number: int) -> Heard:
    """A page that prints the address that was wanted."""
    return 200, {}, f"<form>Sign in</form> to reach host{number}.example".encode()


GUILTY: dict[str, Sequence[Heard]] = {
    "all sent to one page": [SENT_ON] * 5,
    "each by its own address": [
        (302, {"location": f"{PORTAL}?from=host{number}"}, b"") for number in range(5)
    ],
    "without scheme": [(307, {"location": "//portal.example/"}, b"")] * 5,
    "some sent on, the secure ones broken": [SENT_ON, SENT_ON, *[FailureKind.TLS] * 3],
    "some sent on, others silent": [*[FailureKind.TIMEOUT] * 4, SENT_ON, SENT_ON],
    "one page for all": [(200, {}, b"<input value=Welcome>")] * 5,
    "one page that prints the host": [page(number) for number in range(5)],
}
HEALTHY: dict[str, Sequence[Heard]] = {
    "nothing": [],
    "four hosts": [SENT_ON] * 4,
    "one differs": [SENT_ON, SENT_ON, (200, {}, b"hello"), SENT_ON, SENT_ON, SENT_ON],
    "one not found": [*[SENT_ON] * 3, (404, {}, b""), *[SENT_ON] * 3],
    "two targets": [*[SENT_ON] * 3, (302, {"location": "http://other.example/"}, b"")] * 2,
    "each to its own https": [
        (301, {"location": f"https://host{number}.example/page"}, b"") for number in range(6)
    ],
    "one redirect among broken ones": [SENT_ON, *[FailureKind.TLS] * 6],
    "names that do not exist": [SENT_ON, SENT_ON, *[FailureKind.NAME_UNKNOWN] * 6],
    "all moved for good to one host": [(301, {"location": PORTAL}, b"")] * 6,
    "each to a page of its own": [
        (302, {"location": f"http://new.example/{number}"}, b"") for number in range(6)
    ],
    "one page that asks for nothing": [(200, {}, b"<h1>It works!</h1>")] * 6,
    "empty pages": [(200, {}, b"")] * 6,
    "a Location that is none": [(302, {"location": "http://[broken"}, b"")] * 6,
}


@pytest.mark.parametrize("answers", GUILTY.values(), ids=GUILTY)
def test_many_hosts_with_one_answer_are_a_portal(answers: Sequence[Heard]) -> None:
    assert heard(answers).is_there


@pytest.mark.parametrize("answers", HEALTHY.values(), ids=HEALTHY)
def test_hosts_that_differ_are_the_web(answers: Sequence[Heard]) -> None:
    assert not heard(answers).is_there


def test_hosts_that_the_command_line_sends_to_one_place_may_give_one_page() -> None:
    """A staging server that plays every host."""
    assert not heard([(200, {}, b"<form>same")] * 6, routed=True).is_there


@pytest.mark.parametrize("host", ["127.0.0.{}", "[fe80::{}]"])
def test_addresses_may_all_give_one_page(host: str) -> None:
    """A test bed on loopback; a portal shows itself to names as well."""
    portal = Portal(lambda _: False)
    for number in range(1, 9):
        request = Request(f"http://{host.format(number)}:8000/")
        portal.hear(request, Response(request.uri, 200, {}, b"<form>same"))

    assert not portal.is_there


def test_the_portals_own_page_proves_no_web() -> None:
    portal = heard([SENT_ON] * 4)

    portal.hear(Request(PORTAL), Response(PORTAL, 200, {}, b"<h1>Sign in</h1>"))
    last = Request("http://last.example/")
    portal.hear(last, Response(last.uri, 302, {"location": PORTAL}))

    assert portal.is_there


def test_once_the_web_was_seen_it_stays() -> None:
    portal = heard([(200, {}, b"a page"), (404, {}, b"")])
    for number in range(9):
        request = Request(f"http://more{number}.example/")
        portal.hear(request, Response(request.uri, 302, {"location": PORTAL}))

    assert not portal.is_there
