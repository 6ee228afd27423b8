"""Precision first: healthy pages that look broken, and broken ones, through the command line.

Each folder of `pages/` is one link of one document, audited in one run. Only loopback is asked.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cases.pages import FINE, PageCase, page_cases
from tests.web.server import PracticeWeb
from tests.web.test_audit import DAY, linkaudit

CASES = page_cases()
BROKEN = [case for case in CASES if not case.is_healthy]


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The JSON records by destination."""
    article = tmp_path_factory.mktemp("cases") / "article.md"
    article.write_text("".join(f"- [{c.text}](<{c.link}>)\n" for c in CASES), encoding="utf-8")
    answers = [answer for case in CASES for answer in case.answers]
    with PracticeWeb(answers, faults={}) as web:
        done = linkaudit(
            *("check", str(article), "--as-of", DAY, "--no-report", "--retries", "1"),
            *(*web.options(), "--format", "json"),
        )
    assert done.returncode == 1, done.stderr
    return {link["destination"]: link for link in json.loads(done.stdout)["links"]}


def rules(link: dict[str, Any]) -> list[str]:
    return [finding["rule"] for finding in link["findings"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_page_gets_its_verdict(case: PageCase, audited: dict[str, dict[str, Any]]) -> None:
    link = audited[case.link]

    assert link["verdict"] == case.verdict, link["findings"]
    if case.rule:
        assert case.rule in rules(link)
    named = [f for f in link["findings"] if case.rule in ("", f["rule"])]
    assert case.quote in " ".join(e["quote"] for f in named[:1] for e in f["evidence"])
    if case.replacement is not None:
        finding = named[0]
        assert (finding["replacement"], finding["certain"]) == (case.replacement, case.certain)


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.name)
def test_a_broken_page_has_a_rule_that_names_it(case: PageCase) -> None:
    assert case.rule


@pytest.mark.parametrize(
    "case", [case for case in BROKEN if case.verdict == "soft-404"], ids=lambda case: case.name
)
def test_a_soft_404_gets_no_certain_replacement(
    case: PageCase, audited: dict[str, dict[str, Any]]
) -> None:
    """The contract: a certain replacement answers 200 and is no soft 404."""
    assert not any(finding["certain"] for finding in audited[case.link]["findings"])


@pytest.mark.parametrize(
    "case", [case for case in BROKEN if case.rule == "parked-domain"], ids=lambda case: case.name
)
def test_a_parked_domain_is_a_warning_and_never_an_error(
    case: PageCase, audited: dict[str, dict[str, Any]]
) -> None:
    assert audited[case.link]["level"] == "warning"
    assert rules(audited[case.link]) == ["parked-domain"]


def test_the_pages_are_as_many_as_promised(
    audited: dict[str, dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    """At least 40 healthy pages and 60 broken ones; both counts are printed."""
    verdicts = [(case, audited[case.link]["verdict"]) for case in CASES]
    healthy = [verdict in FINE for case, verdict in verdicts if case.is_healthy]
    broken = [verdict == case.verdict for case, verdict in verdicts if not case.is_healthy]
    with capsys.disabled():
        print(f"\nprecision: {sum(healthy)} of {len(healthy)} healthy pages pass,", end=" ")
        print(f"{sum(broken)} of {len(broken)} broken ones are found")

    assert all(healthy + broken)
    assert len(healthy) >= 40
    assert len(broken) >= 60


def test_no_two_cases_have_the_same_link() -> None:
    links = [case.link for case in CASES]

    assert sorted(set(links)) == sorted(links)


def test_no_case_uses_the_page_of_another() -> None:
    """Answers of one address come in turn: two cases would get each other's."""
    seen: dict[str, str] = {}
    for case in CASES:
        for answer in case.answers:
            assert seen.setdefault(answer.url.partition("#")[0], case.name) == case.name


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('link = "https://a.example/"\nverdict = "ok"\nrul = "x"\n', "rul"),
        ('link = "https://a.example/"\nverdict = "ok"\n[[answers]]\nto = "x"\n', "to"),
    ],
)
def test_an_unknown_key_of_a_case_is_named(tmp_path: Path, text: str, named: str) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "page.html").touch()
    (folder / "expect.toml").write_text(text, "utf-8")

    with pytest.raises(TypeError, match=rf"case/expect\.toml.*\['{named}'\]"):
        page_cases(tmp_path)
