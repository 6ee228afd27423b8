"""No way inwards: every address class, every redirect, every further question, section A."""

import ipaddress
import json
import socket
import ssl
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
import trustme

from linkaudit.check.transport.limits import Limits
from linkaudit.check.transport.routes import Routes
from linkaudit.check.transport.stack import Environment, build
from linkaudit.errors import TransportError
from linkaudit.model.http import Failure, FailureKind, Hop, Request
from linkaudit.rules.soft404.soft_404_probe import probe_uri
from linkaudit.text.uri import host_of
from tests import forked
from tests.hostile.canary import Canary, canary
from tests.unit.check.loopback import LOOPBACK, NameService, asking, failure_of, serving
from tests.unit.check.ranges import SPECIAL_V4, SPECIAL_V6
from tests.unit.check.scheduled import Scheduled
from tests.web import further_pages
from tests.web.misbehaving import MisbehavingWeb
from tests.web.misbehaving_run import command, document, linkaudit, with_tests
from tests.web.misbehaving_talk import HEALTHY, says
from tests.web.page import HTML, Answer, Page, redirect
from tests.web.server import PracticeWeb

SPECIAL = [first for first, _ in SPECIAL_V4 + SPECIAL_V6]
START = "https://a.example/"
STATUSES = (301, 302, 303, 307, 308)


@pytest.fixture
def name_service(monkeypatch: pytest.MonkeyPatch) -> NameService:
    service = NameService()
    monkeypatch.setattr(socket, "getaddrinfo", service.look_up)
    return service


@pytest.fixture
def forbidden() -> Iterator[Canary]:
    with canary() as made:
        yield made


# ---------------------------------------------------------------- every class


@pytest.mark.anyio
@pytest.mark.parametrize("address", SPECIAL)
async def test_a_name_for_any_special_address_is_refused_without_a_connection(
    address: str, name_service: NameService, forbidden: Canary
) -> None:
    """A connection to any other place than loopback would fail the test by itself."""
    name_service.names["inside.example"] = (address,)

    async with asking() as http:
        failure = await failure_of(http, f"http://inside.example:{forbidden.port}/")

    assert failure.kind is FailureKind.REFUSED
    assert name_service.asked == ["inside.example"]
    assert forbidden.connections() == 0


@pytest.mark.anyio
@pytest.mark.parametrize("form", ["http://{}/", "https://{}:8443/x", "//{}/", "//{}:8080/?q"])
@pytest.mark.parametrize("address", SPECIAL)
async def test_a_redirect_to_any_special_address_is_refused_at_its_hop(
    address: str, form: str
) -> None:
    """By each status that redirects. There is no HEAD: only GET is ever asked."""
    parsed = ipaddress.ip_address(address)
    host = str(parsed) if parsed.version == 4 else f"[{parsed}]"
    for status in STATUSES:
        asked, failure, hops = await redirected(form.format(host), status)

        assert failure.kind is FailureKind.REFUSED
        assert host_of(failure.uri) == str(parsed)
        assert hops == (Hop(START, status),)
        assert asked == [("GET", START)]


@pytest.mark.anyio
@pytest.mark.parametrize("status", STATUSES)
async def test_a_redirect_to_a_port_of_another_service_is_refused_at_its_hop(status: int) -> None:
    asked, failure, hops = await redirected("https://a.example:22/", status)

    assert (failure.kind, failure.uri) == (FailureKind.REFUSED, "https://a.example:22/")
    assert hops == (Hop(START, status),)
    assert asked == [("GET", START)]


async def redirected(
    location: str, status: int
) -> tuple[list[tuple[str, str]], Failure, tuple[Hop, ...]]:
    """What all the layers ask of a web that redirects, and the failure that it ends with."""
    asked: list[tuple[str, str]] = []

    async def origin(request: httpx.Request) -> httpx.Response:
        asked.append((request.method, str(request.url)))
        return httpx.Response(status, headers={"location": location})

    ground = Environment(
        httpx.MockTransport(origin),
        clock=lambda: datetime(2026, 11, 23, tzinfo=UTC),
        timer=lambda: 0.0,
        sleep=anyio.sleep,
        chance=lambda: 0.0,
    )
    stack = build(ground, Limits(), Routes(), (), "0.1.0", hosts=(), tell=lambda _: None)
    with pytest.raises(TransportError) as caught:
        await Scheduled(stack.transport, stack.hosts)(Request(START))
    return asked, caught.value.failure, caught.value.hops


# -------------------------------------------------------------------- names


class Rebinding(NameService):
    """The first look-up of the name gives one address, each later one another."""

    def look_up(self, host: str, port: int, *rest: Any, **named: Any) -> list[Any]:
        found = super().look_up(host, port, *rest, **named)
        if host == "rebind.example":
            self.names[host] = ("127.0.0.1",)
        return found


@pytest.mark.anyio
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has 127.0.0.2 without set-up")
async def test_a_name_that_changes_its_mind_leads_nowhere_unjudged(
    monkeypatch: pytest.MonkeyPatch, forbidden: Canary
) -> None:
    """Rebinding: what a look-up said is judged, and nothing else is connected to.

    A judged answer may serve again for some seconds; it is never looked up twice for one use.
    """
    service = Rebinding()
    service.names["rebind.example"] = ("127.0.0.2",)
    monkeypatch.setattr(socket, "getaddrinfo", service.look_up)

    async with asking(allowed=("127.0.0.2/32",)) as http:
        first = await failure_of(http, f"http://rebind.example:{forbidden.port}/")
        second = await failure_of(http, f"http://rebind.example:{forbidden.port}/")

    assert first.kind is FailureKind.CLOSED  # nobody listens at 127.0.0.2
    assert second.kind in (FailureKind.CLOSED, FailureKind.REFUSED)
    assert len(service.asked) <= 2
    assert forbidden.connections() == 0


@pytest.mark.anyio
async def test_tls_to_the_address_that_was_judged_is_about_the_name(
    name_service: NameService,
) -> None:
    """SNI, `Host` with its port, and the certificate."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("a.example").configure_cert(context)
    name_service.names |= {"a.example": ("127.0.0.1",), "b.example": ("127.0.0.1",)}

    async with (
        serving(tls=context) as server,
        asking(allowed=(LOOPBACK,), authority=authority) as http,
    ):
        response = await http(Request(f"https://a.example:{server.port}/"))
        failure = await failure_of(http, f"https://b.example:{server.port}/")

    assert response.status == 200
    assert server.header("host") == f"a.example:{server.port}"
    assert server.names == ["a.example", "b.example"]
    assert failure.kind is FailureKind.TLS


# -------------------------------------------------------------- environment


def test_nothing_in_the_environment_leads_elsewhere_or_logs_in(
    tmp_path: Path, forbidden: Canary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Proxies and `.netrc` are ignored; `SSL_CERT_FILE` is honoured, as OpenSSL does."""
    urls = ["http://a.example/", "https://a.example/"]
    password = "machine a.example login me password hush\ndefault login me password hush\n"
    for name in (".netrc", "_netrc"):
        (tmp_path / name).write_text(password)
        (tmp_path / name).chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "FTP_PROXY"):
        for spelling in (name, name.lower()):
            monkeypatch.setenv(spelling, f"http://127.0.0.1:{forbidden.port}")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "b.example")

    with MisbehavingWeb({"a.example": says(HEALTHY)}) as web:
        monkeypatch.setenv("SSL_CERT_FILE", str(web.ca_file))
        routes = [option for option in web.options() if ":" in option or "connect" in option]
        run = linkaudit(document(tmp_path, urls), *routes)

    assert "--ca-bundle" not in routes
    assert run.verdicts == dict.fromkeys(urls, "ok")
    names = {name for asked in web.asked for name in asked.headers}
    assert not names & {"authorization", "proxy-authorization", "cookie"}
    assert forbidden.connections() == 0


# ------------------------------------------------- whatever else is asked for

FEATURES = {
    "a guide's list": f"{further_pages.REDSHIFT.url}toc-contents.json",
    "a sitemap": f"{further_pages.NEPTUNE.url}sitemap.xml",
    "a path that cannot exist": probe_uri("https://shop.example/parts/sprocket"),
    "the archive": further_pages.QUESTION,
}
SENT_ON = {
    "a redirect": "https://sent.example/redirect",
    "a redirect with an anchor": "https://sent.example/anchor#there",
    "a meta refresh": "https://sent.example/meta",
    "a Refresh header": "https://sent.example/header",
}


def inwards(to: str) -> tuple[Answer, ...]:
    """The web of the second round, in which each further answer leads inwards."""
    tag = f'<meta http-equiv="refresh" content="0; url={to}"><title>Moved</title>'.encode()
    kept = [page for page in further_pages.ANSWERS if page.url not in FEATURES.values()]
    return (
        *kept,
        *(redirect(url, 302, to) for url in FEATURES.values()),
        redirect("https://sent.example/redirect", 308, to),
        redirect("https://sent.example/anchor", 301, to),
        Page("https://sent.example/meta", 200, (HTML,), tag),
        Page("https://sent.example/header", 200, (HTML, ("Refresh", f"0; url={to}")), b"<p>"),
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "inside.example", "[::ffff:127.0.0.1]"])
def test_with_every_feature_on_nothing_leads_inwards(
    host: str, tmp_path: Path, forbidden: Canary
) -> None:
    """Guides, controls, the archive, anchors and refreshes pass the one guard."""
    path = document(tmp_path, [*further_pages.EXPECTED, *SENT_ON.values()])
    path.write_text(f"---\ndate: 2020-12-08\n---\n\n{path.read_text()}")
    log = tmp_path / "names.log"
    log.touch()
    to = f"http://{host}:{forbidden.port}/"
    options = ("--archive", "--retries", "1", "--as-of", "2026-11-23")

    with PracticeWeb(inwards(to)) as web:
        done = forked.run(
            command(path, *options, *web.options()),
            env=with_tests(),
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        asked = {url for _, url in web.requests}

    verdicts = {link["destination"]: link["verdict"] for link in json.loads(done.stdout)["links"]}
    assert asked >= {url.partition("#")[0] for url in (*FEATURES.values(), *SENT_ON.values())}
    assert {verdicts[url] for url in SENT_ON.values()} == {"refused"}
    assert forbidden.connections() == 0
    assert set(log.read_text().split()) == {"inside.example"} & {host}
