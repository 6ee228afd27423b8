"""Ask a real Chromium what it does with each case, and keep its answers: `chromium.json`.

Cases that have not changed since the same version was asked are not asked again.
Runs by hand, where Debian's Chromium is; pages come from loopback, and nothing else is reached.
"""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.fragments.cases import CASES, Case

ANSWERS = Path(__file__).with_name("chromium.json")
_FLAGS = (*FLAGS[:-1], f"{FLAGS[-1]}, EXCLUDE 127.0.0.1")
# A text is looked for again while a page settles, half a second at most.
_SETTLED = 900  # milliseconds
_SEEN = """() => ({
  target: document.querySelector(":target")?.id ?? null,
  y: Math.round(scrollY),
  state: document.documentElement.dataset.state ?? null,
})"""


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:  # the library's name
        found = next((case for case in CASES if self.path == f"/{case.name}"), None)
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((found.html if found else "").encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
        """Nothing: what counts is in the answers."""


def ask(page: Page, origin: str, case: Case) -> dict[str, object]:
    """Where the browser went: to an id, to a text far below it, or nowhere."""
    page.goto(f"{origin}/{case.name}#{case.fragment}")
    page.wait_for_timeout(_SETTLED)
    seen = page.evaluate(_SEEN)
    place = "top" if seen["y"] < 100 else "place" if seen["y"] < 6000 else "text"
    answer = {"case": case.digest, "place": place, "target": seen["target"]}
    return answer | ({"state": seen["state"]} if seen["state"] else {})


def _kept(version: str) -> dict[str, dict[str, object]]:
    if not ANSWERS.exists():
        return {}
    said = json.loads(ANSWERS.read_text(encoding="utf-8"))
    found: dict[str, dict[str, object]] = said["answers"]
    return found if said["chromium"] == version else {}


def main() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_FLAGS))
        kept, answers = _kept(browser.version), dict[str, dict[str, object]]()
        for case in CASES:
            earlier = kept.get(case.name)
            if earlier is not None and earlier["case"] == case.digest:
                answers[case.name] = earlier
                continue
            context = browser.new_context()
            answers[case.name] = ask(context.new_page(), origin, case)
            context.close()
        said = {"chromium": browser.version, "answers": answers}
        browser.close()
    server.shutdown()
    ANSWERS.write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(answers)} answers of Chromium {said['chromium']}")


if __name__ == "__main__":
    main()
