"""Shorthand for tables of cases: one visit to a page, and which rules have to say something."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from linkaudit.model.http import Hop, Page
from linkaudit.model.report import Finding
from linkaudit.rules.base import RuleContext
from linkaudit.rules.packs.load import builtin_packs
from linkaudit.rules.registry import judge
from tests.builders import TODAY, answer, case, link, observation

DOCS = "https://docs.aws.amazon.com"
AWS = "https://aws.amazon.com"


def visit(
    asked: str = "https://a.example/page",
    *,
    to: str = "",
    by: int = 301,
    status: int = 200,
    page: Page | None = None,
    title: str = "",
    headers: Mapping[str, str] | None = None,
    fragment: str | None = None,
    text: str = "the text",
    as_of: date = TODAY,
    published: date | None = None,
) -> RuleContext:
    """A link to `asked` that ended at `to`, by one redirect, on a page with that title."""
    hops = [Hop(asked, by)] if to else []
    found = page or (Page(title=title, size=20_000) if title else None)
    last = answer(to or asked, status, headers=headers, page=found)
    written = link(asked if fragment is None else f"{asked}#{fragment}", text=text)
    return case(
        asked,
        link=written,
        fragment=fragment,
        seen=observation(asked, outcome=last, hops=hops),
        packs=builtin_packs(),
        as_of=as_of,
        published=published,
    )


def rules(judged: RuleContext) -> list[str]:
    """The ids of the rules that speak, the worst first."""
    return [finding.rule for finding in judge(judged)]


def only(judged: RuleContext) -> Finding:
    """The one finding of a case."""
    (finding,) = judge(judged)
    return finding
