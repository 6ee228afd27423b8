"""The first line of every report: ready only where every link was verified."""

from __future__ import annotations

import pytest

from linkaudit.model.http import Failure, FailureKind
from linkaudit.model.report import (
    Level,
    LocalTarget,
    NotAsked,
    Observation,
    Report,
    Result,
    Skipping,
    Unasked,
    Verdict,
)
from linkaudit.report import text
from linkaudit.report.html import render
from linkaudit.report.markdown import render as markdown
from linkaudit.report.view.headline import headline, unverified
from tests.builders import answer, finding, observation, old_name, report, result


def unasked(verdict: Verdict, why: Unasked, skipping: Skipping = Skipping.KIND) -> Result:
    seen = observation(outcome=NotAsked(why, "not asked", skipping))
    return result(finding(verdict.value, verdict, Level.NONE, message="not asked"), seen=seen)


def failed(kind: FailureKind) -> Observation:
    return observation(outcome=Failure(kind, "no answer", "https://a.example/"))


DEAD = finding()
MOVED = finding("permanent-redirect", Verdict.REDIRECTED, Level.WARNING, message="moved")
BLOCKED_NOTE = finding("blocked", Verdict.BLOCKED, Level.NOTE, message="the server answered 403")
TIMEOUT_NOTE = finding("timeout", Verdict.UNREACHABLE, Level.NOTE, message="no answer")

OK = result()
DEAD_LINK = result(DEAD, seen=observation(outcome=answer(status=404)))
OLD = result(MOVED)
BLOCKED = result(BLOCKED_NOTE, seen=observation(outcome=answer(status=403)))
UNREACHABLE = result(TIMEOUT_NOTE, seen=failed(FailureKind.TIMEOUT))
UNCHECKED = unasked(Verdict.UNCHECKED, Unasked.UNCHECKED)
MAIL = unasked(Verdict.SKIPPED, Unasked.SKIPPED)
OFFLINE = unasked(Verdict.SKIPPED, Unasked.SKIPPED, Skipping.OFFLINE)
EXCLUDED = unasked(Verdict.SKIPPED, Unasked.SKIPPED, Skipping.CHOICE)
IGNORED_404 = result(seen=observation(outcome=answer(status=404)))
IGNORED_503 = result(seen=observation(outcome=answer(status=503)))
IGNORED_TIMEOUT = result(seen=failed(FailureKind.TIMEOUT))
IGNORED_FILE = result(
    seen=observation(
        target=LocalTarget("a"), outcome=Failure(FailureKind.MISSING, "no file a", "a")
    )
)
KNOWN_BLOCKED = result(
    BLOCKED_NOTE, seen=observation(outcome=answer(status=403)), accepted=["blocked"]
)
KNOWN_DEAD = result(DEAD, seen=observation(outcome=answer(status=404)), accepted=["not-found"])
REFUSED_NOTE = finding("refused", Verdict.REFUSED, Level.ERROR, message="not followed")
KNOWN_REFUSED = result(
    REFUSED_NOTE,
    seen=observation(outcome=NotAsked(Unasked.REFUSED, "not followed")),
    accepted=["refused"],
)
A_FILE = result(seen=observation(target=LocalTarget("b.md"), outcome=answer("b.md", 0)))


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ([BLOCKED, BLOCKED, UNREACHABLE],
         "No problems found, but 3 of 3 links could not be verified: 2 blocked, 1 unreachable."),
        ([BLOCKED], "No problems found, but 1 of 1 link could not be verified: 1 blocked."),
        ([UNREACHABLE, OK],
         "No problems found, but 1 of 2 links could not be verified: 1 unreachable."),
        ([OFFLINE, OFFLINE, A_FILE],
         "No problems found, but 2 of 3 links could not be verified: 2 not checked (--offline)."),
        ([MAIL, OK],
         "No problems found, but 1 of 2 links could not be verified: 1 unsupported."),
        ([EXCLUDED, EXCLUDED, OK],
         "No problems found, but 2 of 3 links could not be verified: 2 excluded or ignored."),
        ([UNCHECKED, OK],
         "No problems found, but 1 of 2 links could not be verified: 1 unchecked."),
        ([MAIL, EXCLUDED, OFFLINE, UNREACHABLE, BLOCKED, UNCHECKED, OK],
         "No problems found, but 6 of 7 links could not be verified: 1 blocked, 1 unreachable, "
         "1 unchecked, 1 not checked (--offline), 1 excluded or ignored, 1 unsupported."),
        *(([ignored, OK],
           "No problems found, but 1 of 2 links could not be verified: 1 excluded or ignored.")
          for ignored in (IGNORED_404, IGNORED_503, IGNORED_TIMEOUT, IGNORED_FILE)),
        ([KNOWN_BLOCKED, OK],
         "No problems found except those in the baseline, but 1 of 2 links could not be verified: "
         "1 blocked."),
        ([KNOWN_DEAD, BLOCKED],
         "No problems found except those in the baseline, but 1 of 2 links could not be verified: "
         "1 blocked."),
        ([KNOWN_REFUSED],
         "No problems found except those in the baseline, but 1 of 1 link could not be verified: "
         "1 refused."),
        ([OLD, BLOCKED, OK],
         "No broken links found; 1 link needs review; 1 of 3 links could not be verified."),
        ([DEAD_LINK, OLD, BLOCKED],
         "Not ready to republish: 1 link is broken; 1 more link needs review; "
         "1 of 3 links could not be verified."),
        ([], "No links found in 1 document."),
    ],
)  # fmt: skip
def test_ready_is_not_said_where_a_link_was_not_verified(
    results: list[Result], expected: str
) -> None:
    """The contract: where some could not be, the first line says how many of how many."""
    made = report(*results)

    assert headline(made) == expected
    assert "eady to republish" not in expected.removeprefix("Not ready to republish")


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ([OK, A_FILE], "Ready to republish: no link needs a change."),
        ([OK, KNOWN_DEAD],
         "Ready to republish: no link needs a change except those in the baseline."),
        ([OLD, OK], "Almost ready to republish: 1 link needs review."),
        ([DEAD_LINK, OK], "Not ready to republish: 1 link is broken."),
    ],
)  # fmt: skip
def test_ready_is_said_where_every_link_was_verified(results: list[Result], expected: str) -> None:
    assert headline(report(*results)) == expected
    assert not unverified(report(*results))


def test_a_document_without_links_but_with_old_names_is_no_document_that_is_ready() -> None:
    assert headline(report(text_findings=[old_name()])) == (
        "No links found in 1 document; 1 outdated name needs review."
    )


@pytest.mark.parametrize(
    ("results", "told"),
    [([UNCHECKED, UNCHECKED, OK], "2 of 3 links could not be verified"), ([OK], "")],
)
def test_a_run_that_ended_early_says_how_many_links_it_did_not_verify(
    results: list[Result], told: str
) -> None:
    made = report(*results, interruption="no network")

    assert headline(made) == f"Incomplete run: no network{'; ' if told else ''}{told}."
    last = text.render(made).splitlines()[-1]
    assert last == (f"Incomplete run: {told}." if told else "Incomplete run.")


@pytest.mark.parametrize("made", [report(BLOCKED, UNREACHABLE, OFFLINE), report()])
def test_summary_markdown_and_page_say_the_same_first_line(made: Report) -> None:
    """One place has the sentence; a comment and a job summary are the Markdown."""
    said = headline(made)
    answer_, _, more = said.partition(": ")

    assert text.render(made).splitlines()[-1] == said
    assert f"**{said}**" in markdown.render(made).replace("\\", "")
    page = render.render(made)
    assert f"<strong>{answer_}" in page
    assert "Ready" not in page.partition("<main")[0]
    assert more[1:] in page


def test_a_page_of_links_that_were_not_verified_wears_no_tick() -> None:
    page = render.render(report(OFFLINE, OK))

    assert '<p class="answer note">' in page


def test_links_left_out_by_offline_are_something_to_do() -> None:
    told = markdown.render(report(OFFLINE, OK))

    assert "1 link was not checked (--offline); run again without it" in told
    assert "Nothing to do." not in told
