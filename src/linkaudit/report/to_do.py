"""The first part of the Markdown report: what to do before republishing, as a list to tick."""

from __future__ import annotations

from collections.abc import Iterator

from linkaudit.model import Level, Remark, Report, Result, Verdict
from linkaudit.report import cells, escape, words

_TOLD = (Verdict.RETIRED, Verdict.RENAMED, Verdict.STALE)


def to_do(report: Report, folder: str) -> Iterator[str]:
    """The lines of the section, most urgent first."""
    yield "## Before republishing\n"
    sections = [
        ("Mend what is broken", _broken(report, folder)),
        ("Say what has changed", _changed(report, folder)),
        ("Put the new URL where a page has moved", _moved(report, folder)),
        ("Look for yourself", _unknown(report, folder)),
    ]
    kept = [(title, lines) for title, found in sections if (lines := list(found))]
    for number, (title, lines) in enumerate(kept, start=1):
        yield f"### {number}. {title}\n"
        yield from lines
        yield ""
    if not kept:
        yield "Nothing to do.\n"


def _broken(report: Report, folder: str) -> Iterator[str]:
    errors = (result for result in report.results if result.level is Level.ERROR)
    for verdict, results in words.by_verdict(errors).items():
        yield f"{words.HEADINGS[verdict]}. {words.advice(results[0])}\n"
        for result in results:
            place = cells.line(report, result, folder)
            yield f"- [ ] {place}, {cells.name(result)}: {_why(result)}"
        yield ""


def _why(result: Result) -> str:
    """All that was found, in one go: a service that ended explains why its page is gone."""
    found = "; ".join(escape.text(f.message) for f in result.to_act_on)
    offer = words.replacement(result)
    return f"{found}. Perhaps {escape.url(offer)}" if offer else f"{found}."


def _changed(report: Report, folder: str) -> Iterator[str]:
    """One line for each thing that ended or was renamed, however often it is spoken of."""
    linked: dict[str, list[Result]] = {}
    for result in report.results:
        for finding in result.to_act_on:
            if finding.verdict in _TOLD:
                linked.setdefault(finding.message, []).append(result)
    named: dict[str, list[Remark]] = {}
    for remark in words.old_names(report):
        named.setdefault(remark.finding.message, []).append(remark)
    for message in [*linked, *(told for told in named if told not in linked)]:
        parts = [f"- [ ] {cells.sentence(message)}"]
        if message in linked:
            parts.append(f"See {cells.lines(report, linked[message], folder)}.")
        if message in named:
            parts.append(f"In the text: {cells.lines(report, named[message], folder)}.")
        yield " ".join(parts)


def _moved(report: Report, folder: str) -> Iterator[str]:
    moved = [r for r in report.results if _moved_for_good(r)]
    if moved:
        yield (
            f"- [ ] {words.plural(len(moved), 'link')}, with the new URL in the tables below: "
            f"{cells.lines(report, moved, folder)}."
        )


def _moved_for_good(result: Result) -> bool:
    moves = any(finding.rule == "permanent-redirect" for finding in result.to_act_on)
    return moves and result.level is not Level.ERROR


def _unknown(report: Report, folder: str) -> Iterator[str]:
    results = words.by_verdict(result for result in report.results if not result.is_accepted)
    for verdict, one, many in (
        (Verdict.BLOCKED, "turns robots away; open it", "turn robots away; open them"),
        (Verdict.UNREACHABLE, "did not answer; try it again", "did not answer; try them again"),
        (Verdict.UNCHECKED, "was not reached; run again", "were not reached; run again"),
    ):
        found = results.get(verdict, [])
        if found:
            what = one if len(found) == 1 else many
            yield (
                f"- [ ] {words.plural(len(found), 'link')} {what}: "
                f"{cells.lines(report, found, folder)}."
            )
    if changed := words.changes(report):
        told = "page was" if len(changed) == 1 else "pages were"
        yield (
            f"- [ ] {len(changed)} {told} changed since publication; see whether the text still "
            "fits: [the latest first](#changed-since-publication)."
        )
