"""`--proxy`: which proxy a target takes, and that the guard stands before it."""

import socket

import pytest

from linkaudit.check.transport.proxy import Proxies, parse_proxy
from linkaudit.errors import UsageError
from linkaudit.model.http import FailureKind, Request
from tests.unit.check.loopback import HELLO, LOOPBACK, NameService, asking, failure_of, serving

PROXY = "http://proxy.example:3128"


@pytest.mark.parametrize(
    ("text", "environment", "scheme", "proxy"),
    [
        (None, {"https_proxy": PROXY}, "https", None),
        (PROXY, {}, "https", PROXY),
        (PROXY, {}, "http", PROXY),
        ("proxy.example:3128", {}, "http", PROXY),
        ("env", {}, "https", None),
        ("env", {"https_proxy": PROXY}, "https", PROXY),
        ("env", {"HTTPS_PROXY": PROXY}, "https", PROXY),
        ("env", {"https_proxy": PROXY}, "http", None),
        ("env", {"http_proxy": PROXY}, "http", PROXY),
        ("env", {"HTTP_PROXY": PROXY}, "http", None),  # a CGI's client could have set it
        ("env", {"ALL_PROXY": PROXY}, "http", PROXY),
        ("env", {"all_proxy": "http://other.example:1", "https_proxy": PROXY}, "https", PROXY),
        ("env", {"https_proxy": ""}, "https", None),
    ],
)
def test_the_proxy_comes_from_the_option_or_where_it_says(
    text: str | None, environment: dict[str, str], scheme: str, proxy: str | None
) -> None:
    """HOSTILE A: the environment changes nothing unless `--proxy env` is given."""
    assert parse_proxy(text, environment).for_target(scheme, "a.example", 443) == proxy


@pytest.mark.parametrize(
    ("but", "is_excepted"),
    [
        ("a.example", True),
        (".a.example", True),
        ("example", True),
        ("*", True),
        ("b.example, a.example", True),
        ("b.example a.example", True),
        ("a.example:443", True),
        ("a.example:80", False),
        ("b.a.example", False),
        ("xample", False),
        ("", False),
    ],
)
def test_no_proxy_names_those_that_are_reached_without(but: str, is_excepted: bool) -> None:
    proxies = parse_proxy("env", {"https_proxy": PROXY, "NO_PROXY": but})

    assert (proxies.for_target("https", "a.example", 443) is None) is is_excepted


@pytest.mark.parametrize(
    "text", ["socks5://proxy.example:1080", "http://", "http://[broken", "https://p.example:1"]
)
def test_what_is_no_http_proxy_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not an HTTP proxy"):
        parse_proxy(text, {})


def test_a_password_of_a_proxy_is_in_no_message() -> None:
    """HOSTILE B."""
    with pytest.raises(UsageError) as caught:
        parse_proxy("socks5://user:s3cret@proxy.example:1", {})

    assert "s3cret" not in str(caught.value)
    assert "s3cret" not in repr(Proxies({"http": "http://user:s3cret@proxy.example:1"}))


# ------------------------------------------------------------------- on the wire


@pytest.mark.anyio
async def test_a_target_is_asked_of_the_proxy_which_may_be_private(
    name_service: NameService,
) -> None:
    name_service.names["a.example"] = socket.EAI_NONAME  # only the proxy knows it
    async with serving(HELLO) as proxy:
        proxies = Proxies({"http": f"http://127.0.0.1:{proxy.port}"})
        async with asking(proxies=proxies) as http:
            response = await http(Request("http://a.example/page"))

    assert response.body == b"hello"
    assert proxy.targets == ["http://a.example/page"]
    assert proxy.header("host") == "a.example"


@pytest.mark.anyio
async def test_a_proxy_may_be_given_by_name(name_service: NameService) -> None:
    name_service.names |= {"proxy.example": ("127.0.0.1",), "a.example": socket.EAI_NONAME}
    async with serving(HELLO) as proxy:
        proxies = Proxies({"http": f"http://proxy.example:{proxy.port}"})
        async with asking(proxies=proxies) as http:
            await http(Request("http://a.example/page"))

    assert proxy.targets == ["http://a.example/page"]


@pytest.mark.anyio
@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_a_target_that_is_private_here_is_refused_before_the_proxy_hears_of_it(
    scheme: str, name_service: NameService
) -> None:
    """HOSTILE A: with `--proxy`, a locally resolvable private target is still refused."""
    name_service.names["a.example"] = ("10.0.0.7",)
    async with serving(HELLO) as proxy:
        proxies = Proxies(dict.fromkeys(("http", "https"), f"http://127.0.0.1:{proxy.port}"))
        async with asking(proxies=proxies) as http:
            failure = await failure_of(http, f"{scheme}://a.example/")
        connections = await proxy.connections_before()

    assert failure.kind is FailureKind.REFUSED
    assert connections == 0


@pytest.mark.anyio
async def test_the_proxy_itself_is_no_target(name_service: NameService) -> None:
    """A link in a stranger's document must not talk to it."""
    name_service.names["proxy.example"] = ("127.0.0.1",)
    async with serving(HELLO) as proxy:
        proxies = Proxies({"https": f"http://proxy.example:{proxy.port}"})
        async with asking(proxies=proxies) as http:
            failure = await failure_of(http, f"http://proxy.example:{proxy.port}/")
        connections = await proxy.connections_before()

    assert failure.kind is FailureKind.REFUSED
    assert connections == 0


@pytest.mark.anyio
async def test_whoever_is_excepted_is_reached_without(name_service: NameService) -> None:
    name_service.names["a.example"] = ("127.0.0.1",)
    async with serving(HELLO) as proxy, serving(HELLO) as server:
        proxies = Proxies({"http": f"http://127.0.0.1:{proxy.port}"}, "a.example")
        async with asking(allowed=(LOOPBACK,), proxies=proxies) as http:
            await http(Request(f"http://a.example:{server.port}/"))
        connections = await proxy.connections_before()

    assert connections == 0
    assert len(server.heads) == 1
