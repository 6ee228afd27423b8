"""The words of every report: what a verdict means, and what to do about it.

One sentence of truth for each, shared by all formats, so that no two readers differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from linkaudit.model.report import Finding, Level, PageChange, Report, Result, TextFinding, Verdict
from linkaudit.text.formats import counted
from linkaudit.text.redact import shown

# In the order of the report's tables.
ORDER = (
    Verdict.DEAD,
    Verdict.SOFT_404,
    Verdict.ANCHOR_MISSING,
    Verdict.REFUSED,
    Verdict.INVALID,
    Verdict.RENAMED,
    Verdict.RETIRED,
    Verdict.STALE,
    Verdict.REDIRECTED,
    Verdict.BLOCKED,
    Verdict.UNREACHABLE,
    Verdict.UNCHECKED,
    Verdict.SKIPPED,
    Verdict.OK,
)

HEADINGS = {
    Verdict.DEAD: "Dead",
    Verdict.SOFT_404: "Soft 404: gone, though the server says 200",
    Verdict.ANCHOR_MISSING: "Missing anchors",
    Verdict.REFUSED: "Refused",
    Verdict.INVALID: "Not a usable URL",
    Verdict.RENAMED: "Renamed",
    Verdict.RETIRED: "Retired",
    Verdict.STALE: "Stale",
    Verdict.REDIRECTED: "Redirected",
    Verdict.BLOCKED: "Blocked",
    Verdict.UNREACHABLE: "Unreachable",
    Verdict.UNCHECKED: "Unchecked",
    Verdict.SKIPPED: "Skipped",
    Verdict.OK: "Fine",
}

MEANINGS = {
    Verdict.DEAD: "the page does not exist any more",
    Verdict.SOFT_404: "the server answers as if all were well, but the page is gone",
    Verdict.ANCHOR_MISSING: "the page is there, the place on it that the link points to is not",
    Verdict.REFUSED: "linkaudit did not go there: no public address, or no kind of link to follow",
    Verdict.INVALID: "what is written is not a URL that can be opened",
    Verdict.RENAMED: "what the page documents is called something else now",
    Verdict.RETIRED: "what the page documents has ended, will end, or takes no new customers",
    Verdict.STALE: "the page says of itself that it is out of date",
    Verdict.REDIRECTED: "the page lives elsewhere, under the same name",
    Verdict.BLOCKED: "the server refused or rejected the request: open the link in a browser",
    Verdict.UNREACHABLE: "no answer this time; it may be a passing trouble",
    Verdict.UNCHECKED: "the run ended before it was checked",
    Verdict.SKIPPED: "excluded, or not a kind of link that is checked",
    Verdict.OK: "the page answers, and the place on it exists",
}

_FOLDED = (Verdict.UNCHECKED, Verdict.SKIPPED, Verdict.OK)

CERTAIN = "Replace the URL, or let linkaudit fix do it."
DOUBT = "Not certain: look at it first."
CHANGED_BY_PAGE = (
    "These pages say of themselves that they were changed after the article came out, the latest "
    "first. That alone is nothing wrong: see whether the article still says what they say."
)
CHANGED_BY_SERVER = (
    "only the server's Last-Modified is later, which also moves when a site is built anew"
)
REVIEWED = "Good news: it was read again."
OLD_NAMES = "In the text itself, at the first place of each section."


# Of these, a certain replacement is all there is to do.
_REPLACED = (
    Verdict.DEAD,
    Verdict.SOFT_404,
    Verdict.ANCHOR_MISSING,
    Verdict.REFUSED,
    Verdict.INVALID,
    Verdict.STALE,
)


def advice(result: Result) -> str:
    """What to do, in words; empty where a certain replacement, shown beside it, says all."""
    if result.verdict in _REPLACED and is_certain(result):
        return ""
    match result.verdict:
        case Verdict.DEAD | Verdict.SOFT_404:
            return "Remove it, or link to a successor."
        case Verdict.ANCHOR_MISSING:
            return "Link to the page without the fragment, or to the section that has it now."
        case Verdict.REFUSED:
            return "Remove the link; an address that you trust can be opened with --allow-net."
        case Verdict.INVALID:
            return "Correct the URL."
        case Verdict.RENAMED:
            return "Use the new name in the text around the link."
        case Verdict.RETIRED:
            return "Say so in the text, or link to what replaced it."
        case Verdict.STALE:
            return "Look for a current page on the subject."
        case Verdict.REDIRECTED if result.level is Level.WARNING:
            return "Put the new URL."
        case Verdict.BLOCKED:
            return "Open it in a browser."
        case Verdict.UNREACHABLE:
            return "Run the audit again later."
        case Verdict.UNCHECKED:
            return "Run the audit again."
    return ""


def target(result: Result) -> str:
    """What a link points to, or how it stands there where it points to nothing."""
    label = f"[{result.link.destination}]" if result.link.destination else "(empty)"
    return result.link.url or label


def replacement(result: Result) -> str | None:
    """The best URL to put instead, a certain one first."""
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
    text = shown(text).strip()
    end = "" if text.endswith((".", ".”")) else "."
    return f"{text[:1].upper()}{text[1:]}{end}"


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
    """What the text calls by a name that has changed; what the baseline has is known."""
    return [r for r in report.text_findings if _is_old_name(r) and not r.is_accepted]


def names_by_finding(report: Report) -> dict[Finding, list[TextFinding]]:
    """Each thing that has another name, with all places in the text."""
    found: dict[Finding, list[TextFinding]] = {}
    for remark in old_names(report):
        found.setdefault(remark.finding, []).append(remark)
    return found


def notes(report: Report) -> list[TextFinding]:
    """The other remarks: nothing has to be done about them."""
    return [r for r in report.text_findings if not (_is_old_name(r) or r.is_accepted)]


def _is_old_name(remark: TextFinding) -> bool:
    return remark.finding.verdict is Verdict.RENAMED


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
    found = Counter(result.verdict for result in results)
    return {verdict: found[verdict] for verdict in ORDER if found[verdict]}


def is_quiet(result: Result) -> bool:
    """A reader need not see it unasked; how a link is written may be odd though it is fine."""
    return result.verdict in _FOLDED and result.level is Level.NONE


def by_verdict(results: Iterable[Result]) -> dict[Verdict, list[Result]]:
    """The results of each verdict that any has, in the order of the tables."""
    found: dict[Verdict, list[Result]] = {}
    for result in results:
        found.setdefault(result.verdict, []).append(result)
    return {verdict: found[verdict] for verdict in ORDER if verdict in found}


def plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


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
    asked = f"the first of them on {min(moments):%Y-%m-%d at %H:%M} UTC"
    return f"{plural(len(seen), 'target')} asked by earlier runs, {asked}"
