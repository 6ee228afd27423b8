"""What the guard refuses before anything is sent."""

import ipaddress

import pytest

from linkaudit.check.transport.addresses import Network
from linkaudit.check.transport.guard import Guard
from linkaudit.check.transport.routes import Routes
from linkaudit.errors import TransportError
from linkaudit.model.http import Failure, FailureKind, Request, Response
from tests.oracles.opens import PORTS, opens

pytestmark = pytest.mark.anyio

# https://fetch.spec.whatwg.org/#port-blocking
BAD_PORTS = (
    *(0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95),
    *(101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179),
    *(389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601),
    *(636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566),
    *(6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080),
)
OPEN_PORTS = tuple(port for port in range(1, 65536) if port not in BAD_PORTS)


async def guarded(
    uri: str, routes: tuple[str, ...] = (), allowed: tuple[Network, ...] = ()
) -> tuple[list[Request], Failure | None]:
    """What came through to the layer below, and the refusal."""
    passed: list[Request] = []

    async def below(request: Request) -> Response:
        passed.append(request)
        return Response(request.uri, 200)

    try:
        await Guard(below, Routes.parse(routes), allowed)(Request(uri))
    except TransportError as error:
        return passed, error.failure
    return passed, None


@pytest.mark.parametrize("port", BAD_PORTS[1:])
async def test_a_port_of_another_service_is_refused(port: int) -> None:
    """WHATWG Fetch, "port blocking": what a browser does not ask, nobody can read there."""
    uri = f"http://a.example:{port}/"

    passed, refusal = await guarded(uri)

    assert refusal is not None
    assert (refusal.kind, refusal.uri) == (FailureKind.REFUSED, uri)
    assert refusal.detail.startswith(f"browsers block port {port}")
    assert passed == []


async def test_the_refusal_of_a_port_names_its_service() -> None:
    _, refusal = await guarded("http://a.example:25/")

    assert refusal is not None
    assert refusal.detail == "browsers block port 25 (smtp)"


async def test_what_chromium_blocks_is_blocked_and_two_ports_more() -> None:
    """The standard has 4190 and 6679 as well, and Firefox blocks them."""
    refused = {p for p in PORTS if (await guarded(f"http://a.example:{p}/"))[1] is not None}

    assert refused == opens().blocked | {4190, 6679}


async def test_every_other_port_is_asked() -> None:
    """WHATWG Fetch: below 1024 too, such as 81, 88, 280, 442 and 591."""
    refused = [p for p in OPEN_PORTS if (await guarded(f"https://a.example:{p}/"))[1] is not None]

    assert refused == []
    assert {81, 442, 444, 1023, 8080} <= {*OPEN_PORTS}


@pytest.mark.parametrize("uri", ["http://a.example:443/", "https://a.example:80/"])
async def test_the_port_of_either_scheme_is_open_to_both(uri: str) -> None:
    """WHATWG Fetch §2.9 lists neither 80 nor 443."""
    _, refusal = await guarded(uri)

    assert refusal is None


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "168.63.129.16",
        "[::1]",
        "[::ffff:10.0.0.1]",
        "[fe80::1%eth0]",
        "[fe80::1%25eth0]",
        "[64:ff9b::a9fe:a9fe]",
        "[64:ff9b:1::808:808]",
        "198.18.0.5",
    ],
)
async def test_an_address_that_is_not_public_is_refused(host: str) -> None:
    """HOSTILE A: addresses written as such are judged by the same predicate as names."""
    passed, refusal = await guarded(f"https://{host}/")

    assert refusal is not None
    assert refusal.kind is FailureKind.REFUSED
    assert passed == []


@pytest.mark.parametrize(
    "host",
    ["8.8.8.8", "[2606:4700::1111]", "[64:ff9b::808:808]", "a.example", "localhost"],
)
async def test_names_and_public_addresses_are_left_to_the_layers_below(host: str) -> None:
    """A name is judged where it is resolved: here it could only be guessed at."""
    _, refusal = await guarded(f"https://{host}/")

    assert refusal is None


@pytest.mark.parametrize(
    ("uri", "is_open"),
    [
        ("http://10.0.0.1/", True),
        ("http://10.0.1.1/", False),
        ("http://10.0.0.1:22/", False),
        ("http://127.0.0.1/", False),
    ],
)
async def test_allow_net_opens_addresses_but_no_ports(uri: str, is_open: bool) -> None:
    """The contract: `--allow-net CIDR` speaks of addresses."""
    _, refusal = await guarded(uri, allowed=(ipaddress.ip_network("10.0.0.0/24"),))

    assert (refusal is None) is is_open


@pytest.mark.parametrize(
    ("route", "is_open"),
    [
        ("10.0.0.1:80:127.0.0.1:8080", True),
        ("10.0.0.1::127.0.0.1:8080", True),
        ("10.0.0.1:81:127.0.0.1:8080", False),
        ("10.0.0.2:80:127.0.0.1:8080", False),
        (":80:127.0.0.1:8080", False),
    ],
)
async def test_connect_to_opens_the_address_that_it_names(route: str, is_open: bool) -> None:
    """The contract: `--connect-to` is typed by the user, a link is not."""
    _, refusal = await guarded("http://10.0.0.1/", routes=(route,))

    assert (refusal is None) is is_open
