"""When a page came out and when it was changed, as the page and its server say.

Given pieces of a page, not its tree; quotes dates that stand in known places, and leaves out
those that are made up with the answer. Which of them to believe is for the judge.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from linkaudit.check.transport.retry_after import http_date
from linkaudit.model.http import DateEvent, PageDate

_MINUTE = timedelta(minutes=1)  # what is no older was made with the answer
_LARGEST = 200_000  # characters of a script of data
_MANY = 20  # scripts, or things that one script describes

# The Open Graph protocol, article; and the two names under which schema.org has the same.
MODIFIED, PUBLISHED, UPDATED = "article:modified_time", "article:published_time", "og:updated_time"
DATE_MODIFIED, DATE_PUBLISHED = "dateModified", "datePublished"
# schema.org: what may be the page itself, not a comment below it or a product it shows.
_PAGES = frozenset({"WebPage", "AboutPage", "FAQPage", "ItemPage", "QAPage"})
_TEXTS = frozenset(
    {
        "APIReference", "Article", "BlogPosting", "HowTo", "LearningResource", "NewsArticle",
        "Report", "ScholarlyArticle", "SocialMediaPosting", "TechArticle",
    }
)  # fmt: skip

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_DAY = rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})"
_MAYBE_DAY = rf"{_MONTH}(?: (?P<day>\d{{1,2}})(?:st|nd|rd|th)?)?,? (?P<year>\d{{4}})"
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ][\d:.,+Zz -]{1,30})?")
_TAGS = r"(?:\s|<[^<>]{0,100}>){0,6}"

# Sentences of AWS documentation: of API references, and of a guide's document history.
_PUBLISHED_ON, _UPDATE = "This document was last published on", "Latest documentation update:"
_SENTENCES = tuple(
    (words, re.compile(rf"{words}{_TAGS}{_DAY}\.?")) for words in (_PUBLISHED_ON, _UPDATE)
)
# Above posts of AWS blogs: "April 2024: This post was reviewed and updated for accuracy."
_POST = r"This (?:blog |blog post |)?(?:post|article|page|tutorial) (?:was|has been) "
_REVIEWS = (
    re.compile(
        rf"\b{_MAYBE_DAY}\s?[:–—-]\s*{_POST}(?:last |recently )?(?:reviewed|updated)\b"
        r"[^.\n]{0,150}\.?"
    ),
    re.compile(
        rf"\b{_POST}(?:last |recently )?(?:reviewed|updated)(?: and updated)?"
        rf"(?: for (?:technical )?accuracy)?,?(?: on| in|:)? {_MAYBE_DAY}[^.\n]{{0,150}}\.?"
    ),
)
TELLING = (
    MODIFIED, UPDATED, DATE_MODIFIED, _PUBLISHED_ON, _UPDATE,
    "reviewed", " was updated", " been updated", " last updated", "recently updated",
)  # fmt: skip
_TELLING_BYTES = tuple(words.encode() for words in TELLING)


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands in a page's mark-up; each value as written."""

    metas: Mapping[str, str]
    """The first content of each `<meta property>` that Open Graph has."""
    items: Mapping[str, str]
    """Microdata (schema.org) that is the page's own."""
    scripts: tuple[str, ...]
    """JSON-LD."""


def may_be_dated(text: str) -> bool:
    """Whether a page might say that it was changed; most do not."""
    # As bytes: a text that has a character beyond Latin-1 took three times as long.
    data = text.encode("utf-8", "surrogatepass")
    return any(words in data for words in _TELLING_BYTES)


def page_dates(
    marks: Marks, text: str, top: str, headers: Mapping[str, str]
) -> tuple[PageDate, ...]:
    """All that a page says, what is worth most first; `top` is its first text without tags."""
    found = [*_sentences(text), *_marked(marks), *_reviews(top)]
    return tuple(dict.fromkeys(one for one, moment in found if not _is_of_answer(moment, headers)))


def last_modified(headers: Mapping[str, str]) -> PageDate | None:
    """RFC 9110 §8.8.2; None where it only says when the answer was made."""
    value = headers.get("last-modified", "")
    moment = http_date(value) if value else None
    if moment is None or _is_of_answer(moment, headers):
        return None
    return PageDate(
        DateEvent.MODIFIED, moment.date().isoformat(), f"Last-Modified: {value.strip()}"
    )


_Found = tuple[PageDate, datetime | None]
"""With the moment, where more than a day is named."""


def _is_of_answer(moment: datetime | None, headers: Mapping[str, str]) -> bool:
    """Whether it is the time of the answer itself, or of the cache's copy (RFC 9111 §5.1)."""
    sent = http_date(headers.get("date", ""))
    if moment is None or sent is None:
        return False
    age = headers.get("age", "")
    seconds = int(age) if re.fullmatch(r"[0-9]{1,9}", age) else 0
    made = (sent, sent - timedelta(seconds=seconds))
    return moment > sent or any(abs(one - moment) <= _MINUTE for one in made)


# ------------------------------------------------------------------- mark-up


def _marked(marks: Marks) -> Iterator[_Found]:
    described = _described(marks.scripts)
    for event, name, held in (
        (DateEvent.MODIFIED, MODIFIED, marks.metas),
        (DateEvent.MODIFIED, DATE_MODIFIED, described),
        (DateEvent.MODIFIED, DATE_MODIFIED, marks.items),
        (DateEvent.MODIFIED, UPDATED, marks.metas),
        (DateEvent.PUBLISHED, PUBLISHED, marks.metas),
        (DateEvent.PUBLISHED, DATE_PUBLISHED, described),
        (DateEvent.PUBLISHED, DATE_PUBLISHED, marks.items),
    ):
        if found := _iso(event, name, held.get(name, "").strip()):
            yield found


def _iso(event: DateEvent, name: str, value: str) -> _Found | None:
    match = _ISO.fullmatch(value)
    if match is None:
        return None
    try:
        moment = datetime.fromisoformat(value.upper())
    except ValueError:
        return None
    has_time = len(value) > len(match[1]) and moment.tzinfo is not None
    dated = PageDate(event, match[1], f"{name}: {value}")
    return dated, _utc(moment) if has_time else None


def _utc(moment: datetime) -> datetime | None:
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # the first or the last day of all
        return None


def _described(scripts: tuple[str, ...]) -> Mapping[str, str]:
    """The dates in JSON-LD of the one thing that is the page; none where that is unclear."""
    things = [thing for script in scripts[:_MANY] for thing in _things(script)]
    texts = [dates for kinds, dates in things if kinds & _TEXTS]
    pages = [dates for kinds, dates in things if kinds & _PAGES]
    for own in (texts, pages):  # what is written tells more of the text than what holds it
        if own:
            return own[0] if all(dates == own[0] for dates in own) else {}
    return {}


def _things(script: str) -> Iterator[tuple[frozenset[str], dict[str, str]]]:
    if len(script) > _LARGEST:
        return
    try:
        data = json.loads(script)
    except (ValueError, RecursionError):
        return
    graph = data.get("@graph") if isinstance(data, dict) else data
    members = graph if isinstance(graph, list) else []
    for thing in [data, *members[: _MANY + 1]]:
        if not isinstance(thing, dict):
            continue
        kind = thing.get("@type")
        kinds = kind if isinstance(kind, list) else [kind]
        dates = {
            key: value
            for key in (DATE_MODIFIED, DATE_PUBLISHED)
            if isinstance(value := thing.get(key), str)
        }
        yield frozenset(one for one in kinds if isinstance(one, str)), dates


def is_page(item_type: str) -> bool:
    """Whether microdata of that type may speak of the page itself."""
    return item_type.rstrip("/").rpartition("/")[2] in _TEXTS | _PAGES


# ----------------------------------------------------------------- sentences


def _sentences(text: str) -> Iterator[_Found]:
    for words, pattern in _SENTENCES:
        start = text.find(words)
        match = pattern.match(text, start) if start >= 0 else None
        if match and (day := _day(match)):
            said = " ".join(re.sub(r"<[^<>]*>", " ", match[0]).split())
            yield PageDate(DateEvent.MODIFIED, day, said), None


def _reviews(top: str) -> Iterator[_Found]:
    for pattern in _REVIEWS:
        match = pattern.search(top)
        if match and (day := _day(match)):
            yield PageDate(DateEvent.REVIEWED, day, " ".join(match[0].split())), None
            return


def _day(match: re.Match[str]) -> str | None:
    number = _MONTHS.index(match["month"]) + 1
    year, day = int(match["year"]), int(match["day"] or 1)
    try:
        moment = datetime(year, number, day, tzinfo=UTC)
    except ValueError:
        return None
    return f"{moment:%Y-%m-%d}" if match["day"] else f"{moment:%Y-%m}"
