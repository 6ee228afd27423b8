"""Days in sentences, in the forms in which notices write them, in nine languages.

A day is found and, so that a grammar need not know its form, covered with as many `@`: places
in the sentence stay as they are. Which day belongs to what, the grammar says.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

COVER = "@"

# The first three or four letters of a month tell it in each of these languages.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero janeiro",
            "february feb februar février fevrier febrero fevereiro",
            "march mar märz mars marzo março",
            "april apr avril abril",
            "may mai mayo maio",
            "june jun juni juin junio junho",
            "july jul juli juillet julio julho",
            "august aug août aout agosto",
            "september sep sept septembre septiembre setembro",
            "october oct oktober octobre octubre outubro",
            "november nov novembre noviembre novembro",
            "december dec dezember décembre diciembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?P<day>\d{1,2})"
_FORMS = tuple(
    re.compile(rf"(?<![A-Za-z0-9_/-]){form}", re.I)
    for form in (
        rf"{_MONTH} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",
        rf"(?:the )?{_DAY}(?:st|nd|rd|th|er|\.|º)? (?:de |of )?{_MONTH},? (?:de )?{_YEAR}",
        r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
        r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>(?:20)?\d\d)(?![\d/])",
        r"(?P<year>(?:19|20)\d\d) ?[年년] ?(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日일]",
        rf"(?:the end of )?{_MONTH},? (?:de |of )?{_YEAR}",
        r"(?:the end of )?(?:the )?"
        r"(?:Q(?P<quarter>[1-4])|(?P<nth>first|second|third|fourth) quarter)"
        rf"(?: of)?,? {_YEAR}",
        rf"(?:the )?end of {_YEAR}",
        rf"(?:(?<=[iI]n )|(?<=[bB]y )|(?<=s of )|(?<=ince )){_YEAR}",
        r"(?P<odd>(?-i:[A-Z])[a-z]{2,12}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d)(?!\d)",
    )
)
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_ANY = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Day:
    """A day in a sentence, or the last one of a month, a quarter or a year."""

    start: int
    end: int
    at: date | None
    """None for one that no calendar has."""
    when: str
    """As far as it is named: `2026-05-31`, `2026-05` or `2026`; as written where it is none."""


def days_in(sentence: str) -> tuple[str, tuple[Day, ...]]:
    """The sentence with its days covered, and the days, in their order."""
    if not _ANY.search(sentence):
        return sentence, ()
    found: list[Day] = []
    for form in _FORMS:
        for match in form.finditer(sentence):
            found.append(_day(match))
            start, end = match.span()
            sentence = f"{sentence[:start]}{COVER * (end - start)}{sentence[end:]}"
    return sentence, tuple(sorted(found, key=lambda day: day.start))


def _day(match: re.Match[str]) -> Day:
    words = {key: value for key, value in match.groupdict().items() if value}
    if "odd" in words:  # "Smarch 41, 2027"
        return Day(*match.span(), None, words["odd"])
    year = int(words["year"])
    year += 2000 if year < 100 else 0
    return Day(*match.span(), *_last(year, *_parts(words)))


def _parts(words: dict[str, str]) -> tuple[int, int]:
    """Month and day, 0 for what is not named."""
    quarter = int(words.get("quarter", 0)) or _QUARTERS.get(words.get("nth", "").lower(), 0)
    named = words.get("month", "").lower()
    month = _MONTHS.get(named) or (int(named) if named.isdecimal() else 3 * quarter)
    day = int(words.get("day", 0))
    # 13/05/2027 is the European order.
    return (day, month) if month > 12 and 0 < day <= 12 else (month, day)


def _last(year: int, month: int, day: int) -> tuple[date | None, str]:
    if not month:
        return date(year, 12, 31), f"{year}"
    try:
        last = day or calendar.monthrange(year, month)[1]
        at = date(year, month, last)
    except (ValueError, calendar.IllegalMonthError):
        return None, "?"
    return at, at.isoformat() if day else f"{year}-{month:02}"


def in_reach(days: tuple[Day, ...], start: int, end: int) -> Iterator[Day]:
    """The days between two places."""
    return (day for day in days if start <= day.start < end)
