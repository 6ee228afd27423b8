"""What is asked in the second round: what helps, once, and not without end."""

from dataclasses import replace
from datetime import date

import pytest

from linkaudit.model.followup import IndexEntry, Probe, ProbeKind, ProbeResult
from linkaudit.model.http import Answer, Page
from linkaudit.rules.base import RuleContext
from linkaudit.rules.followups import next_probes
from linkaudit.rules.registry import judge
from tests.builders import NOON
from tests.unit.rules.visits import DOCS, visit

GUIDE = f"{DOCS}/lambda/latest/dg/"
ODD = Page(title="Oops", opening="We looked all over the shop for it. " * 2, size=900)


def uris(*cases: RuleContext, archive: bool = False, control: bool = True) -> list[str]:
    replies = cases[0].probes if cases else {}
    asked = next_probes(cases, replies, archive=lambda _: archive, control=control)
    return [question.uri for question in asked]


def nobody(_: str) -> bool:
    return False


def reply(uri: str, *listed: IndexEntry, reading: ProbeKind = ProbeKind.INDEX) -> ProbeResult:
    return ProbeResult(Probe(uri, reading), Answer(uri, 200 if listed else 404), listed, NOON)


def test_a_page_that_is_well_raises_no_question() -> None:
    assert uris(visit(title="Page"), archive=True) == []


@pytest.mark.parametrize("status", [200, 404])
def test_a_guide_is_asked_once_however_many_of_its_pages_are_gone(status: int) -> None:
    cases = [visit(f"{GUIDE}{name}.html", to=GUIDE, by=302, status=status) for name in "abc"]

    assert uris(*cases) == [f"{GUIDE}toc-contents.json"]


def test_the_archive_is_asked_only_if_the_user_wants_it() -> None:
    dead = visit("https://a.example/b", status=404, published=date(2020, 12, 8))

    assert uris(dead) == []
    assert uris(dead, archive=True) == [
        "https://archive.org/wayback/available?url=https%3A%2F%2Fa.example%2Fb&timestamp=20201208"
    ]


@pytest.mark.parametrize(("name", "asks_archive"), [("usage", False), ("usages-of-it", True)])
def test_the_archive_is_asked_last(name: str, asks_archive: bool) -> None:
    toc = f"{GUIDE}toc-contents.json"
    dead = visit(f"{GUIDE}usagge.html", status=404)
    known = replace(dead, probes={toc: reply(toc, IndexEntry(f"{name}.html", "Usage"))})

    assert bool(uris(known, archive=True)) is asks_archive


def test_the_page_as_markdown_is_asked_for_between_list_and_archive() -> None:
    toc, sitemap = (reply(f"{GUIDE}{name}") for name in ("toc-contents.json", "sitemap.xml"))
    lists = {one.question.uri: one for one in (toc, sitemap)}
    dead = replace(visit(f"{GUIDE}usage.html", status=404), probes=lists)
    uri = f"{GUIDE}usage.md"

    def after(*listed: IndexEntry) -> list[str]:
        known = reply(uri, *listed, reading=ProbeKind.TWIN)
        return uris(replace(dead, probes=lists | {uri: known}), archive=True)

    assert uris(dead, archive=True) == [uri]
    assert after(IndexEntry(uri, "Usage")) == []
    assert [one.partition("?")[0] for one in after()] == ["https://archive.org/wayback/available"]


@pytest.mark.parametrize(
    ("href", "title", "quote"),
    [
        (f"{GUIDE}usage.md", "Using it", "“Using it”, as Markdown"),
        (f"{GUIDE}usage.md", "", "“usage.md”, as Markdown"),
        (f"{GUIDE}welcome.md", "Welcome", ""),
    ],
)
def test_only_a_page_s_own_text_stands_in_for_it(href: str, title: str, quote: str) -> None:
    known = reply(f"{GUIDE}usage.md", IndexEntry(href, title), reading=ProbeKind.TWIN)
    case = replace(visit(f"{GUIDE}usage.html", status=404), probes={known.question.uri: known})

    [finding] = judge(case)

    assert finding.replacement == (f"{GUIDE}usage.md" if quote else None)
    assert [one.quote for one in finding.evidence[1:]] == ([quote] if quote else [])
    assert finding.certain is False


def test_no_control_is_asked_where_its_rule_is_ignored() -> None:
    odd = visit("https://shop.example/a/b", page=ODD)

    assert len(uris(odd)) == 1
    assert uris(odd, control=False) == []


def test_a_host_gets_few_control_requests() -> None:
    cases = [visit(f"https://shop.example/{n}/page", page=ODD) for n in range(50)]

    assert len(uris(*cases)) == 3


def test_a_document_full_of_dead_links_does_not_make_us_ask_for_ever() -> None:
    guides = [visit(f"{DOCS}/g{n}/latest/dg/a.html", status=404) for n in range(500)]
    pages = [visit(f"https://a.example/{n}", status=404) for n in range(500)]

    assert len(uris(*guides)) == 40
    assert len(uris(*pages, archive=True)) == 100


def test_the_bound_holds_over_all_rounds() -> None:
    cases = [visit(f"https://shop.example/{n}/page", page=ODD) for n in range(50)]
    first = next_probes(cases, {}, archive=nobody, control=True)
    known = {q.uri: ProbeResult(q, Answer(q.uri, 404), observed_at=NOON) for q in first}

    assert (
        next_probes([replace(c, probes=known) for c in cases], known, archive=nobody, control=True)
        == ()
    )


@pytest.mark.parametrize(
    ("listed", "rule", "expected"),
    [
        ((IndexEntry("usage.html", "Usage"),), "aws-docs-stub", f"{GUIDE}usage.html"),
        ((IndexEntry("quotas.html", "Quotas"),), "aws-docs-stub", None),
        ((), "aws-docs-stub", None),
    ],
)
def test_the_offer_becomes_the_replacement_and_is_never_certain(
    listed: tuple[IndexEntry, ...], rule: str, expected: str | None
) -> None:
    toc = f"{GUIDE}toc-contents.json"
    gone = visit(f"{GUIDE}usagge.html", to=GUIDE, by=302, title="AWS Lambda")

    [finding] = judge(replace(gone, probes={toc: reply(toc, *listed)}))

    assert (finding.rule, finding.replacement, finding.certain) == (rule, expected, False)
    assert ("guide" in {one.source for one in finding.evidence}) is bool(expected)


def test_a_section_that_became_a_page_replaces_the_nearest_id() -> None:
    toc, anchors = f"{GUIDE}toc-contents.json", frozenset({"usage-of-its", "more"})
    page = Page(title="Tour", anchors=anchors, size=20_000)
    lost = visit(f"{GUIDE}tour.html", page=page, fragment="usage-of-it")

    [finding] = judge(
        replace(lost, probes={toc: reply(toc, IndexEntry("usage-of-it.html", "Usage"))})
    )

    assert finding.rule == "fragment-missing"
    assert finding.replacement == f"{GUIDE}usage-of-it.html"
    assert uris(lost) == [toc]
