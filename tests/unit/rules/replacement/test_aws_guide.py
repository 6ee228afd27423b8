"""Pages of AWS guides that are gone, and what the guide's own lists have in their place."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from linkaudit.model.followup import IndexEntry, Probe, ProbeKind, ProbeResult
from linkaudit.model.http import Answer
from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import RuleContext
from linkaudit.rules.registry import judge
from linkaudit.rules.replacement.aws_guide import indexes, page_of_anchor, same_page
from tests.builders import NOON
from tests.unit.rules.visits import DOCS, visit

GUIDE = f"{DOCS}/redshift/latest/dg/"
TOC, SITEMAP = f"{GUIDE}toc-contents.json", f"{GUIDE}sitemap.xml"
CONTENTS = (
    IndexEntry("getting-started-machine-learning.html", "Getting started with Amazon Redshift ML"),
    IndexEntry("clarify.html#clarify-fairness-and-explainability", "Fairness"),
    IndexEntry("loading-data.html", "Loading data from a bucket"),
    IndexEntry("quotas.html", "Quotas"),
    IndexEntry("more/limits.html", "Limits"),
)


def reply(uri: str, listed: Sequence[IndexEntry] = (), status: int = 200) -> ProbeResult:
    question = Probe(uri, ProbeKind.INDEX)
    return ProbeResult(question, Answer(uri, status), tuple(listed), NOON)


def gone(name: str, *replies: ProbeResult, text: str = "see here") -> RuleContext:
    asked = visit(f"{GUIDE}{name}", status=404, text=text)
    return replace(asked, probes={one.question.uri: one for one in replies})


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("geting-started-machine-learning.html", "x", "getting-started-machine-learning.html"),
        ("ml.html", "getting started with Redshift ML", "getting-started-machine-learning.html"),
        (
            "clarify-fairness-and-explainability.html",
            "x",
            "clarify.html#clarify-fairness-and-explainability",
        ),
        ("unloading-data.html", "unloading data from a bucket", None),
        ("something-else.html", "Quotas", None),
        ("quotas.html", "x", None),
        ("limits.html", "x", "more/limits.html"),
    ],
)
def test_the_page_of_the_guide_that_has_nearly_the_name_is_offered(
    name: str, text: str, expected: str | None
) -> None:
    """`quotas.html` itself is gone, whatever the list says; one word of text says nothing."""
    offer = same_page(gone(name, reply(TOC, CONTENTS), text=text))

    assert (offer and offer.uri) == (expected and f"{GUIDE}{expected}")


def test_the_offer_names_the_list_it_is_from() -> None:
    offer = same_page(gone("geting-started-machine-learning.html", reply(TOC, CONTENTS)))

    assert offer is not None
    assert (offer.evidence.source, offer.evidence.url) == ("guide", TOC)
    assert offer.evidence.quote.startswith("“Getting started with Amazon Redshift ML”")
    assert offer.evidence.date == "2026-11-23"


@pytest.mark.parametrize(
    "href",
    ["https://evil.example/quotaz.html", "javascript:quotaz.html", "//evil.example/quotaz.html"],
)
def test_what_a_list_says_of_other_places_is_not_offered(href: str) -> None:
    assert same_page(gone("quotazz.html", reply(TOC, [IndexEntry(href, "Q")]))) is None


def test_a_list_without_titles_will_do() -> None:
    listed = [IndexEntry(f"{GUIDE}loading-data.html")]

    offer = same_page(gone("loadng-data.html", reply(TOC, status=404), reply(SITEMAP, listed)))

    assert offer is not None
    assert (offer.uri, offer.evidence.url) == (f"{GUIDE}loading-data.html", SITEMAP)


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        ((), [TOC]),
        ((reply(TOC, CONTENTS),), []),
        ((reply(TOC, status=404),), [SITEMAP]),
        ((reply(TOC, status=404), reply(SITEMAP, status=404)), []),
    ],
)
def test_the_sitemap_is_asked_only_where_there_is_no_table_of_contents(
    replies: tuple[ProbeResult, ...], expected: list[str]
) -> None:
    assert [question.uri for question in indexes(gone("a.html", *replies))] == expected


@pytest.mark.parametrize(
    "uri", ["https://a.example/b.html", f"{GUIDE}", f"{GUIDE}a.pdf", f"{DOCS}/a"]
)
def test_only_pages_of_aws_guides_have_such_lists(uri: str) -> None:
    assert list(indexes(visit(uri, status=404))) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("limits.html", "more/limits.html"),
        (
            "clarify-fairness-and-explainability.html",
            "clarify.html#clarify-fairness-and-explainability",
        ),
        ("quotas.html", None),
        ("loading-dta.html", None),
    ],
)
@pytest.mark.parametrize("status", [200, 404])
def test_a_page_whose_very_name_its_guide_has_elsewhere_was_renamed(
    name: str, expected: str | None, status: int
) -> None:
    """A page that is there has not been renamed, and a name that is only alike proves nothing."""
    case = replace(
        gone(name, reply(TOC, CONTENTS)),
        observation=visit(f"{GUIDE}{name}", status=status).observation,
    )

    found = [finding for finding in judge(case) if finding.rule == "guide-page-renamed"]

    assert bool(found) is (expected is not None and status == 404)
    for finding in found:
        assert (finding.verdict, finding.level) == (Verdict.RENAMED, Level.WARNING)
        assert finding.evidence[0].quote.endswith(f": {expected}")


def test_a_section_that_became_a_page_is_found_by_its_very_name() -> None:
    case = gone("tour.html", reply(TOC, CONTENTS))

    offer = page_of_anchor(case, "loading-data")

    assert offer is not None
    assert offer.uri == f"{GUIDE}loading-data.html"
    assert page_of_anchor(case, "loading-dat") is None
