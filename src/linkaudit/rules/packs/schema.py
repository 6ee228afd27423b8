"""What each key of a pack must look like, and what of a table is wrong.

Values in, troubles out, each half a sentence. A pack may be a stranger's, so all is bounded.
"""

from __future__ import annotations

import calendar
import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from linkaudit.rules.packs.model import FactKind
from linkaudit.rules.packs.path_patterns import PART, REST
from linkaudit.text.notices import PLACES, Event

MAX_TEXT = 500  # characters of one text
MAX_TEXTS = 100  # of one list

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_SLUG = re.compile(r"[a-z0-9._-]+")
_PERIOD = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?", re.ASCII)
_LINK = re.compile(r"https?://[\w.-]+(?:[:/?#]\S*)?")
_SEGMENT = re.compile(r"[^\s/{}*]+")
_YEARS = range(1990, 2100)


@dataclass(frozen=True, slots=True)
class Field:
    """One key: what it may hold, and whether it must be there."""

    fits: Callable[[object], bool]
    wanted: str
    is_needed: bool = False


def is_text(value: object) -> bool:
    """A text that is fit to be shown: one line, no control or direction characters."""
    is_short = isinstance(value, str) and 0 < len(value) <= MAX_TEXT
    return is_short and str(value).isprintable() and str(value).strip() == value


def is_texts(value: object) -> bool:
    return isinstance(value, list) and 0 < len(value) <= MAX_TEXTS and all(map(is_text, value))


def is_day(value: object) -> bool:
    # A datetime is a date too, but does not compare with one.
    return type(value) is date and value.year in _YEARS


def is_when(value: object) -> bool:
    return is_day(value) or (
        isinstance(value, str)
        and (match := _PERIOD.fullmatch(value)) is not None
        and int(match[1]) in _YEARS
    )


def last_day(value: object) -> date | None:
    """The day, or the last one of a month or a year."""
    if type(value) is date:
        return value
    match = _PERIOD.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or 12)
    return date(year, month, calendar.monthrange(year, month)[1])


def _each(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    def fits(value: object) -> bool:
        return isinstance(value, list) and is_texts(value) and all(map(pattern.fullmatch, value))

    return fits


def _one(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: (
        isinstance(value, str) and is_text(value) and bool(pattern.fullmatch(value))
    )


def _is_patterns(value: object) -> bool:
    return isinstance(value, list) and is_texts(value) and all(map(_is_pattern, value))


def _is_pattern(text: str) -> bool:
    if not text.startswith("/"):
        return False
    segments = text.strip("/").split("/")
    if segments[-1] == REST:
        segments.pop()
    named = [match[1] for part in segments if (match := PART.fullmatch(part))]
    plain = [part for part in segments if not PART.fullmatch(part)]
    return bool(named) and len(set(named)) == len(named) and all(map(_SEGMENT.fullmatch, plain))


_TEXT = f"a text of one line, at most {MAX_TEXT} characters"
_TEXTS = f"a list of texts, each of one line and at most {MAX_TEXT} characters"
_DAY = "a date like 2026-11-23"
_ID_FIELD = Field(_one(_ID), "small letters, digits and single hyphens", is_needed=True)
_URL = "a URL that begins with https:// or http://"
_SOURCE = Field(_one(_LINK), _URL, is_needed=True)
_QUOTE = Field(is_text, _TEXT, is_needed=True)
_PATHS = "a list of beginnings of paths, each with a slash in front"
_OF_PATH = _each(re.compile(r"/[^\s/]\S*"))

PACK: Mapping[str, Field] = {
    "name": Field(is_text, _TEXT, is_needed=True),
    "read_on": Field(is_day, _DAY, is_needed=True),
    "hosts": Field(_each(_HOST), 'a list of names like "docs.acme.example"', is_needed=True),
    "not_below": Field(_each(_SLUG), "a list of single parts of paths, in small letters"),
}
TABLES: Mapping[str, Mapping[str, Field]] = {
    "entry": {
        "id": _ID_FIELD,
        "kind": Field(
            lambda v: v in tuple(FactKind), f"one of {', '.join(FactKind)}", is_needed=True
        ),
        "names": Field(is_texts, _TEXTS, is_needed=True),
        "date": Field(is_when, f'{_DAY}, or "2026-11" or "2026" where no more is known'),
        "source": _SOURCE,
        "quote": _QUOTE,
        "now": Field(is_texts, _TEXTS),
        "successor": Field(is_text, _TEXT),
        "slugs": Field(_each(_SLUG), "a list of single parts of paths, in small letters"),
        "paths": Field(_OF_PATH, _PATHS),
        "until": Field(is_day, _DAY),
        "but_not": Field(is_texts, _TEXTS),
        "but_not_paths": Field(_OF_PATH, _PATHS),
        "reused": Field(lambda v: isinstance(v, bool), "true or false"),
        "means": Field(is_text, _TEXT),
        "undated": Field(lambda v: isinstance(v, bool), "true or false"),
        "read_on": Field(is_day, _DAY),
        "announced": Field(is_day, _DAY),
        "announced_source": Field(_one(_LINK), _URL),
        "announced_quote": Field(is_text, _TEXT),
        "other_kind": Field(lambda v: v in ("ends", "closed"), "one of ends, closed"),
        "other_date": Field(is_day, _DAY),
        "other_source": Field(_one(_LINK), _URL),
        "other_quote": Field(is_text, _TEXT),
    },
    "notice": {
        "id": _ID_FIELD,
        "kind": Field(lambda v: v in tuple(Event), f"one of {', '.join(Event)}", is_needed=True),
        "says": Field(is_texts, _TEXTS, is_needed=True),
        "means": Field(is_text, _TEXT),
    },
    "move": {
        "id": _ID_FIELD,
        "what": Field(is_text, _TEXT, is_needed=True),
        "patterns": Field(
            _is_patterns,
            'a list of patterns like "/{owner}/{name}/**"',
            is_needed=True,
        ),
        "name": Field(is_text, _TEXT, is_needed=True),
        "source": _SOURCE,
        "quote": _QUOTE,
        "permanent": Field(lambda v: isinstance(v, bool), "true or false"),
        "ignoring": Field(is_texts, _TEXTS),
        "means": Field(is_text, _TEXT),
        "often": Field(
            lambda v: _each(_SEGMENT)(v) and isinstance(v, list) and len(v) == 2,
            "a list of two names, the old one first",
        ),
    },
}


def troubles(raw: Mapping[str, object], fields: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
    """The keys of a table that are wrong, each by itself, and how."""
    for key in raw:
        if key not in fields:
            close = difflib.get_close_matches(key, fields, n=1)
            hint = f"did you mean '{close[0]}'?" if close else f"known are {', '.join(fields)}"
            yield key, f"'{_safe(key)}' is not known; {hint}"
    for key, field in fields.items():
        if key not in raw:
            if field.is_needed:
                yield key, f"'{key}' is missing"
        elif not field.fits(raw[key]):
            yield key, f"'{key}' must be {field.wanted}"


def contradictions(table: str, raw: Mapping[str, object]) -> Iterator[str]:
    """What is wrong between the keys of a table that are each well by themselves."""
    if table == "entry":
        yield from _of_entry(raw)
    elif table == "notice":
        yield from _of_notice(raw)
    else:
        yield from _of_move(raw)


def _of_entry(raw: Mapping[str, object]) -> Iterator[str]:
    is_renamed = raw["kind"] == FactKind.RENAMED
    if is_renamed and "now" not in raw:
        yield "'now' is missing: the name since it was renamed"
    wanted = {"date", "undated"} if raw["kind"] == FactKind.ENDS else _DAYS
    if not is_renamed and not wanted & set(raw):
        yield "'date' is missing: the day since when it holds"
    begin, end = last_day(raw.get("date", raw.get("announced"))), last_day(raw.get("until"))
    if end is not None and (is_renamed or begin is None or end <= begin):
        yield "'until' must be a day after 'date', of what ended or closed and is back"
    if "means" in raw and not (
        is_renamed and set(PART.findall(str(raw["means"]))) <= {"old", "new"}
    ):
        yield "'means' is for what was renamed, and may hold {old} and {new}"
    yield from _of_statements(raw, is_renamed=is_renamed)


_DAYS = frozenset({"date", "undated", "announced"})


def _of_statements(raw: Mapping[str, object], *, is_renamed: bool) -> Iterator[str]:
    """Every day has its source, whether of the announcement or of a source that differs."""
    announced, effect = last_day(raw.get("announced")), last_day(raw.get("date"))
    if announced and effect and announced > effect:
        yield "'announced' must not be after 'date'"
    for key in ("announced_source", "announced_quote"):
        if key in raw and "announced" not in raw:
            yield f"'{key}' needs 'announced'"
    others = [key for key in raw if key.startswith("other_")]
    if others and is_renamed:
        yield f"'{others[0]}' is for what ended or closed"
    elif others and not {"other_date", "other_source", "other_quote"} <= set(others):
        yield "'other_date', 'other_source' and 'other_quote' must be given together"


def advice_troubles(raws: Sequence[Mapping[str, object]]) -> Iterator[tuple[int, str]]:
    """Advice that is itself out of date: a new name or a successor with an old name in it."""
    given = [[*_texts(raw, "now"), *_texts(raw, "successor")] for raw in raws]
    joined = "\n".join(text for texts in given for text in texts)
    old = [
        name
        for raw in raws
        if raw["kind"] == FactKind.RENAMED and raw.get("reused") is not True
        for name in _texts(raw, "names")
        if name in joined
    ]
    if not old:
        return
    # A new name may be longer than the old one: "Amazon GameLift Servers".
    new = sorted(
        {name for raw in raws for name in _texts(raw, "now")} - set(old), key=len, reverse=True
    )
    for number, texts in enumerate(given):
        for text in texts:
            rest = text
            for name in new:
                rest = rest.replace(name, "\n")
            found = next((name for name in old if is_named(name, rest)), "")
            if found:
                yield number, f"'{_safe(text)}' has an old name in it: '{_safe(found)}'"


def is_named(name: str, text: str) -> bool:
    """Whether a text has a name as words of its own: "Go" is not in "Google"."""
    start = text.find(name)
    while start >= 0:
        around = text[start - 1 : start] + text[start + len(name) : start + len(name) + 1]
        if not any(char.isalnum() or char in "_-" for char in around):
            return True
        start = text.find(name, start + 1)
    return False


def _texts(raw: Mapping[str, object], key: str) -> list[str]:
    value = raw.get(key, [])
    if isinstance(value, str):
        return [value]
    return [*map(str, value)] if isinstance(value, list) else []


_NEEDED = {Event.RENAMED.value: {"name", "now"}, Event.ENDS.value: {"date"}}


def _of_notice(raw: Mapping[str, object]) -> Iterator[str]:
    sentences = raw["says"] if isinstance(raw["says"], list) else []
    needed = {Event.RENAMED: {"name", "now"}, Event.ENDS: {"date"}}.get(
        Event(str(raw["kind"])), set()
    )
    for sentence in sentences:
        named = PART.findall(sentence)
        if len(set(named)) != len(named) or not set(named) <= PLACES.keys():
            yield "'says' may hold {date}, {name} and {now}, each once"
        elif not needed <= set(named):
            yield f"'says' must hold {' and '.join(f'{{{n}}}' for n in sorted(needed))}"
        elif not re.sub(PART, "", sentence).strip(" ."):
            yield "'says' must hold words of its own"
        elif not set(PART.findall(str(raw.get("means", "")))) <= set(named):
            yield "'means' may hold only what every sentence of 'says' holds"


def _of_move(raw: Mapping[str, object]) -> Iterator[str]:
    patterns = raw["patterns"] if isinstance(raw["patterns"], list) else []
    named = PART.findall(str(raw["name"]))
    if not named or not all(set(named) <= set(PART.findall(text)) for text in patterns):
        yield "'name' must be made of parts that every pattern has, in braces"
    if not set(PART.findall(f"{raw['what']}{raw.get('means', '')}")) <= {"old", "new"}:
        yield "'means' may hold {old} and {new}"
    if "often" in raw and raw["name"] != f"{{{named[0] if named else ''}}}":
        yield "'often' needs a 'name' that is one part of the path"


def _safe(key: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in key[:40])
