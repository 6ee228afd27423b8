"""The real engine against real sockets: where it connects, and under which name.

The name service is exchanged by patching `socket.getaddrinfo`. Nothing else is patched
anywhere, and this only because the engine looks it up at call time for that very purpose.
"""

import socket
import ssl

import pytest
import trustme

from linkaudit.model.http import FailureKind, Request
from tests.unit.check.loopback import LOOPBACK, NameService, asking, failure_of, serving

pytestmark = pytest.mark.anyio

HIDDEN = "inside.example resolves to an address that is not public: "


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def tls_for(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


# ------------------------------------------------------------ which addresses


@pytest.mark.parametrize(
    ("addresses", "refused"),
    [
        (("127.0.0.1",), "127.0.0.1 is this machine"),
        (("8.8.8.8", "127.0.0.1"), "127.0.0.1 is this machine"),
        (("127.0.0.1", "8.8.8.8"), "127.0.0.1 is this machine"),
        (("2606:4700::1", "::1"), "::1 is not a public address"),
        (("10.0.0.1",), "10.0.0.1 is a private network"),
        (("169.254.169.254",), "169.254.169.254 is link-local"),
        (("168.63.129.16",), "168.63.129.16 is a cloud's metadata service"),
        (("::ffff:127.0.0.1",), "is not a public address"),
        (("64:ff9b::7f00:1",), "64:ff9b::7f00:1 is NAT64's, and 127.0.0.1 is this machine"),
        (("fe80::1%lo",), "fe80::1 is not a public address"),
    ],
)
async def test_a_name_with_an_address_that_is_not_public_is_refused_unasked(
    addresses: tuple[str, ...], refused: str, name_service: NameService
) -> None:
    """HOSTILE A: every address of the answer is judged; the canary sees 0 connects."""
    name_service.names["inside.example"] = addresses

    async with serving() as canary, asking() as http:
        failure = await failure_of(http, f"http://inside.example:{canary.port}/")
        connections = await canary.connections_before()

    assert failure.kind is FailureKind.REFUSED
    assert failure.detail.startswith(HIDDEN)
    assert refused in failure.detail
    assert connections == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "[::1]", "[::ffff:127.0.0.1]"])
@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_an_address_that_no_resolver_sees_is_refused_at_the_socket(
    scheme: str, host: str
) -> None:
    """A literal passes by the resolver; the socket factory is the last to look."""
    async with serving() as canary, asking() as http:
        failure = await failure_of(http, f"{scheme}://{host}:{canary.port}/")
        connections = await canary.connections_before()

    assert failure.kind is FailureKind.REFUSED
    assert connections == 0


async def test_a_name_is_looked_up_once_and_only_what_was_judged_is_connected_to(
    name_service: NameService,
) -> None:
    """HOSTILE A, rebinding: one look-up for a new connection, and no second opinion."""
    name_service.names["rebind.example"] = ("127.0.0.1",)

    async with serving() as server, asking(allowed=("127.0.0.1/32",)) as http:
        response = await http(Request(f"http://rebind.example:{server.port}/"))

    assert response.status == 200
    assert name_service.asked == ["rebind.example"]
    assert server.connections == 1


@pytest.mark.parametrize("host", ["inside.example", "127.0.0.1"])
async def test_allow_net_opens_names_and_literals(host: str, name_service: NameService) -> None:
    """The contract: addresses that are not public may be reached after all."""
    name_service.names["inside.example"] = ("127.0.0.1",)

    async with serving() as server, asking(allowed=(LOOPBACK,)) as http:
        response = await http(Request(f"http://{host}:{server.port}/"))

    assert response.body == b"hello"
    assert server.header("host") == f"{host}:{server.port}"


async def test_allow_net_opens_nothing_else(name_service: NameService) -> None:
    """HOSTILE A: every address of the answer, the others too."""
    name_service.names["inside.example"] = ("127.0.0.1", "10.0.0.1")

    async with serving() as canary, asking(allowed=(LOOPBACK,)) as http:
        failure = await failure_of(http, f"http://inside.example:{canary.port}/")
        connections = await canary.connections_before()

    assert failure.detail == HIDDEN + "10.0.0.1 is a private network"
    assert connections == 0


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (socket.EAI_NONAME, FailureKind.NAME_UNKNOWN),
        (socket.EAI_AGAIN, FailureKind.NAME_FAILED),
        (socket.EAI_FAIL, FailureKind.NAME_FAILED),
    ],
)
async def test_a_name_that_is_not_found_is_told_from_a_service_that_fails(
    code: int, kind: FailureKind, name_service: NameService
) -> None:
    """HOSTILE C: EAI_NONAME may be dead, EAI_AGAIN never is."""
    name_service.names["gone.example"] = code

    async with asking() as http:
        failure = await failure_of(http, "https://gone.example/")

    assert failure.kind is kind
    assert failure.detail == kind.value


async def test_a_proxy_of_the_environment_is_not_used(
    name_service: NameService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """HOSTILE A: nothing in the environment leads elsewhere unless `--proxy env` is given."""
    name_service.names["a.example"] = ("127.0.0.1",)

    async with serving() as proxy, serving() as server, asking(allowed=(LOOPBACK,)) as http:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
            monkeypatch.setenv(name.upper(), f"http://127.0.0.1:{proxy.port}")
        response = await http(Request(f"http://a.example:{server.port}/"))
        connections = await proxy.connections_before()

    assert response.status == 200
    assert connections == 0


# --------------------------------------------------------------- --connect-to


async def test_connect_to_keeps_the_name_for_host_sni_and_certificate(
    authority: trustme.CA, name_service: NameService
) -> None:
    """The contract: requests go to ADDR:PORT, name and certificate unchanged."""
    tls = tls_for(authority, "a.example")

    async with serving(tls=tls) as server:
        route = f"a.example:443:127.0.0.1:{server.port}"
        async with asking(route, authority=authority) as http:
            response = await http(Request("https://a.example/page"))

    assert response.uri == "https://a.example/page"
    assert server.header("host") == "a.example"
    assert server.names == ["a.example"]
    assert name_service.asked == []


@pytest.mark.parametrize("name", ["xn--ls8h.example", "xn--bcher-kva.example", "_a.b-.example"])
async def test_a_name_is_asked_as_it_is_written(name: str) -> None:
    """UTS 46 knows names, emoji among them, that IDNA 2008 cannot decode."""
    async with serving() as server, asking(f"{name}::127.0.0.1:{server.port}") as http:
        response = await http(Request(f"http://{name}/"))

    assert response.status == 200
    assert server.header("host") == name


async def test_a_name_that_idna_cannot_decode_has_its_certificate(authority: trustme.CA) -> None:
    """The name goes into SNI and is verified as it is written."""
    name = "xn--ls8h.a.example"

    async with (
        serving(tls=tls_for(authority, "*.a.example")) as server,
        asking(f"{name}:443:127.0.0.1:{server.port}", authority=authority) as http,
    ):
        response = await http(Request(f"https://{name}/"))

    assert response.status == 200
    assert server.names == [name]


@pytest.mark.parametrize(
    "route", ["a.example::127.0.0.1:{}", ":8080:127.0.0.1:{}", "::127.0.0.1:{}"]
)
async def test_connect_to_can_speak_of_any_port_or_host(route: str) -> None:
    """The contract: an empty HOST or PORT matches any."""
    async with serving() as server, asking(route.format(server.port)) as http:
        response = await http(Request("http://a.example:8080/"))

    assert response.status == 200
    assert server.header("host") == "a.example:8080"


async def test_connect_to_another_port_of_the_host_itself_is_judged(
    name_service: NameService,
) -> None:
    """Without an ADDR nobody named an address, so the guard decides."""
    name_service.names["a.example"] = ("127.0.0.1",)

    async with serving() as server:
        route = f"a.example:80::{server.port}"
        async with asking(route) as closed, asking(route, allowed=(LOOPBACK,)) as opened:
            failure = await failure_of(closed, "http://a.example/")
            response = await opened(Request("http://a.example/"))

    assert failure.kind is FailureKind.REFUSED
    assert response.status == 200
    assert (server.connections, server.header("host")) == (1, "a.example")


@pytest.mark.parametrize("port", ["", ":8080"])
@pytest.mark.parametrize("host", ["93.184.215.14", "[2606:4700::1111]"])
async def test_connect_to_holds_for_a_host_that_is_an_address(host: str, port: str) -> None:
    """As curl does; such a host passes by the resolver, where other routes are taken."""
    async with serving() as server, asking(f"{host}::127.0.0.1:{server.port}") as http:
        response = await http(Request(f"http://{host}{port}/"))

    assert response.status == 200
    assert server.header("host") == host + port


async def test_connect_to_keeps_the_certificate_of_an_address(authority: trustme.CA) -> None:
    """RFC 9110 §4.3.5: an address is verified against the certificate's iPAddress."""
    async with serving(tls=tls_for(authority, "93.184.215.14")) as server:
        route = f"93.184.215.14:443:127.0.0.1:{server.port}"
        async with asking(route, authority=authority) as http:
            response = await http(Request("https://93.184.215.14/"))

    assert response.status == 200
    assert server.names == [None]  # RFC 6066 §3: no literal in SNI


async def test_connect_to_opens_its_address_to_no_other_name(name_service: NameService) -> None:
    """HOSTILE A: the command line spoke of one host; a stranger's name is judged as ever."""
    name_service.names["b.example"] = ("127.0.0.1",)

    async with serving() as canary:
        async with asking(f"a.example:80:127.0.0.1:{canary.port}") as http:
            failure = await failure_of(http, f"http://b.example:{canary.port}/")
        connections = await canary.connections_before()

    assert failure.kind is FailureKind.REFUSED
    assert connections == 0


# -------------------------------------------------------------- certificates


@pytest.mark.parametrize(
    ("name", "is_known", "kind", "words"),
    [
        ("b.example", True, FailureKind.TLS, "the certificate is not valid: hostname mismatch"),
        ("a.example", False, FailureKind.TLS_HERE, "the certificate is not valid: "),
    ],
)
async def test_a_certificate_for_another_name_or_of_a_stranger_is_no_secure_connection(
    name: str, is_known: bool, kind: FailureKind, words: str, authority: trustme.CA
) -> None:
    """HOSTILE C: the distinguishing reason; verification is never switched off by itself."""
    known = authority if is_known else trustme.CA()

    async with serving(tls=tls_for(authority, name)) as server:
        route = f"a.example:443:127.0.0.1:{server.port}"
        async with asking(route, authority=known) as http:
            failure = await failure_of(http, "https://a.example/")

    assert failure.kind is kind
    assert failure.detail.startswith(words)
    assert server.heads == []
