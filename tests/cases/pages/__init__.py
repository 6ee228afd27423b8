"""Each folder here is a case: a page, how its host serves it, and what an audit must say of it.

CONTRIBUTING.md has the keys of its `expect.toml`.
"""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from tests.web.page import Page, Verdict

PAGES = Path(__file__).parent
FINE = frozenset({"ok", "redirected"})
"""Verdicts of healthy pages."""
_HTML = "text/html; charset=utf-8"
_REDIRECTS = range(300, 400)


@dataclass(frozen=True, slots=True)
class PageCase:
    """The keys of an `expect.toml`, and the answers that its pages become."""

    name: str
    answers: tuple[Page, ...]
    link: str
    verdict: Verdict
    rule: str = ""
    text: str = "that page"
    replacement: str | None = None
    certain: bool = False
    quote: str = ""

    @property
    def is_healthy(self) -> bool:
        return self.verdict in FINE


def page_cases(root: Path = PAGES) -> tuple[PageCase, ...]:
    """The cases by name. An unknown key is a TypeError that names it."""
    return tuple(_read(path.parent) for path in sorted(root.glob("*/expect.toml")))


def _read(folder: Path) -> PageCase:
    keys = tomllib.loads((folder / "expect.toml").read_text("utf-8"))
    known = {field.name for field in fields(PageCase)}
    if unknown := keys.keys() - known:
        raise TypeError(f"{folder.name}/expect.toml: unknown keys {sorted(unknown)}")
    at = keys["link"].partition("#")[0]
    answers = [_answer(folder, at, **table) for table in keys.pop("answers", [{}])]
    return PageCase(folder.name, tuple(answers), **keys)


def _answer(folder: Path, at: str, **keys: Any) -> Page:
    """Serve `page.html` with status 200 at the link, except for what the keys say."""
    status = keys.pop("status", 200)
    url, kind = keys.pop("url", at), keys.pop("type", _HTML)
    headers = [("Content-Type", kind)]
    if "location" in keys:
        headers.append(("Location", keys.pop("location")))
    file = keys.pop("page", "" if status in _REDIRECTS else "page.html")
    if keys:
        raise TypeError(f"{folder.name}/expect.toml: unknown keys of an answer {sorted(keys)}")
    return Page(url, status, tuple(headers), (folder / file).read_bytes() if file else b"")
