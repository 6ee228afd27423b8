"""The words of every report: what a verdict means, and what to do about it.

One sentence of truth for each, shared by all formats, so that no two readers differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from linkaudit.model.report import (
    Finding,
    Level,
    PageChange,
    Report,
    Result,
    TextFinding,
    Verdict,
    WebTarget,
)
from linkaudit.model.verdict import Page
from linkaudit.text.formats import counted
from linkaudit.text.numbers import plural
from linkaudit.text.redact import shown

CERTAIN = "Replace the URL, or run linkaudit fix."
DOUBT = "Uncertain: check it first."
CHANGED_BY_PAGE = (
    "According to the pages themselves, they changed after the article was published; latest "
    "first. Nothing is wrong with that: check whether the article still agrees with them."
)
CHANGED_BY_SERVER = (
    "changed only by the server's Last-Modified, which also changes when a site is rebuilt"
)
REVIEWED = "Good news: the page was reviewed."
OLD_NAMES = "In the text itself; only the first occurrence in each section is listed."


@dataclass(frozen=True, slots=True)
class Replacement:
    """What to put in place of a link; each part empty where there is nothing to say."""

    url: str
    """The best replacement that is known."""
    is_doubtful: bool
    """The author has to look at the replacement first."""
    advice: str
    archive: str
    """Where an archived copy of the page would be; whether there is one is not known."""


def replacement_for(result: Result, report: Report) -> Replacement:
    offer = replacement(result) or ""
    is_doubtful = bool(offer) and not is_certain(result)
    return Replacement(offer, is_doubtful, advice(result), _archive(result, report))


def _archive(result: Result, report: Report) -> str:
    target = result.observation.target
    if result.verdict.row.page is not Page.GONE or not isinstance(target, WebTarget):
        return ""
    day = report.published.get(result.link.path, report.as_of)
    return f"https://web.archive.org/web/{day:%Y%m%d}/{target.uri}"


def advice(result: Result) -> str:
    """What to do, in words; empty where a certain replacement, shown beside it, says all."""
    row = result.verdict.row
    if result.level < row.advice_from:
        return ""
    if is_certain(result) and not row.is_about_text:
        return ""
    return own_advice(result) or row.advice


def own_advice(result: Result) -> str:
    """What the rule advises that gave the verdict, where that differs from the verdict's advice."""
    own = (f.advice for f in result.findings if f.verdict is result.verdict and f.advice)
    return next(own, "")


def target(result: Result) -> str:
    """What a link points to, or how it stands there where it points to nothing."""
    label = f"[{result.link.destination}]" if result.link.destination else "(empty)"
    return result.link.url or label


def replacement(result: Result) -> str | None:
    """The best URL to replace it with, a certain one first."""
    best = _best_offer(result)
    return best.replacement if best else None


def is_certain(result: Result) -> bool:
    """Whether that replacement may be put without a look, as `fix` does."""
    best = _best_offer(result)
    return best is not None and best.certain


def _best_offer(result: Result) -> Finding | None:
    offers = [f for f in result.to_act_on if f.replacement]
    return max(offers, key=lambda f: f.certain, default=None)


def why(result: Result) -> str:
    """All that was found, in one go: a service that ended explains why its page is gone."""
    return "; ".join(finding.message for finding in result.to_act_on)


def sentence(text: str) -> str:
    """What was found, as a sentence of its own."""
    text = closed(shown(text).strip())
    return f"{text[:1].upper()}{text[1:]}"


def closed(text: str) -> str:
    """With a full stop, unless the text ends a sentence by itself."""
    return text if text.endswith((".", "?", "!", ".”", "?”", "!”")) else f"{text}."


def position(item: Result | TextFinding) -> tuple[str, int]:
    """The document and the line in it."""
    match item:
        case Result(link=link):
            return link.path, link.region.line
        case TextFinding(path=path, region=region):
            return path, region.line


def place(report: Report, item: Result | TextFinding) -> str:
    """Where one thing stands; the file's name only where the report is of several."""
    path, number = position(item)
    return f"line {number}" if len(report.documents) == 1 else f"{path}:{number}"


def old_names(report: Report) -> list[TextFinding]:
    """What the text calls by a name that has changed or ended; what the baseline has is known."""
    return [r for r in _names(report) if r.finding.level >= Level.WARNING]


def names_by_finding(report: Report) -> dict[Finding, list[TextFinding]]:
    """Each thing that has another name or has ended, with all places in the text."""
    return _by_finding(old_names(report))


def asides(report: Report) -> dict[Finding, list[TextFinding]]:
    """Each thing that the text names and that is noted only, with all places in the text."""
    return _by_finding(r for r in _names(report) if r.finding.level < Level.WARNING)


def asides_in_short(asides: Mapping[Finding, list[TextFinding]]) -> str:
    """How many there are, in a few words."""
    return f"Also named in the text, and ended or closed: {len(asides):,}"


def notes(report: Report) -> list[TextFinding]:
    """The other remarks: nothing has to be done about them."""
    return [r for r in report.text_findings if not (_is_name(r) or r.is_accepted)]


def _names(report: Report) -> list[TextFinding]:
    return [r for r in report.text_findings if _is_name(r) and not r.is_accepted]


def _is_name(remark: TextFinding) -> bool:
    return remark.finding.verdict.row.is_about_text


def _by_finding(remarks: Iterable[TextFinding]) -> dict[Finding, list[TextFinding]]:
    found: dict[Finding, list[TextFinding]] = {}
    for remark in remarks:
        found.setdefault(remark.finding, []).append(remark)
    return found


def accepted(report: Report) -> int:
    """How many findings the baseline has."""
    remarks = sum(remark.is_accepted for remark in report.text_findings)
    return remarks + sum(len(result.accepted) for result in report.results)


def changes(report: Report, *, by_page: bool = True) -> list[tuple[PageChange, list[Result]]]:
    """What was changed after publication, by the page's word or by the server's; latest first."""
    found: dict[tuple[object, PageChange], list[Result]] = {}
    for result in report.results:
        if result.change is not None and result.change.is_dated_by_page is by_page:
            found.setdefault((result.observation.target, result.change), []).append(result)
    return sorted(
        ((change, results) for (_, change), results in found.items()),
        key=lambda pair: pair[0].at,
        reverse=True,
    )


def counts(results: Iterable[Result]) -> dict[Verdict, int]:
    """How many links have each verdict, in the order of the tables."""
    return {verdict: len(found) for verdict, found in by_verdict(results).items()}


@dataclass(frozen=True, slots=True)
class Tally:
    """The links of one verdict, and how many of them the headline counts."""

    links: int
    broken: int
    """Links with an error that the baseline lacks."""
    to_review: int
    """The same with a warning."""


def tallies(results: Iterable[Result]) -> dict[Verdict, Tally]:
    """A row for each verdict that any link has, in the order of the tables."""
    return {
        verdict: Tally(
            len(found),
            sum(result.level is Level.ERROR for result in found),
            sum(result.level is Level.WARNING for result in found),
        )
        for verdict, found in by_verdict(results).items()
    }


def fixable(report: Report) -> str:
    """What `fix` would do unasked, as a sentence; empty for nothing."""
    number = sum(
        any(f.certain and f.replacement not in (None, result.link.url) for f in result.findings)
        for result in report.results
    )
    if not number:
        return ""
    urls = plural(number, "URL")
    return f"Run linkaudit fix --write to replace {urls}, minor redirects included."


def is_quiet(result: Result) -> bool:
    """A reader need not see it unasked; how a link is written may be odd though it is fine."""
    return result.verdict.is_quiet and result.level is Level.NONE


def by_verdict(results: Iterable[Result]) -> dict[Verdict, list[Result]]:
    """The results of each verdict that any has, in the order of the tables."""
    found: dict[Verdict, list[Result]] = {}
    for result in results:
        found.setdefault(result.verdict, []).append(result)
    return {verdict: found[verdict] for verdict in Verdict if verdict in found}


def facts(report: Report) -> list[str]:
    """What the run was, in a few short phrases."""
    targets = len({r.observation.target for r in report.results if r.observation.target})
    found = [
        f"{plural(len(report.results), 'link')} to {plural(targets, 'target')}",
        f"audited on {report.finished_at:%Y-%m-%d at %H:%M} UTC",
    ]
    if earlier := cached_summary(report):
        found.append(earlier)
    if report.as_of != report.finished_at.date():
        found.append(f"dates judged as of {report.as_of.isoformat()}")
    days = sorted(set(report.published.values()))
    if len(days) == 1:
        found.append(f"published {days[0].isoformat()}")
    if report.unread:
        found.append(f"not read: {counted(report.unread)}")
    return found


def cached_summary(report: Report) -> str:
    """How many targets were not asked in this run, and how old that is; empty for none."""
    seen = {r.observation.target: r.observation for r in report.results if r.observation.is_cached}
    moments = [one.observed_at for one in seen.values() if one.observed_at]
    if not moments:
        return ""
    asked = f"the oldest from {min(moments):%Y-%m-%d at %H:%M} UTC"
    return f"{plural(len(seen), 'target')} reused from earlier runs, {asked}"
