"""The first line of every report: may it be republished?

"Ready" is said only where every link was verified. Counts verdicts, and judges nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from linkaudit.model.http import Answer, Failure, FailureKind
from linkaudit.model.report import Level, NotAsked, Report, Result, Skipping, Unasked, Verdict
from linkaudit.report.view import wording
from linkaudit.text.numbers import plural

_ORDER = (*Verdict, *Skipping)


def headline(report: Report) -> str:
    """The answer to "may I republish?" in one sentence."""
    unsure = _how_many(report)
    if report.interruption:
        return f"Incomplete run: {'; '.join(filter(None, (report.interruption, unsure)))}."
    errors = sum(result.level is Level.ERROR for result in report.results)
    if errors or report.problems:
        return _not_ready(report, errors, unsure)
    return _nothing_broken(report, unsure)


def unfinished(report: Report) -> str:
    """The same for a run that ended early, where the reason stands beside it already."""
    unsure = _how_many(report)
    return f"Incomplete run: {unsure}." if unsure else "Incomplete run."


def unverified(report: Report) -> Mapping[str, int]:
    """How many links were not verified, by the reason: "blocked", "excluded or ignored".

    A link that is broken for certain, or that a baseline has as broken, is none of them.
    """
    found = Counter(why for result in report.results if (why := _why_unverified(result)))
    return {why: found[why] for why in _ORDER if found[why]}


def _why_unverified(result: Result) -> str:
    outcome = result.observation.outcome
    if result.level is Level.ERROR:
        return ""
    if not result.verdict.row.is_verified:
        return result.verdict.value
    if isinstance(outcome, NotAsked) and outcome.why is Unasked.SKIPPED:
        return outcome.skipping.value
    if isinstance(outcome, Failure) and outcome.kind is FailureKind.EXCLUDED:
        return Skipping.CHOICE.value
    if result.verdict is Verdict.SKIPPED:
        return Skipping.KIND.value
    if result.verdict is Verdict.OK and not _is_success(result):
        # What was found has been ignored, by an option or by a comment.
        return Skipping.CHOICE.value
    return ""


def _is_success(result: Result) -> bool:
    """A file that is there has status 0."""
    outcome = result.observation.outcome
    return isinstance(outcome, Answer) and (outcome.status == 0 or 200 <= outcome.status < 300)


def _how_many(report: Report) -> str:
    number = sum(unverified(report).values())
    links = plural(len(report.results), "link")
    return f"{number:,} of {links} could not be verified" if number else ""


def _not_ready(report: Report, errors: int, unsure: str) -> str:
    unread = len({problem.path for problem in report.problems})
    must = [_are(errors, "link", "broken")] if errors else []
    must += [f"{plural(unread, 'document')} could not be read"] if unread else []
    review = _to_review(report, "more link" if errors else "link")
    parts = filter(None, (" and ".join(must), review, unsure))
    return f"Not ready to republish: {'; '.join(parts)}."


def _nothing_broken(report: Report, unsure: str) -> str:
    review = _to_review(report, "link")
    if not report.results:
        nothing = f"No links found in {plural(len(report.documents), 'document')}"
        return f"{nothing}; {review}." if review else f"{nothing}."
    if review:
        if unsure:
            return f"No broken links found; {review}; {unsure}."
        return f"Almost ready to republish: {review}."
    known = wording.accepted(report)
    if unsure:
        why = ", ".join(f"{number:,} {why}" for why, number in unverified(report).items())
        found = "found except those in the baseline" if known else "found"
        return f"No problems {found}, but {unsure}: {why}."
    but = " except those in the baseline" if known else ""
    return f"Ready to republish: no link needs a change{but}."


def _to_review(report: Report, noun: str) -> str:
    """What is not broken and still needs a decision; empty for nothing."""
    links = sum(result.level is Level.WARNING for result in report.results)
    names = len(wording.old_names(report))
    found = [plural(links, noun)] if links else []
    found += [plural(names, "outdated name")] if names else []
    return f"{' and '.join(found)} need{'s' if links + names == 1 else ''} review" if found else ""


def _are(number: int, noun: str, what: str) -> str:
    return f"{plural(number, noun)} {'is' if number == 1 else 'are'} {what}"
