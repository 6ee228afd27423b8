"""Where Chromium goes: links that it is made to click, redirects that it meets, ports it blocks.

`python -m tests.oracles.opens` plays them on loopback and writes `opens.json`; tests only read
that file. Every name leads to one server, which notes the host and the target that it is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

ANSWERS = Path(__file__).with_suffix(".json")
START = "http://start.example/dir/page?q=1"

REFERENCES = (
    # backslashes (network.csv: ArchiveTeam/grab-site#199, daveaglick/daveaglick#1)
    *("\\docs\\new\\topic.html", "http:\\\\go.example\\docs\\new.html", "docs\\..\\new.html"),
    *("http://go.example/docs\\guide\\topic.html", "/\\go.example/a", "\\\\go.example\\a\\b"),
    *("http://go.example\\a?b\\c", "http://go.example/a\\..\\b", "http:\\/go.example/a"),
    # slashes (stevenvachon/broken-link-checker#68)
    *("http:///go.example/docs/", "http:/docs/new.html", "http:docs/new.html", "///go.example/a"),
    *("http:////go.example/a", "//go.example", "http:go.html"),
    # hosts (eight04/linkify-plus-plus#34, validator/validator#720, p2r3/ha.mr#39)
    *("http://-foo.example/", "http://foo-.example/", "http://a.-b.example/"),
    *("http://_foo.example/", "http://foo_.example/", "http://f_o.example/"),
    *("http://-.example/", "http://a--b.example/"),
    *("http://ab--cd.example/", "http://xn--zzzzzz--.example/", "http://xn--ls8h.example/"),
    *("http://💩.example/", "http://faß.example/", "http://Bücher.example/", "http://b。example/"),
    *("http://%62.example/", "http://B.EXAMPLE/", "http://b.example./", "http://👩\u200d💻.example/"),
    # tabs, line ends, spaces
    *("http://go.exa\tmple/a\nb", " http://go.example/a ", "/a b/c", "/a?b c", "/.\t./a"),
    # dot segments
    *("/a/%2e%2e/b", "/a/.%2E/b", "/a/./b/", "../../../up", "/a/..;/b", "/a//../b", "/%2e"),
    # what stays as it is written
    *("/a%zz%2f%2F", "/[]", "/a'b", "/a;b=c", "/a%5Cb", "/ä", "/%C3%A4", "?", "?x", "/a?b%20c+d"),
    # users
    *("http://user:word@go.example/a", "http://go.example\\@start.example/"),
    *("http://a@b@go.example/",),
)  # fmt: skip
# Those that are asked, in other spellings: the host that a browser would connect to.
NUMBERS = ("8.8.2056", "134744072", "0x08.0x08.0x08.0x08", "010.8.8.8", "8.8.8.8.", "８.8.8.8")
# Around each end of what might be blocked: others are as open as their neighbours.
PORTS = (
    *range(1, 145), *range(160, 162), *range(178, 181), 280, 388, 389, 390, 426, 427, 442, 443, 444,
    465, 466, 511, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 591, 601,
    636,
    *(800, 888, 981, 989, 990, 993, 995, 999, 1023, 1024, 1718, 1719, 1720, 1721, 1723, 2049, 2083),
    *(3000, 3659, 4045, 4190, 5000, 5060, 5061, 6000, 6566, *range(6664, 6671), 6679, 6697, 8000),
    *(8008, 8080, 8443, 8888, 9000, 10080),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opened:
    """What was written, and the URL that the server was then asked for; None for no request."""

    written: str
    redirected: str | None
    clicked: str | None


@dataclass(frozen=True, slots=True)
class Opens:
    """What `opens.json` holds."""

    chromium: str
    opened: tuple[Opened, ...]
    blocked: frozenset[int]


def opens() -> Opens:
    known = json.loads(ANSWERS.read_text("utf-8"))
    rows = tuple(Opened(*row) for row in known["opened"])
    return Opens(known["chromium"], rows, frozenset(known["blocked"]))


def written() -> tuple[str, ...]:
    """All that Chromium was given."""
    return (*REFERENCES, *(f"http://{number}/a" for number in NUMBERS))


class _Server(ThreadingHTTPServer):
    location = ""
    link = ""
    seen: list[str]


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        host = self.headers["Host"]
        if f"http://{host}{self.path}" == START:
            if self.server.location:
                head = f"Location: {self.server.location}\r\n"
                # Raw, as servers send them; a header cannot hold the others.
                self.wfile.write(b"HTTP/1.0 302 Found\r\n" + head.encode() + b"\r\n")
                return
            body = f'<!doctype html><a id=x href="{escape(self.server.link)}">x</a>'.encode()
        else:
            if self.path != "/favicon.ico":
                self.server.seen.append(f"http://{host}{self.path}")
            body = b"<!doctype html><title>There</title>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(BrokenPipeError):  # the page was left
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Not needed."""


@contextmanager
def _serving() -> Iterator[_Server]:
    server = _Server(("127.0.0.1", 0), _Handler)
    server.seen = []
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _redirected(browser: Any, server: _Server, location: str) -> str | None:
    if set(location) & set("\r\n"):
        return None  # no header holds a line end
    server.location, server.link = location, ""
    return _landed(browser, server, is_clicked=False)


def _clicked(browser: Any, server: _Server, link: str) -> str | None:
    server.location, server.link = "", link
    return _landed(browser, server, is_clicked=True)


def _landed(browser: Any, server: _Server, *, is_clicked: bool) -> str | None:
    from playwright.sync_api import Error

    server.seen.clear()
    page = browser.new_page()  # a fresh one: an error page may come late
    try:
        page.goto(START)
        if is_clicked:
            with page.expect_navigation(timeout=2000):
                page.evaluate("document.getElementById('x').click()")
    except Error:
        return None
    finally:
        page.close()
    return server.seen[-1] if server.seen else None


def _blocked(browser: Any) -> list[int]:
    page = browser.new_page()
    told = page.context.new_cdp_session(page)
    found = []
    for port in PORTS:
        answer = told.send("Page.navigate", {"url": f"http://port.example:{port}/"})
        if answer.get("errorText") == "net::ERR_UNSAFE_PORT":
            found.append(port)
    return found


def main() -> None:
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import CHROMIUM, FLAGS

    flags = [flag for flag in FLAGS if "host-resolver" not in flag]
    with _serving() as server, sync_playwright() as play:
        rule = f"--host-resolver-rules=MAP * 127.0.0.1:{server.server_address[1]}"
        browser = play.chromium.launch(executable_path=CHROMIUM, args=[*flags, rule])
        try:
            blocked = _blocked(browser)
            rows = [
                [one, _redirected(browser, server, one), _clicked(browser, server, one)]
                for one in written()
            ]
            version = f"Chromium {browser.version}"
        finally:
            browser.close()
    told = {"chromium": version, "blocked": blocked}
    lines = ",\n".join(json.dumps(row) for row in rows)
    text = json.dumps(told)[:-1] + f',\n"opened": [\n{lines}\n]}}\n'
    ANSWERS.write_text(text, "utf-8")
    print(f"{len(rows)} references, {len(blocked)} blocked ports: {version}")


if __name__ == "__main__":
    main()
