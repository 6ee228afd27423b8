"""The practice web itself: it answers by name, as its tables say, and leaves nothing behind.

Plain sockets on loopback; linkaudit is not asked, and nobody sleeps.
"""

import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

import anyio
import pytest

from tests.web import article_pages, verdict_pages
from tests.web.__main__ import main
from tests.web.listener import LOOPBACK
from tests.web.page import HangUp, Page, Verdict, plain_page
from tests.web.server import ANSWERS, PracticeWeb

HERE = Path(__file__).parent
ARTICLE = HERE.parents[1] / "article" / "recap.md"
# A wait of its own for each socket: a hang becomes a failure, not a stuck run.
PATIENCE = 20


@pytest.fixture(scope="module")
def web() -> Iterator[PracticeWeb]:
    with PracticeWeb() as running:
        yield running


def connect(web: PracticeWeb, scheme: str, host: str) -> socket.socket:
    port = web.https_port if scheme == "https" else web.http_port
    plain = socket.create_connection((LOOPBACK, port), PATIENCE)
    if scheme == "http":
        return plain
    try:
        context = ssl.create_default_context(cafile=str(web.ca_file))
        return context.wrap_socket(plain, server_hostname=host)
    except ssl.SSLError:
        plain.close()
        raise


def ask(web: PracticeWeb, url: str, method: str = "GET") -> tuple[HTTPResponse, bytes]:
    scheme, rest = url.partition("#")[0].split("://", 1)
    host, slash, path = rest.partition("/")
    connection = HTTPConnection(host)
    connection.sock = connect(web, scheme, host)
    try:
        connection.request(method, slash + path)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


@pytest.mark.parametrize("host", ["aws.amazon.com", "docs.aws.amazon.com", "ok.example"])
def test_a_host_shows_a_certificate_for_its_own_name(web: PracticeWeb, host: str) -> None:
    with connect(web, "https", host) as connection:
        assert isinstance(connection, ssl.SSLSocket)
        certificate = connection.getpeercert()

    assert certificate is not None
    assert ("DNS", host) in certificate["subjectAltName"]


@pytest.mark.parametrize(
    ("host", "words"),
    [("other-name.example", "Hostname mismatch"), ("self-signed.example", "self-signed")],
)
def test_a_faulty_certificate_is_not_trusted(web: PracticeWeb, host: str, words: str) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match=words):
        connect(web, "https", host)


def test_a_host_that_is_not_played_gets_neither_certificate_nor_page(web: PracticeWeb) -> None:
    """RFC 6066 §3 for TLS, RFC 9110 §15.5.20 for HTTP."""
    with pytest.raises((ssl.SSLError, ConnectionResetError)):
        connect(web, "https", "stranger.example")

    assert ask(web, "http://stranger.example/")[0].status == 421


def test_each_url_of_the_article_has_one_page_and_one_verdict() -> None:
    linked = [page.url for page in article_pages.PAGES if page.verdict]
    written = re.findall(r"https?://[^\s<>()\"]+", ARTICLE.read_text(encoding="utf-8"))

    assert len(linked) == len(set(linked)) == 81
    assert set(linked) == set(written)


def test_no_page_of_the_article_is_put_up_twice() -> None:
    urls = [page.url.partition("#")[0] for page in article_pages.PAGES]

    assert sorted(urls) == sorted(set(urls))


def test_every_verdict_that_a_finished_run_can_give_has_a_link() -> None:
    assert set(verdict_pages.EXPECTED.values()) == set(get_args(Verdict))


def test_verdicts_md_links_once_to_each_destination() -> None:
    text = (HERE / "verdicts.md").read_text(encoding="utf-8")
    written = [a or b for a, b in re.findall(r"\]\((?:<([^>]+)>|([^)]+))\)", text)]

    assert sorted(written) == sorted(verdict_pages.EXPECTED)


def test_each_page_answers_as_its_table_says() -> None:
    """In a web of its own: pages that answer in turn must not have been asked before."""
    pages = [page for page in ANSWERS if isinstance(page, Page) and _host(page) not in FAULTY]
    with PracticeWeb() as fresh:
        for page in pages:
            response, body = ask(fresh, page.url)
            assert (page.url, response.status, body) == (page.url, page.status, page.body)
            assert set(page.headers) <= set(response.getheaders())

    assert fresh.requests == [("GET", page.url.partition("#")[0]) for page in pages]


def test_each_redirect_ends_at_a_page_that_was_put_up() -> None:
    known = {answer.url.partition("#")[0] for answer in ANSWERS}
    # Where a redirect leads to nothing, that is what it is there for.
    lost = {"https://gone.example/nowhere", "http://169.254.169.254/latest/meta-data/"}

    for page in ANSWERS:
        location = dict(page.headers).get("Location") if isinstance(page, Page) else None
        if location is not None:
            root = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
            to = location if "://" in location else root + location
            assert to.partition("#")[0] in known | lost


def test_head_answers_as_get_without_the_body(web: PracticeWeb) -> None:
    asked, _ = ask(web, "https://ok.example/")
    response, body = ask(web, "https://ok.example/", "HEAD")

    assert body == b""
    assert (response.status, response.getheaders()) == (asked.status, asked.getheaders())


def test_a_url_is_looked_up_as_it_was_asked() -> None:
    """Percent-encoding is not touched: RFC 3986 §6.2.2 leaves that to the client."""
    spaced = "https://a.example/a%20b?c=%3A"
    with PracticeWeb([plain_page(spaced, "Here")]) as small:
        statuses = [ask(small, url)[0].status for url in (spaced, spaced.replace("%3A", ":"))]

    assert statuses == [200, 404]


def test_the_aws_guide_sends_a_missing_page_to_its_folder_and_a_stub(web: PracticeWeb) -> None:
    folder = "https://docs.aws.amazon.com/sagemaker/latest/dg/"

    moved, _ = ask(web, f"{folder}never-written.html")
    stub, body = ask(web, folder)

    assert (moved.status, moved.getheader("Location")) == (302, "/sagemaker/latest/dg/")
    assert stub.status == 200
    assert b'http-equiv="refresh"' in body
    assert b'var myDefaultPage = "whatis.html";' in body
    assert 900 < len(body) < 1500


@pytest.mark.parametrize(
    "url",
    [
        "https://ok.example/never-written.html",
        "https://docs.aws.amazon.com/no-such-guide/latest/dg/page.html",
        "https://docs.aws.amazon.com/sagemaker/latest/dg/never-written.md",
    ],
)
def test_elsewhere_a_missing_page_is_a_plain_404(web: PracticeWeb, url: str) -> None:
    assert ask(web, url)[0].status == 404


@pytest.mark.parametrize("status", [503, 404])
def test_a_page_fails_once_and_then_answers_in_each_web_anew(status: int) -> None:
    url = f"https://flaky.example/{status}-once"

    for _ in range(2):
        with PracticeWeb() as fresh:
            assert [ask(fresh, url)[0].status for _ in range(3)] == [status, 200, 200]


def test_a_connection_can_be_closed_without_an_answer(web: PracticeWeb) -> None:
    for page in ANSWERS:
        if isinstance(page, HangUp):
            with pytest.raises((RemoteDisconnected, ConnectionResetError)):
                ask(web, page.url)


def test_the_options_lead_every_name_here(web: PracticeWeb) -> None:
    assert web.options() == [
        *("--connect-to", f":80:127.0.0.1:{web.http_port}"),
        *("--connect-to", f":443:127.0.0.1:{web.https_port}"),
        *("--ca-bundle", str(web.ca_file)),
    ]


def test_all_stops_on_the_way_out_even_under_a_client_that_stays() -> None:
    with PracticeWeb() as short:
        staying = connect(short, "https", "ok.example")

    with staying:
        assert staying.recv(1) == b""
    assert not short.ca_file.exists()
    for port in (short.http_port, short.https_port):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((LOOPBACK, port), PATIENCE)


def test_a_client_in_mid_sentence_does_not_hold_up_the_end() -> None:
    with PracticeWeb() as short:
        handshaking = socket.create_connection((LOOPBACK, short.https_port), PATIENCE)
        asking = connect(short, "http", "ok.example")
        asking.sendall(b"GET / HTTP/1.1\r\n")

    with handshaking, asking:
        for client in (handshaking, asking):
            with suppress(ConnectionResetError):  # where its bytes had not been read
                assert client.recv(1) == b""


def test_an_error_inside_the_block_is_passed_on_as_it_is() -> None:
    with pytest.raises(KeyError, match="mine"), PracticeWeb([]):
        raise KeyError("mine")


async def _inside_a_loop() -> int:
    with PracticeWeb() as inner:
        answer = await anyio.to_thread.run_sync(ask, inner, "http://moved.example/secure")
        return answer[0].status


def test_it_can_be_used_inside_a_running_loop() -> None:
    assert anyio.run(_inside_a_loop) == 301


def test_serve_takes_no_arguments_of_linkaudit(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["serve", "--quiet"])

    assert "--quiet" in capsys.readouterr().err


FAULTY = verdict_pages.FAULTS.keys()


def _host(page: Page) -> str:
    return urlsplit(page.url).netloc
