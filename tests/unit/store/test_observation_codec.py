"""An observation as bytes and back: nothing is lost, and what is not ours is nothing."""

import json
import zlib
from dataclasses import MISSING, fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkaudit.model.http import DateEvent, Failure, FailureKind, Hop, Page, PageDate
from linkaudit.model.report import Observation, WebTarget
from linkaudit.store.observation_codec import decode, encode, holds_secret
from tests.builders import URI, answer, observation

TARGET = WebTarget(URI)
OTHERWISE = {
    str: "some words",
    bool: None,
    int: 7,
    float: 1.5,
    frozenset: frozenset({"here", "there"}),
    tuple: ("It ended.", "It was renamed."),
    type(None): 3,
}
MODIFIED = PageDate(DateEvent.MODIFIED, "2021-04-28", "dateModified: 2021-04-28")
OF_OTHER_KINDS: dict[str, object] = {
    "refresh": "/next",
    "canonical": "https://a.example/c",
    "dates": (MODIFIED, PageDate(DateEvent.REVIEWED, "2024-04", "April 2024: reviewed")),
}


def full_page() -> Page:
    """Every field other than it would be anyway, those included that nobody thought of yet."""
    values: dict[str, Any] = {}
    for field in fields(Page):
        default = field.default if field.default is not MISSING else None
        other = not default if isinstance(default, bool) else OTHERWISE[type(default)]
        values[field.name] = OF_OTHER_KINDS.get(field.name, other)
    return Page(**values)


def as_read(seen: Observation) -> Observation:
    """What an observation is to a later run: its time stands elsewhere."""
    return replace(seen, observed_at=None, is_cached=True)


SEEN = {
    "a plain answer": observation(),
    "a full page": observation(
        outcome=answer(headers={"etag": '"1"', "server": "é\u2028"}, page=full_page())
    ),
    "the time of a file": observation(outcome=replace(answer(), modified=MODIFIED)),
    "a page with many ids": observation(
        outcome=answer(page=Page(anchors=frozenset(f"id-{n}" for n in range(3_000))))
    ),
    "hops": observation(
        outcome=answer("https://b.example/"), hops=[Hop(URI, 301), Hop("https://c.example/", 302)]
    ),
    "a failure": observation(outcome=Failure(FailureKind.TLS, "expired", URI), attempts=2),
    "half a character": observation(outcome=answer(page=Page(title="\ud800"))),
}


@pytest.mark.parametrize("seen", SEEN.values(), ids=SEEN)
def test_what_was_written_is_read(seen: Observation) -> None:
    assert decode(encode(seen), TARGET) == as_read(seen)


def test_a_large_one_is_compressed() -> None:
    many = SEEN["a page with many ids"]

    assert len(encode(many)) < 3_000 * len("id-1000")


def with_more(fields_: bytes) -> bytes:
    return b'{"answer":{"uri":"u","status":200,' + fields_ + b'},"attempts":1}'


WRONG = {
    "nothing": b"",
    "no JSON": b"{",
    "another shape": b"[]",
    "no outcome": b'{"attempts":1}',
    "two outcomes": b'{"answer":{},"failure":{},"attempts":1}',
    "a field is missing": b'{"answer":{"uri":"u"},"attempts":1}',
    "a field of another type": b'{"answer":{"uri":"u","status":"200"},"attempts":1}',
    "a truth for a number": b'{"answer":{"uri":"u","status":true},"attempts":1}',
    "an unknown field": with_more(b'"x":1'),
    "headers that are none": with_more(b'"headers":[1]'),
    "a header that is no text": with_more(b'"headers":{"a":1}'),
    "ids that are no text": with_more(b'"page":{"anchors":[1]}'),
    "ids in a text": with_more(b'"page":{"anchors":"ab"}'),
    "an unknown failure": b'{"failure":{"kind":"x","detail":"y"},"attempts":1}',
    "hops that are none": b'{"answer":{"uri":"u","status":200},"attempts":1,"hops":[1]}',
    "attempts that are none": b'{"answer":{"uri":"u","status":200},"attempts":null}',
    "cut short": zlib.compress(b'{"answer":{"uri":"u","status":200},"attempts":1}')[:-9],
    "a bomb": zlib.compress(b"[" + b" " * 20_000_000),
    "nested without end": b'{"answer":' * 5_000,
}


@pytest.mark.parametrize("data", WRONG.values(), ids=WRONG)
def test_bytes_that_are_not_ours_are_nothing(data: bytes) -> None:
    assert decode(data, TARGET) is None


@settings(max_examples=200)
@given(st.binary(max_size=60))
def test_garbage_raises_nothing(garbage: bytes) -> None:
    assert decode(garbage, TARGET) is None


SECRET = "https://a.example/?access_token=hush"
SECRETS = {
    "the target": observation(SECRET),
    "where it ended": observation(outcome=answer(SECRET)),
    "a hop": observation(hops=[Hop(SECRET, 302)]),
    "a header": observation(outcome=answer(headers={"link": f"<{SECRET}>; rel=x"})),
    "the page's own address": observation(outcome=answer(page=Page(canonical=SECRET))),
    "a date of the page": observation(
        outcome=answer(page=Page(dates=(PageDate(DateEvent.REVIEWED, "2024-04", SECRET),)))
    ),
    "a sentence of the page": observation(outcome=answer(page=Page(notices=(SECRET,)))),
    "where it failed": observation(outcome=Failure(FailureKind.TLS, "x", SECRET)),
    "why it failed": observation(outcome=Failure(FailureKind.BAD_REDIRECT, SECRET, URI)),
}


@pytest.mark.parametrize("seen", SECRETS.values(), ids=SECRETS)
def test_a_secret_is_seen_wherever_it_stands(seen: Observation) -> None:
    assert holds_secret(seen)


@pytest.mark.parametrize("seen", SEEN.values(), ids=SEEN)
def test_an_address_without_secrets_holds_none(seen: Observation) -> None:
    assert not holds_secret(seen)


def test_it_is_json_that_a_person_can_read() -> None:
    plain = json.loads(encode(observation(outcome=answer(status=204))))

    assert plain == {"answer": {"uri": URI, "status": 204}, "attempts": 1}
