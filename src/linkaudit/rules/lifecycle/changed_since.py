"""Whether the page behind a link was changed after the article came out, and by whose word.

No verdict: a page may well be changed. Where the date of the article is not known, nothing
is said; nor of a page that is gone, since what answers in its place is another.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from linkaudit.model.http import Answer, DateEvent, PageDate
from linkaudit.model.report import Evidence, Finding, PageChange, WebTarget
from linkaudit.model.verdict import Page
from linkaudit.rules.base import RuleContext, observed_on

_DAY = timedelta(days=1)
_FIRST_YEAR = 1991  # of the web; what is older is the zero of a clock


def change_of(context: RuleContext, findings: Iterable[Finding]) -> PageChange | None:
    """The last change after publication; `findings` say whether the page is the one meant."""
    answer = context.success
    if (
        context.published is None
        or answer is None
        or not isinstance(context.observation.target, WebTarget)
    ):
        return None
    if any(finding.verdict.row.page is not Page.SEEN for finding in findings):
        return None
    news = [one for one in _trusted(context, answer) if _first_day(one) > context.published]
    if not news:
        return None
    news.sort(key=lambda one: one.at, reverse=True)
    proofs = tuple(_proof(context, answer, one) for one in news)
    return PageChange(news[0].at, proofs, any(one.event is DateEvent.REVIEWED for one in news))


def _trusted(context: RuleContext, answer: Answer) -> list[PageDate]:
    """What to believe: the page's own word, and that of the server where it has none."""
    dates = [one for one in answer.page.dates if _is_possible(one, context)] if answer.page else []
    if not dates:
        server = answer.modified
        return [server] if server is not None and _is_possible(server, context) else []
    modified, reviewed = _first(dates, DateEvent.MODIFIED), _first(dates, DateEvent.REVIEWED)
    published = _first(dates, DateEvent.PUBLISHED)
    if modified and published and _first_day(modified) <= _first_day(published) + _DAY:
        modified = None  # what is put right in the first hours was never otherwise
    return [one for one in (modified, reviewed) if one is not None]


def _first(dates: Iterable[PageDate], event: DateEvent) -> PageDate | None:
    return next((one for one in dates if one.event is event), None)


def _is_possible(one: PageDate, context: RuleContext) -> bool:
    seen = context.observation.observed_at
    # A day more: it may be tomorrow where the page was written.
    last = seen.date() + _DAY if seen else date.max
    return _first_day(one).year >= _FIRST_YEAR and _first_day(one) <= last


def _first_day(one: PageDate) -> date:
    """A month without a day may have been its first: it must not be said to be later."""
    return date.fromisoformat(one.at if len(one.at) > len("2024-04") else f"{one.at}-01")


def _proof(context: RuleContext, answer: Answer, one: PageDate) -> Evidence:
    source = "http" if one is answer.modified else "page"
    return Evidence(source, one.quote, answer.uri, observed_on(context))
