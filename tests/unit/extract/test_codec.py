"""Extractions as bytes and back: nothing is lost, and bytes of strangers are harmless."""

import json
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkaudit.extract.codec import decode, encode
from linkaudit.model.document import (
    Defect,
    Extraction,
    Link,
    LinkKind,
    Place,
    Problem,
    Region,
    Suppression,
)
from tests.builders import PATH, link

EXAMPLES = settings(max_examples=250)

NUMBERS = st.integers(0, 2**32 - 1)
TEXTS = st.text(st.characters(), max_size=8)  # half characters too
PLACES = st.builds(Place, NUMBERS, NUMBERS)
LINKS = st.builds(
    Link,
    st.just(PATH),
    st.builds(Region, NUMBERS, NUMBERS, NUMBERS, NUMBERS),
    TEXTS,
    TEXTS,
    TEXTS,
    st.sampled_from(LinkKind),
    st.lists(PLACES, max_size=3).map(tuple),
    st.none() | st.sampled_from(Defect),
)
EXTRACTIONS = st.builds(
    Extraction,
    st.just(PATH),
    st.lists(LINKS, max_size=4).map(tuple),
    st.lists(
        st.builds(Suppression, PLACES, NUMBERS, NUMBERS, st.frozensets(TEXTS, max_size=2)),
        max_size=3,
    ).map(tuple),
    st.lists(st.builds(Problem, st.just(PATH), TEXTS), max_size=2).map(tuple),
    st.none() | st.dates(),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=9) | st.dictionaries(TEXTS, inner, max_size=3),
)


@EXAMPLES
@given(EXTRACTIONS)
def test_an_extraction_survives(extraction: Extraction) -> None:
    assert decode(encode(extraction), PATH) == extraction


def test_the_path_is_that_of_the_document_at_hand() -> None:
    """The same text may stand in another file, or the file may have moved."""
    data = encode(Extraction("a.md", (link(path="a.md"),), problems=(Problem("a.md", "x"),)))

    assert decode(data, "b.md") == Extraction(
        "b.md", (link(path="b.md"),), problems=(Problem("b.md", "x"),)
    )


@EXAMPLES
@given(st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_an_extraction_or_nothing(data: bytes) -> None:
    """The file may lie in a stranger's tree: what it holds raises nothing and runs nothing."""
    assert isinstance(decode(data, PATH), Extraction | None)


@EXAMPLES
@given(EXTRACTIONS, st.data())
def test_a_changed_value_is_an_extraction_or_nothing(
    extraction: Extraction, data: st.DataObject
) -> None:
    columns = json.loads(encode(extraction))
    column = columns[data.draw(st.integers(0, 1))]
    column.insert(data.draw(st.integers(0, len(column))), data.draw(JSON))
    changed = columns if data.draw(st.booleans()) else columns[::-1]

    assert isinstance(decode(json.dumps(changed).encode(), PATH), Extraction | None)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"[[],[]]",
        b"[[0,0,0,0,0,0,0],[],[]]",
        b"[[4000000000,0,0,0,0,0,0],[]]",
        b"[[0,0,0,0,0,0,0],[1]]",
        b"[[0,0,0,0,0,0,4000000000],[]]",
        b'[[1,0,0,0,0,0,0,1,1,1,1,99,0,0],["a","b"]]',
        b"[" * 100_000,
        b"9" * 10_000,
        encode(Extraction(PATH, published=date.max))[:-1],
    ],
)
def test_what_was_not_encoded_here_is_nothing(data: bytes) -> None:
    assert decode(data, PATH) is None


@pytest.mark.parametrize(
    ("type_", "names"),
    [
        # What was not read to its end is never stored, so the codec has no `is_unread`.
        (Extraction, "path links suppressions problems published is_unread"),
        (Link, "path region destination url text kind uses defect"),
        (Suppression, "place first last rules"),
        (Problem, "path message"),
        (Region, "line column end_line end_column"),
        (Place, "line column"),
    ],
)
def test_no_field_is_left_out(type_: type, names: str) -> None:
    """A field added to the model is added to the codec too, and raises `REVISION`."""
    assert " ".join(field.name for field in fields(type_)) == names
