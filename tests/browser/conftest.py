"""A real Chromium for the HTML report, Debian's, driven by Playwright; it reaches no network.

Playwright keeps an event loop running in its thread, which the tests under anyio would stumble
over: so it has a thread of its own, and what stands in this folder runs there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, sync_playwright

from linkaudit.model.report import Report
from linkaudit.report.html import render

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


@dataclass
class Shown:
    """A report in the browser, with all that the browser did of its own accord."""

    page: Page
    requests: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """Of these, what the report's own policy did not let out."""
    complaints: list[str] = field(default_factory=list)
    """Dialogs, errors of the script, and what the console says, violations of the policy too."""

    def listen(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", self._failed)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("console", self._said)
        self.page.on("dialog", self._asked)

    def _failed(self, request: Request) -> None:
        if request.failure == "csp":
            self.refused.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        self.complaints.append(f"console: {message.text}")

    def _asked(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    @property
    def verdicts(self) -> list[str]:
        """Those of the rows that can be seen, from the first to the last."""
        return self.page.locator(".rows tbody tr:visible td:first-child b").all_text_contents()


Show = Callable[..., Shown]


@pytest.fixture(scope="session")
def thread() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1, "browser") as made:
        yield made


@pytest.fixture(scope="session")
def browser(thread: ThreadPoolExecutor) -> Iterator[Browser]:
    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{CHROMIUM} is missing: .ci/run installs it")
        pytest.skip(f"no browser to look with: {CHROMIUM} is missing; apt-get install chromium")
    playwright = thread.submit(lambda: sync_playwright().start()).result()
    made = thread.submit(
        lambda: playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
    ).result()
    yield made
    thread.submit(made.close).result()
    thread.submit(playwright.stop).result()


@pytest.fixture
def show(browser: Browser, thread: ThreadPoolExecutor, tmp_path: Path) -> Iterator[Show]:
    """Opens a report; options are those of Playwright's contexts, the width aside."""
    opened: list[Shown] = []

    def made(report: Report, *, width: int = 1280, **options: Any) -> Shown:
        file = tmp_path / f"{len(opened)}.html"
        file.write_text(render.render(report), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        shown = Shown(context.new_page())
        opened.append(shown)
        shown.listen()
        shown.page.goto(file.as_uri())
        return shown

    yield made
    for shown in opened:
        thread.submit(shown.page.context.close).result()


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool:
    """Runs the test where Playwright lives."""
    names = pyfuncitem._fixtureinfo.argnames
    arguments = {name: pyfuncitem.funcargs[name] for name in names}
    worker = pyfuncitem.funcargs["thread"]
    assert isinstance(worker, ThreadPoolExecutor)
    worker.submit(pyfuncitem.obj, **arguments).result()
    return True
