"""`--connect-to`: what its text means, and which requests it speaks of."""

import pytest

from linkaudit.check.transport.routes import Route, Routes
from linkaudit.errors import UsageError


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("a.example:443:127.0.0.1:8443", Route("a.example", 443, "127.0.0.1", 8443)),
        ("A.Example:443:127.0.0.1:8443", Route("a.example", 443, "127.0.0.1", 8443)),
        (":443:127.0.0.1:8443", Route("", 443, "127.0.0.1", 8443)),
        ("a.example::127.0.0.1:8443", Route("a.example", None, "127.0.0.1", 8443)),
        ("::127.0.0.1:", Route("", None, "127.0.0.1", None)),
        ("a.example:80::8080", Route("a.example", 80, "", 8080)),
        ("a.example:443:[::1]:8443", Route("a.example", 443, "::1", 8443)),
        ("[2606:4700::1]:443:[0:0:0:0:0:0:0:1]:1", Route("2606:4700::1", 443, "::1", 1)),
        ("a.example:1:127.0.0.1:65535", Route("a.example", 1, "127.0.0.1", 65535)),
    ],
)
def test_the_option_is_read_as_curl_reads_it(text: str, route: Route) -> None:
    """curl's `--connect-to HOST1:PORT1:HOST2:PORT2`; an empty part matches or keeps any."""
    assert Routes.parse((text,)) == Routes((route,))


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("", "is not HOST:PORT:ADDR:PORT"),
        ("a.example", "is not HOST:PORT:ADDR:PORT"),
        ("a.example:443:127.0.0.1", "is not HOST:PORT:ADDR:PORT"),
        ("a.example:443:127.0.0.1:8443:1", "is not HOST:PORT:ADDR:PORT"),
        ("a.example:https:127.0.0.1:8443", "is not HOST:PORT:ADDR:PORT"),
        ("a.example:٤٤٣:127.0.0.1:8443", "is not HOST:PORT:ADDR:PORT"),
        ("a.example:443:::1:8443", "is not HOST:PORT:ADDR:PORT"),
        ("a.example:443:b.example:8443", "'b.example' is not an IP address"),
        ("a.example:443:127.1:8443", "'127.1' is not an IP address"),
        ("a.example:443:127.0.0.1:0", "'0' is not a port"),
        ("a.example:443:127.0.0.1:65536", "'65536' is not a port"),
        ("a.example:99999:127.0.0.1:1", "'99999' is not a port"),
        (f"a.example:443:127.0.0.1:{'9' * 5000}", "is not a port"),
    ],
)
def test_anything_else_is_answered_with_what_is_wrong(text: str, trouble: str) -> None:
    """The contract: exit status 2 says what and how to mend it."""
    with pytest.raises(UsageError) as caught:
        Routes.parse((text,))

    assert str(caught.value).startswith("--connect-to ")
    assert trouble in str(caught.value)


ROUTES = Routes.parse(
    (
        "a.example:443:127.0.0.1:8443",
        "a.example::127.0.0.2:",
        "b.example:80::8080",
        ":9000:127.0.0.3:9001",
        "[2606:4700::1]:80:[::1]:8080",
    )
)


@pytest.mark.parametrize(
    ("host", "port", "found"),
    [
        ("a.example", 443, ("127.0.0.1", 8443)),
        ("a.example", 80, ("127.0.0.2", 80)),
        ("b.example", 80, ("b.example", 8080)),
        ("b.example", 443, None),
        ("c.example", 9000, ("127.0.0.3", 9001)),
        ("2606:4700::1", 80, ("::1", 8080)),
        ("sub.a.example", 443, None),
    ],
)
def test_the_first_route_that_matches_wins(
    host: str, port: int, found: tuple[str, int] | None
) -> None:
    """curl's `--connect-to`: host and port as in the URL, compared whole."""
    assert ROUTES.find(host, port) == found


@pytest.mark.parametrize(
    ("host", "port", "is_named"),
    [("a.example", 1, True), ("b.example", 80, True), ("b.example", 81, False), ("c", 9000, False)],
)
def test_a_route_for_any_host_names_none(host: str, port: int, is_named: bool) -> None:
    """Only a host that the command line spells out is opened by it."""
    assert ROUTES.names(host, port) is is_named


@pytest.mark.parametrize(
    ("address", "port", "leads"),
    [
        ("127.0.0.1", 8443, True),
        ("127.0.0.1", 443, False),
        ("127.0.0.2", 1, True),
        ("127.0.0.9", 8443, False),
        ("b.example", 8080, False),
    ],
)
def test_a_route_leads_to_its_own_address_and_port_only(
    address: str, port: int, leads: bool
) -> None:
    """The contract: the address of `--connect-to` is meant, its neighbours are not."""
    assert ROUTES.leads_to(address, port) is leads
