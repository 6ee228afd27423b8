"""`python -m tests.web.chromium`: what Chromium makes of each odd answer, written down as data.

Loopback only. The data stands in the tree, so that no test needs a browser to know it.
"""

from __future__ import annotations

import json
import socket
import threading
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from playwright.sync_api import Browser, Error, Response, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.web.odd_answers import ANSWERS, PAGE, OddAnswer, head

DATA = Path(__file__).with_name("chromium_answers.json")
FIELDS = ("content-type", "location", "retry-after")
# As for the report, but for this server.
FLAGS_HERE = [flag.replace("~NOTFOUND", "~NOTFOUND, EXCLUDE 127.0.0.1") for flag in FLAGS]
_PATIENCE = 5_000  # milliseconds
_LANDED = OddAnswer(head(b"Content-Length: %d" % len(PAGE)))


class _Server:
    """Says the odd answer that the path names; one thread a connection."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as heard:
            while first := heard.readline():
                while heard.readline().strip():
                    pass
                name = unquote(first.split(b" ")[1].decode()).strip("/")
                answer = ANSWERS.get(name, _LANDED)
                connection.sendall(answer.said)
                if not answer.is_kept:
                    return


def asked(browser: Browser, url: str) -> dict[str, Any]:
    """The first answer's status and fields, and the title of what is shown in the end."""
    page = browser.new_page()
    heads: list[dict[str, Any]] = []

    def note(response: Response) -> None:
        fields = {name: response.headers[name] for name in FIELDS if name in response.headers}
        heads.append({"status": response.status, **fields})

    page.on("response", note)
    try:
        page.goto(url, timeout=_PATIENCE)
    except Error as error:
        # What came of the body is another matter, where the head came.
        words = error.message.partition("net::")[2].split(" ")[0] or "TIMEOUT"
        return heads[0] if heads else {"error": words.strip()}
    else:
        return {**heads[0], "title": page.title()}
    finally:
        page.close()


def main() -> None:
    server = _Server()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS_HERE)
        answers = {
            name: asked(browser, f"http://127.0.0.1:{server.port}/{quote(name, safe='')}")
            for name in ANSWERS
        }
        found = {"browser": f"Chromium {browser.version}", "answers": answers}
        browser.close()
    DATA.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
