"""What to do before republishing, most urgent first: plain values for every report to set out.

Nothing here is escaped or judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from linkaudit.model.report import Level, NotAsked, Report, Result, Skipping, TextFinding, Verdict
from linkaudit.report.view import wording
from linkaudit.text.numbers import plural


@dataclass(frozen=True, slots=True)
class FixTask:
    """The broken links of one verdict, and what to do about each of them."""

    verdict: Verdict
    advice: str
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class UpdateTask:
    """One thing that ended or was renamed, with all its links and mentions."""

    message: str
    results: tuple[Result, ...]
    text_findings: tuple[TextFinding, ...]
    """Where the text itself names it."""


@dataclass(frozen=True, slots=True)
class VerifyTask:
    """Several links, and one sentence on all of them, without its full stop."""

    said: str
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class ReviewTask:
    """Pages that were changed since publication."""

    said: str
    pages: int


Task = FixTask | UpdateTask | VerifyTask | ReviewTask


@dataclass(frozen=True, slots=True)
class Step:
    """What belongs together, with how much of it there is."""

    title: str
    amount: str
    tasks: tuple[Task, ...]


def steps(report: Report) -> list[Step]:
    """The steps that have tasks; none if there is nothing to do."""
    fix, update = tuple(_broken(report)), tuple(_changed(report))
    move, verify = tuple(_moved(report)), tuple(_unverified(report))
    found = [
        Step("Fix broken links", _by_verdict(fix), fix),
        Step("Update renamed and retired services", plural(len(update), "change"), update),
        Step("Update links to pages that moved", _links_and_pages(move), move),
        Step("Check these by hand", _links_and_pages(verify), verify),
    ]
    return [step for step in found if step.tasks]


def _by_verdict(tasks: Iterable[FixTask]) -> str:
    found: Counter[Verdict] = Counter()
    for task in tasks:
        found[task.verdict] += len(task.results)
    return ", ".join(f"{number:,} {verdict.value}" for verdict, number in found.items())


def _links_and_pages(tasks: Iterable[VerifyTask | ReviewTask]) -> str:
    links = sum(len(task.results) for task in tasks if isinstance(task, VerifyTask))
    pages = sum(task.pages for task in tasks if isinstance(task, ReviewTask))
    parts = [plural(links, "link")] if links else []
    return ", ".join([*parts, *([plural(pages, "page")] if pages else [])])


def _broken(report: Report) -> Iterator[FixTask]:
    errors = (result for result in report.results if result.level is Level.ERROR)
    for verdict, results in wording.by_verdict(errors).items():
        certain = tuple(filter(wording.is_certain, results))
        others = tuple(result for result in results if not wording.is_certain(result))
        if certain:
            yield FixTask(verdict, wording.CERTAIN, certain)
        if others:
            yield FixTask(verdict, wording.advice(others[0]), others)


def _changed(report: Report) -> Iterator[UpdateTask]:
    linked: dict[str, list[Result]] = {}
    for result in report.results:
        for finding in result.to_act_on:
            if finding.verdict.row.is_about_text:
                linked.setdefault(finding.message, []).append(result)
    named: dict[str, list[TextFinding]] = {}
    for remark in wording.old_names(report):
        named.setdefault(remark.finding.message, []).append(remark)
    for message in dict.fromkeys([*linked, *named]):
        yield UpdateTask(message, tuple(linked.get(message, ())), tuple(named.get(message, ())))


def _moved(report: Report) -> Iterator[VerifyTask]:
    moved = tuple(filter(_has_moved, report.results))
    if moved:
        yield VerifyTask(f"{_have(len(moved))} moved; the tables below have the new URLs", moved)


def _have(number: int) -> str:
    return f"{plural(number, 'link')} {'has' if number == 1 else 'have'}"


def _has_moved(result: Result) -> bool:
    moves = any(finding.rule == "permanent-redirect" for finding in result.to_act_on)
    return moves and result.level is not Level.ERROR


# For failures that no later run will see pass.
_SAME_AGAIN = (
    "fails in the same way each time; open it in a browser",
    "fail in the same way each time; open them in a browser",
)


def _by_hand(verdict: Verdict, found: list[Result]) -> Iterator[VerifyTask]:
    own = [result for result in found if wording.own_advice(result)]
    others = [result for result in found if not wording.own_advice(result)]
    for (one, many), results in ((verdict.row.by_hand, others), (_SAME_AGAIN, own)):
        if results:
            what = one if len(results) == 1 else many
            yield VerifyTask(f"{plural(len(results), 'link')} {what}", tuple(results))


def _unverified(report: Report) -> Iterator[VerifyTask | ReviewTask]:
    results = wording.by_verdict(result for result in report.results if not result.is_accepted)
    for verdict, found in results.items():
        if any(verdict.row.by_hand):
            yield from _by_hand(verdict, found)
    if offline := tuple(filter(_is_offline, chain.from_iterable(results.values()))):
        was = "was" if len(offline) == 1 else "were"
        number = plural(len(offline), "link")
        yield VerifyTask(f"{number} {was} not checked (--offline); run again without it", offline)
    if changed := wording.changes(report):
        pages = plural(len(changed), "page")
        yield ReviewTask(
            f"{pages} changed since publication; check whether the text still agrees",
            len(changed),
        )


def _is_offline(result: Result) -> bool:
    outcome = result.observation.outcome
    return isinstance(outcome, NotAsked) and outcome.skipping is Skipping.OFFLINE
