"""A replacement that is certain reads as certain in every report, any other as doubtful."""

from __future__ import annotations

import pytest

from linkaudit.model.report import Level, Result, Verdict
from linkaudit.report import explain, github, text
from linkaudit.report.explain import Explanation
from linkaudit.report.html import render
from linkaudit.report.markdown import render as markdown
from linkaudit.report.view import wording
from tests.builders import finding, link, report, result

NEW = "Other.md"
HEDGES = ("Possible", "possible", "Uncertain", "check it first", "Remove the link", "successor",
          "Correct the URL", "without the anchor")  # fmt: skip
BROKEN = [Verdict.DEAD, Verdict.SOFT_404, Verdict.ANCHOR_MISSING, Verdict.INVALID, Verdict.REFUSED]


def broken(verdict: Verdict, *, certain: bool) -> Result:
    found = finding("a-rule", verdict, Level.ERROR, message="it is spelt otherwise",
                    replacement=NEW, certain=certain)  # fmt: skip
    return result(found, link=link("other.md"))


def told(one: Result) -> dict[str, str]:
    """The words of each report, the page without its style and script."""
    made = report(one)
    page = render.render(made).partition("</style>")[2].partition("<script>")[0]
    return {
        "text": text.render(made),
        "Markdown": markdown.render(made),
        "HTML": page,
        "explain": explain.text(Explanation(made, {})),
        "annotations": github.render(made),
    }


@pytest.mark.parametrize("verdict", BROKEN)
def test_a_certain_replacement_has_no_doubt_nor_other_advice_beside_it(verdict: Verdict) -> None:
    for name, said in told(broken(verdict, certain=True)).items():
        assert NEW in said, name
        assert not [hedge for hedge in HEDGES if hedge in said], name


@pytest.mark.parametrize("verdict", BROKEN)
def test_an_uncertain_replacement_has_its_doubt_and_the_advice(verdict: Verdict) -> None:
    said = told(broken(verdict, certain=False))

    assert "Possible replacement: `Other.md`" in said["Markdown"]
    assert wording.DOUBT in said["Markdown"]
    assert wording.DOUBT in said["HTML"]
    assert wording.advice(broken(verdict, certain=False)) in said["explain"]
    assert "Possible replacement: Other.md" in said["annotations"]
    assert "possible replacement: Other.md" in said["text"]


def test_the_checklist_keeps_links_with_a_certain_replacement_apart() -> None:
    made = markdown.render(
        report(broken(Verdict.DEAD, certain=True), result(finding(), link=link("gone.md", line=2)))
    )
    steps = made.partition("## Before republishing")[2].partition("\n## ")[0]

    assert "1. [Fix broken links](#1-fix-broken-links): 2 dead" in made
    first, _, second = steps.partition("Remove the link, or link to a successor.")
    assert "Dead. Replace the URL, or run linkaudit fix." in first
    assert "Replace with: `Other.md`" in first
    assert second
    assert NEW not in second


@pytest.mark.parametrize("verdict", [Verdict.RENAMED, Verdict.RETIRED])
def test_what_is_to_be_said_in_the_text_is_said_beside_a_certain_replacement(
    verdict: Verdict,
) -> None:
    """The new address of a page does not change what the article calls its subject."""
    found = finding("a-rule", verdict, Level.WARNING, replacement="/new", certain=True)

    assert wording.advice(result(found))
