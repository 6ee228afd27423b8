"""Sentences on history: what is new since the last run, and what the baseline has.

Counts and sentences, shared by all formats. Nothing is compared here: the report says it.
"""

from __future__ import annotations

from linkaudit.model.report import Report, Result, TextFinding, Verdict
from linkaudit.report.view import wording
from linkaudit.text.numbers import plural


def new_links(report: Report) -> list[Result]:
    """The links with new findings to act on, since their document was last audited."""
    return [r for r in report.results if r.before and r.before.new - r.accepted]


def new_remarks(report: Report) -> list[TextFinding]:
    """What is new in the text, and not in the baseline."""
    return [remark for remark in report.text_findings if remark.is_new and not remark.is_accepted]


def well_again(report: Report) -> list[Result]:
    """The links that are OK now and had problems."""
    return [
        r
        for r in report.results
        if r.verdict is Verdict.OK
        and r.before
        and r.before.verdict
        and not r.before.verdict.is_quiet
    ]


def is_any_news(report: Report) -> bool:
    """Whether there is more to say of the last run than a number."""
    return bool(new_links(report) or new_remarks(report) or well_again(report))


def since(report: Report) -> str:
    """What is new since the last run, in one line; empty without a history."""
    compared = report.compared
    if compared is None:
        return ""
    if compared.at is None:
        return "no earlier run to compare with"
    parts = [
        f"{plural(number, noun)} {what}"
        for number, noun, what in (
            (len(new_links(report)), "link", "with new findings"),
            (len(new_remarks(report)), "new finding", "in the text"),
            (len(well_again(report)), "link", "fixed"),
            (compared.added, "document", "audited for the first time"),
        )
        if number
    ]
    told = ", ".join(parts) or "nothing new"
    return f"since the run of {compared.at:%Y-%m-%d at %H:%M} UTC: {told}"


def baseline(report: Report) -> str:
    """What the baseline hides, in one line; empty without one."""
    if report.baseline is None:
        return ""
    number, stale = wording.accepted(report), len(report.baseline.stale)
    verb = "is" if number == 1 else "are"
    told = f"{plural(number, 'finding')} {verb} in the baseline and not counted"
    if not stale:
        return told
    entries = "1 baseline entry no longer matches"
    if stale > 1:
        entries = f"{stale:,} baseline entries no longer match"
    return f"{told}; {entries}: update the file with --write-baseline"
