"""`python -m tests.cases.answers_browser`: opens every case in Chromium and keeps what it saw.

Writes tests/cases/answers/chromium.json. Needs chromium and certutil (Debian: libnss3-tools);
everything is on loopback. The tests hold our verdicts against that file by `disagreement`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Error, Page, Response, sync_playwright

from tests.cases.answers import CHROMIUM, AnswerCase, answer_cases
from tests.web.answers import AnswersWeb

_CHROMIUM = Path("/usr/bin/chromium")
_FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    # A link is opened as it is written: http stays http.
    "--disable-features=HttpsUpgrades,HttpsFirstBalancedMode,HttpsFirstBalancedModeAutoEnable",
)
_BROKEN = frozenset({"dead", "soft-404", "anchor-missing", "refused", "invalid"})
_NOT_DECODED = "net::ERR_CONTENT_DECODING_FAILED"
_FINE = frozenset({"ok", "redirected"})
_PATIENCE = 3000  # milliseconds until an answer has begun
_LOADED = 1000  # and until a page that has begun is taken as it is


def disagreement(link: str, seen: Mapping[str, Any], verdict: str, case: AnswerCase) -> str:
    """Why a verdict cannot be true after what Chromium saw; empty if it can.

    A page or a download that opens is not broken, unless the fragment was not found, or the case
    says that the page itself reports its absence. What does not open is not fine. An answer whose
    head came and whose body cannot be decoded is neither.
    """
    if seen.get("error") == _NOT_DECODED:
        return ""
    if not is_open(seen):
        return f"{verdict}, but it does not open" if verdict in _FINE else ""
    excused = {"anchor-missing"} if urlsplit(link).fragment and not seen.get("target") else set()
    if "soft-404" in case.right:
        excused.add("soft-404")
    return f"{verdict}, but it opens" if verdict in _BROKEN - excused else ""


def is_open(seen: Mapping[str, Any]) -> bool:
    """A page is shown, or a download begins, or (204, 205) the browser stays where it was."""
    status: int = seen.get("status", 0)
    return 200 <= status < 400 and seen.get("error", "") in ("", "download", "net::ERR_ABORTED")


def look(cases: Iterable[AnswerCase]) -> dict[str, Any]:
    """What Chromium makes of each link, and its version. Takes a second a link."""
    cases = tuple(case for case in cases if case.browser)
    with AnswersWeb(cases) as web, TemporaryDirectory(prefix="home-") as home:
        _trust(web.ca_file, Path(home))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=_CHROMIUM,
                args=[*_FLAGS, f"--host-resolver-rules={_rules(web.begun)}"],
                env={**os.environ, "HOME": home},
            )
            links = {link: _looked_at(browser, case, link) for case in cases for link in case.links}
            version = browser.version
            browser.close()
    return {"chromium": version, "links": dict(sorted(links.items()))}


def _rules(routes: Iterable[str]) -> str:
    """The routes of `--connect-to` as Chromium writes them; the first that matches wins."""
    rules = []
    for route in routes:
        host, port, *to = route.split(":")
        place = f"{host or '*'}:{port}" if port else (host or "*")
        rules.append(f"MAP {place} {':'.join(to)}")
    return ",".join(rules)


def _trust(ca_file: Path, home: Path) -> None:
    """In the store that Chromium reads on Linux: `.pki/nssdb` in its home."""
    certutil = shutil.which("certutil")
    if certutil is None:
        sys.exit("certutil is missing: apt-get install libnss3-tools")
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True)
    database = ("-d", f"sql:{store}")
    _run(certutil, *database, "-N", "--empty-password")
    mark = "-----BEGIN"
    for number, pem in enumerate(ca_file.read_text().split(mark)[1:]):
        one = home / f"{number}.pem"
        one.write_text(mark + pem)
        _run(certutil, *database, "-A", "-t", "C,,", "-n", f"ca {number}", "-i", str(one))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _looked_at(browser: Browser, case: AnswerCase, link: str) -> dict[str, Any]:
    """As a person looks: once more where the host says something else the next time."""
    for _ in range(sum(answer.times for answer in case.answers)):
        _opened(browser, link)
    return _opened(browser, link)


def _opened(browser: Browser, link: str) -> dict[str, Any]:
    context = browser.new_context()
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    seen: dict[str, Any] = {}
    try:
        page.goto(link, wait_until="commit", timeout=_PATIENCE)
        seen = _shown(page)
    except Error as error:
        seen["error"] = _in_a_word(error)
    documents = [a for a in answers if a.request.is_navigation_request()]
    if documents:
        seen["status"] = documents[-1].status
        seen["url"] = documents[-1].url
    context.close()
    return dict(sorted(seen.items()))


def _in_a_word(error: Error) -> str:
    for words, short in (
        ("Download is", "download"),
        ("Timeout", "timeout"),
        ("invalid URL", "url"),
    ):
        if words in error.message:
            return short
    named = [word for word in error.message.split() if word.startswith("net::")]
    return named[0] if named else error.message.splitlines()[0][:80]


def _shown(page: Page) -> dict[str, Any]:
    try:
        page.wait_for_load_state("load", timeout=_LOADED)
        page.wait_for_timeout(100)
    except Error:
        pass  # a page without an end: what is there counts
    try:
        script = "[document.title, document.querySelector(':target') !== null]"
        title, target = page.evaluate(script)
    except Error as error:
        return {"error": _in_a_word(error)}
    return {"title": title, "target": target}


if __name__ == "__main__":
    names = frozenset(sys.argv[1:])
    chosen = [case for case in answer_cases() if not names or case.name in names]
    report = look(chosen)
    if names:
        print(json.dumps(report, indent=1, ensure_ascii=False))
    else:
        text = json.dumps(report, indent=1, ensure_ascii=False)
        CHROMIUM.write_text(text + "\n", encoding="utf-8")
        opened = sum(is_open(seen) for seen in report["links"].values())
        print(f"Chromium {report['chromium']}: {opened} of {len(report['links'])} links open")
