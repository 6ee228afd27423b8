"""Repositories and branches with a new name, archived ones, and what only looks so."""

from __future__ import annotations

import pytest

from linkaudit.model.http import Hop, Page
from linkaudit.model.report import Finding, Level, Verdict
from linkaudit.rules.registry import judge
from tests.builders import answer, case, link, observation, result
from tests.unit.rules.visits import rules, visit

HUB = "https://github.com"
PACKED = visit().packs


def moved(asked: str, to: str, *statuses: int, fragment: str = "") -> list[Finding]:
    """The findings on a link that these redirects, one after another, led to `to`."""
    hops = [Hop(asked, status) for status in statuses]
    seen = observation(asked, outcome=answer(to), hops=hops)
    written = link(asked + fragment)
    fragment = fragment.removeprefix("#")
    return list(judge(case(asked, link=written, fragment=fragment, seen=seen, packs=PACKED)))


BRANCH = "the branch {} was renamed or removed: GitHub redirects to main"

GUILTY = [
    (f"{HUB}/acme/cog", f"{HUB}/acme/wheel", "the repository acme/cog is now acme/wheel"),
    (f"{HUB}/acme/cog", f"{HUB}/ajax/cog", "the repository acme/cog is now ajax/cog"),
    (f"{HUB}/acme/cog/", f"{HUB}/ajax/cog", "the repository acme/cog is now ajax/cog"),
    (f"{HUB}/acme/cog/issues/7", f"{HUB}/ajax/c/issues/7", "the repository acme/cog is now ajax/c"),
    (
        f"{HUB}/acme/cog/blob/master/a.md",
        f"{HUB}/ajax/cog/blob/main/a.md",
        "the repository acme/cog is now ajax/cog",
    ),
    ("https://www.github.com/a/b", f"{HUB}/c/b", "the repository a/b is now c/b"),
    (f"{HUB}/acme/cog.git", f"{HUB}/acme/wheel", "the repository acme/cog.git is now acme/wheel"),
    (f"{HUB}/acme/c/blob/master/a", f"{HUB}/acme/c/blob/main/a", BRANCH.format("master")),
    (f"{HUB}/acme/c/tree/master", f"{HUB}/acme/c/tree/main", BRANCH.format("master")),
    (f"{HUB}/acme/c/raw/dev/a.png", f"{HUB}/acme/c/raw/main/a.png", BRANCH.format("dev")),
]


@pytest.mark.parametrize(("asked", "to", "message"), GUILTY)
def test_a_permanent_redirect_to_another_name_is_a_renaming(
    asked: str, to: str, message: str
) -> None:
    found = moved(asked, to, 301)

    assert [finding.rule for finding in found] == ["path-renamed", "permanent-redirect"]
    assert (found[0].verdict, found[0].level) == (Verdict.RENAMED, Level.WARNING)
    assert result(*found).verdict is Verdict.RENAMED
    assert found[0].message == message
    assert found[0].evidence[0].quote == f"301 {asked} → 200 {to}"
    assert found[0].evidence[1].url.startswith("https://docs.github.com/")
    assert found[0].replacement == to


@pytest.mark.parametrize(
    ("asked", "to", "statuses"),
    [
        pytest.param("/acme/cog", "/acme/Cog", [301], id="another-spelling"),
        pytest.param("/acme/cog", "/acme/cog/", [301], id="a-slash"),
        pytest.param("/acme/cog.git", "/acme/cog", [301], id="as-git-clones-it"),
        pytest.param("/acme/cog", "/ajax/cog", [302], id="for-now"),
        pytest.param("/acme/cog", "/ajax/cog", [301, 302], id="for-now-in-the-end"),
        pytest.param("/acme/cog/issues/7", "/acme/cog/pull/7", [302], id="a-pull-request"),
        pytest.param("/acme/cog/issues/7", "/acme/cog/discussions/9", [301], id="a-discussion"),
        pytest.param("/acme/cog/wiki/a", "/acme/cog/wiki/b", [301], id="a-page-of-the-wiki"),
        pytest.param("/acme/cog/releases/latest", "/acme/cog/releases/tag/v2", [302], id="release"),
        pytest.param("/acme/cog/blob/main/a", "/acme/cog/tree/main/a", [301], id="a-folder"),
        pytest.param("/acme/private", "/login?return_to=x", [302], id="a-login"),
        pytest.param("/features/actions", "/solutions/ci-cd", [301], id="a-page-of-github-s"),
        pytest.param("/marketplace/acme", "/apps/acme", [301], id="the-market"),
        pytest.param("/acme", "/ajax", [301], id="an-owner-alone"),
        pytest.param("/acme/cog", "https://cog.example/", [301], id="another-site"),
        pytest.param(
            "https://mirror.example/a/b", "https://mirror.example/c/b", [301], id="mirror"
        ),
        pytest.param("/acme/cog?tab=readme", "/acme/cog?tab=license", [301], id="a-tab"),
    ],
)
def test_a_redirect_that_keeps_the_name_is_no_renaming(
    asked: str, to: str, statuses: list[int]
) -> None:
    uris = [uri if uri.startswith("https:") else f"{HUB}{uri}" for uri in (asked, to)]

    found = moved(uris[0], uris[1], *statuses)

    assert {finding.rule for finding in found}.isdisjoint({"path-renamed", "likely-renamed"})


def test_a_branch_may_be_redirected_for_now() -> None:
    """GitHub does not say with which status; the old name is gone in any case."""
    asked, to = f"{HUB}/acme/cog/blob/master/a.py", f"{HUB}/acme/cog/blob/main/a.py"

    (found,) = moved(asked, to, 302, fragment="#L10")

    assert (found.rule, found.replacement) == ("path-renamed", f"{to}#L10")
    assert not found.certain


def test_what_was_not_redirected_has_no_new_name() -> None:
    assert rules(visit(f"{HUB}/acme/cog")) == []


@pytest.mark.parametrize("status", [404, 410])
@pytest.mark.parametrize("kind", ["blob", "tree", "raw"])
def test_a_page_gone_from_the_old_branch_is_dead_with_a_hint(kind: str, status: int) -> None:
    dead = judge(visit(f"{HUB}/acme/cog/{kind}/master/docs/a.md", status=status))

    assert [finding.rule for finding in dead] == ["not-found", "likely-renamed"]
    assert result(*dead).verdict is Verdict.DEAD
    assert dead[1].replacement is None
    assert dead[1].message == (
        f"the branch master is often called main now; check {HUB}/acme/cog/{kind}/main/docs/a.md"
    )


@pytest.mark.parametrize(
    ("uri", "status"),
    [
        (f"{HUB}/acme/cog/blob/main/a.md", 404),
        (f"{HUB}/acme/cog/blob/dev/a.md", 404),
        (f"{HUB}/acme/cog/master/a.md", 404),
        (f"{HUB}/acme/cog/issues/master", 404),
        (f"{HUB}/acme/master", 404),
        (f"{HUB}/acme/cog/blob/master/a.md", 403),
        (f"{HUB}/acme/cog/blob/master/a.md", 503),
        ("https://mirror.example/acme/cog/blob/master/a.md", 404),
        ("https://github.com.a.example/acme/cog/blob/master/a.md", 404),
    ],
)
def test_there_is_no_hint_where_nothing_is_known(uri: str, status: int) -> None:
    assert "likely-renamed" not in rules(visit(uri, status=status))


def page(*notices: str) -> Page:
    return Page(title="acme/cog: a cog · GitHub", notices=notices, size=200_000)


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("This repository has been archived by the owner on Jun 22, 2023.", "2023-06-22"),
        ("This repository was archived by the owner on Aug 29, 2025.", "2025-08-29"),
        ("This repository was archived by the owner on May 3, 2024", "2024-05-03"),
    ],
)
def test_an_archived_repository_is_stale_since_its_day(sentence: str, day: str) -> None:
    (found,) = judge(visit(f"{HUB}/acme/cog", page=page(sentence)))

    assert (found.rule, found.verdict) == ("stale-page", Verdict.STALE)
    assert found.message == (f"the owner archived the repository on {day}; it is read-only")
    assert found.evidence[0].quote == sentence


def test_a_repository_that_was_archived_on_no_known_day_is_stale_too() -> None:
    sentence = "This repository has been archived by the owner."

    assert rules(visit(f"{HUB}/acme/cog", page=page(sentence))) == ["stale-page"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Archived logs are kept for a year.",
        "The omnisharp repository has been archived by the owner on Jun 22, 2023.",
        "It has been archived by the owner on Jan 10, 2023",
        "How to tell that this repository has been archived by the owner on a given day.",
        "Messages are archived by the owner on Jan 1, 2024.",
    ],
)
def test_a_repository_that_speaks_of_archives_is_not_archived(sentence: str) -> None:
    assert rules(visit(f"{HUB}/acme/cog", page=page(sentence))) == []
