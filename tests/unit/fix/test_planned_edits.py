"""What a report asks for: certain offers unasked, the rest of somebody."""

import pytest

from linkaudit.fix import planned_edits
from linkaudit.fix.planned_edits import NewDestination, NewSuppression
from linkaudit.model.report import Finding, Level, Result, Verdict
from tests.builders import finding, link, report, result

OLD, NEW = "https://a.example/old", "https://a.example/new"


def moved(url: str = NEW, *, certain: bool = True) -> Finding:
    return finding(
        "permanent-redirect",
        Verdict.REDIRECTED,
        Level.WARNING,
        replacement=url,
        certain=certain,
    )


def offered(found: Result, *only: str) -> list[tuple[str, bool]]:
    return [
        (offer.url, offer.certain) for offer in planned_edits.candidates(found, frozenset(only))
    ]


def test_a_certain_offer_comes_first_and_each_url_once() -> None:
    found = result(
        finding("not-found", replacement="/near"),
        finding("page-renamed", replacement=NEW),
        moved(),
        link=link(OLD),
    )

    assert offered(found) == [(NEW, True), ("/near", False)]


def test_only_the_rules_that_are_named_offer_anything() -> None:
    found = result(finding("not-found", replacement="/near"), moved(), link=link(OLD))

    assert offered(found, "not-found") == [("/near", False)]
    assert offered(found, "fragment-missing") == []


def test_what_stands_there_already_is_no_offer() -> None:
    assert offered(result(moved(), link=link(NEW))) == []


@pytest.mark.parametrize(
    ("old", "new", "certain"),
    [
        (OLD, f"{NEW}?access_token=x", False),
        (f"{OLD}?access_token=x", f"{NEW}?access_token=x", True),
        (OLD, f"{NEW}?page=2", True),
    ],
)
def test_a_redirect_that_brings_a_secret_along_is_not_certain(
    old: str, new: str, certain: bool
) -> None:
    """A session's token in a redirect is nobody's to publish."""
    assert offered(result(moved(new), link=link(old))) == [(new, certain)]


@pytest.mark.parametrize(
    ("old", "new", "written"),
    [
        ("//a.example/old", NEW, "//a.example/new"),
        ("//a.example/old", "http://a.example/new", "http://a.example/new"),
        ("http://a.example/ü", "https://a.example/%C3%BC/x", "https://a.example/ü/x"),
        ("http://a.example/ü", "https://a.example/%c3%bc", "https://a.example/ü"),
        ("http://a.example/?q=ü#ä", "https://a.example/?q=%C3%BC#%C3%A4",
         "https://a.example/?q=ü#ä"),
        ("http://a.example/u", "https://a.example/%C3%BC", "https://a.example/%C3%BC"),
        ("http://ü.example/", "https://xn--tda.example/x", "https://ü.example/x"),
        ("http://ü.example/", "https://b.example/x", "https://b.example/x"),
        ("ü.md", "Ü.md", "Ü.md"),
    ],
)  # fmt: skip
def test_a_new_url_is_written_in_the_manner_of_the_old_one(
    old: str, new: str, written: str
) -> None:
    assert offered(result(moved(new), link=link(old))) == [(written, True)]


def test_without_uncertain_only_what_is_certain_changes() -> None:
    sure = result(moved(), link=link(OLD))
    unsure = result(finding(replacement="/near"), link=link(OLD, line=2))
    dead = result(finding(), link=link(OLD, line=3))
    results = [sure, unsure, dead]

    assert lines(planned_edits.automatic_edits(results, frozenset(), uncertain=False)) == [1]
    assert lines(planned_edits.automatic_edits(results, frozenset(), uncertain=True)) == [1, 2]


def lines(changes: list[NewDestination]) -> list[int]:
    return [change.link.region.line for change in changes]


def test_somebody_is_asked_of_what_is_wrong_or_offered_and_not_certain() -> None:
    note = finding("blocked", Verdict.BLOCKED, Level.NOTE)
    hint = finding("fragment-missing", Verdict.OK, Level.NOTE, replacement=NEW)
    asked = [
        result(finding(), link=link(OLD, line=1)),
        result(hint, link=link(OLD, line=2)),
    ]
    unasked = [
        result(note, link=link(OLD, line=3)),
        result(moved(), finding(), link=link(OLD, line=4)),
        result(link=link(OLD, line=5)),
    ]

    assert planned_edits.doubtful([*asked, *unasked], frozenset()) == asked


RENAMED = finding("page-renamed", Verdict.RENAMED, Level.WARNING, replacement=NEW)
ENDED = finding("service-ended", Verdict.RETIRED, Level.WARNING)


@pytest.mark.parametrize(
    ("rules", "left"),
    [
        (("service-ended", "not-found"), ["page-renamed", "permanent-redirect"]),
        (("permanent-redirect",), ["not-found", "page-renamed", "service-ended"]),
    ],
)
def test_a_silenced_rule_is_settled_and_no_other(rules: tuple[str, ...], left: list[str]) -> None:
    found = result(finding(), RENAMED, moved(), ENDED, link=link(OLD))

    [after] = planned_edits.results_after(report(found), [NewSuppression(found, rules)])

    assert [f.rule for f in after.findings] == left


def test_what_a_page_is_about_stays_whatever_its_new_address() -> None:
    found = result(RENAMED, moved(), ENDED, link=link(OLD))

    [after] = planned_edits.results_after(
        report(found), [NewDestination(found, NEW, moved(), certain=True)]
    )

    assert [f.rule for f in after.findings] == ["page-renamed", "service-ended"]


def test_of_what_somebody_typed_nothing_is_known() -> None:
    found, other = result(moved(), link=link(OLD)), result(moved(), link=link(OLD, line=2))

    first, second = planned_edits.results_after(
        report(found, other), [NewDestination(found, "/typed", None, certain=True)]
    )

    assert (first.findings, second.findings) == ((), (moved(),))
