"""`python -m tests.chromium`: ask Chromium of every page and decoder, and Node of the decoders.

Everything is on loopback. The answers are written beside this file, for tests to compare with.
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from playwright.sync_api import Browser, Error, sync_playwright

from tests.chromium import codings, decoders, encodings
from tests.chromium.case import Case

HERE = Path(__file__).parent
CHROMIUM = Path("/usr/bin/chromium")
NODE = shutil.which("node") or "node"
_FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_LONGEST = 15_000  # milliseconds for a page
_SEEN = """() => ({charset: document.characterSet, title: document.title,
  found: document.querySelector(':target') !== null, type: document.contentType})"""
_DECODED = """([label, all]) => all.map(one => {
  const bytes = Uint8Array.from(atob(one), c => c.charCodeAt(0));
  const text = new TextDecoder(label).decode(bytes);
  return Array.from({length: text.length}, (_, i) => text.charCodeAt(i)); })"""
_LABEL = "l => { try { return new TextDecoder(l).encoding } catch { return null } }"
_NODE = """
const lines = require('fs').readFileSync(0, 'utf8').trim().split('\\n').map(JSON.parse);
for (const [label, all] of lines) {
  const out = all.map(one => {
    let text; try { text = new TextDecoder(label).decode(Buffer.from(one, 'base64')) }
    catch { return null }
    return Array.from({length: text.length}, (_, i) => text.charCodeAt(i)); });
  console.log(JSON.stringify(out)); }
"""


@contextmanager
def _served(cases: Sequence[Case]) -> Iterator[str]:
    """The origin at which each page has its name for a path."""
    by_path = {f"/{case.name}": case for case in cases}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            case = by_path.get(unquote(self.path))
            head = ["HTTP/1.1 200 OK" if case else "HTTP/1.1 404 No", "Connection: close"]
            body = case.body if case else b""
            head += [f"{name}: {value}" for name, value in case.headers] if case else []
            head.append(f"Content-Length: {len(body)}")
            self.wfile.write("\r\n".join([*head, "", ""]).encode() + body)
            self.close_connection = True

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def pages(browser: Browser, cases: Sequence[Case]) -> dict[str, Any]:
    """What the browser shows for each page; the error where it shows none."""
    said: dict[str, Any] = {}
    with _served(cases) as origin:
        for case in cases:
            page = browser.new_page()
            try:
                page.goto(f"{origin}/{quote(case.name)}#{quote(case.fragment)}", timeout=_LONGEST)
                said[case.name] = page.evaluate(_SEEN)
            except Error as error:
                said[case.name] = {"error": error.message.split("\n")[0].split(" at http")[0]}
            finally:
                page.close()
    return said


def _texts(units: Sequence[Sequence[int]]) -> list[str]:
    """From UTF-16's units, as JavaScript has them."""
    return [
        b"".join(unit.to_bytes(2, "little") for unit in one).decode("utf-16-le", "surrogatepass")
        for one in units
    ]


def _encoded(samples: Sequence[bytes]) -> list[str]:
    return [base64.b64encode(sample).decode() for sample in samples]


def of_chromium(browser: Browser) -> dict[str, Any]:
    page = browser.new_page()
    page.goto("about:blank")
    labels = {label: page.evaluate(_LABEL, label) for label in decoders.LABELS}
    said: dict[str, Any] = {}
    for name in decoders.NAMES:
        for group, samples in decoders.samples(name):
            texts: list[str] = []
            for start in range(0, len(samples), 4096):
                some = _encoded(samples[start : start + 4096])
                texts += _texts(page.evaluate(_DECODED, [name, some]))
            said.setdefault(name, {})[group] = decoders.digest(texts)
    return {"chromium": browser.version, "labels": labels, "decoders": said}


def of_node() -> dict[str, Any]:
    def run(*arguments: str, text: str = "") -> str:
        found = subprocess.run(
            [NODE, *arguments], input=text, capture_output=True, text=True, check=True
        )
        return found.stdout

    said: dict[str, Any] = {}
    for name in decoders.NAMES:
        groups = list(decoders.samples(name))
        asked = "\n".join(json.dumps([name, _encoded(samples)]) for _, samples in groups)
        lines = run("-e", _NODE, text=asked).splitlines()
        for (group, _), line in zip(groups, lines, strict=True):
            answers = json.loads(line)
            texts = None if None in answers else _texts(answers)
            said.setdefault(name, {})[group] = texts and decoders.digest(texts)
    versions = json.loads(run("-p", "JSON.stringify(process.versions)"))
    return {"node": versions["node"], "icu": versions["icu"], "decoders": said}


def _write(name: str, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (HERE / name).write_text(text, encoding="utf-8")


def main() -> None:
    what = sys.argv[1:] or ["pages", "decoders", "node"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_FLAGS))
        if "pages" in what:
            cases = (*encodings.CASES, *codings.CASES)
            _write("pages.json", {"chromium": browser.version, "pages": pages(browser, cases)})
        if "decoders" in what:
            _write("decoders.json", of_chromium(browser))
        browser.close()
    if "node" in what:
        _write("node.json", of_node())


if __name__ == "__main__":
    main()
