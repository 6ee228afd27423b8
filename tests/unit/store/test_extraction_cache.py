"""Extraction that remembers gives what extraction gives, and asks it only for what is new."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkaudit.audit.links import extract_sequentially
from linkaudit.extract.codec import decode, encode
from linkaudit.extract.version import extractor
from linkaudit.model.document import Document, Extraction
from linkaudit.store.database import State, open_state
from linkaudit.store.extraction_cache import Codec, cached_extraction, key_of
from tests.builders import TODAY, document, link


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with closing(open_state(tmp_path / "state.sqlite3")) as opened:
        yield opened


def refused(documents: Sequence[Document]) -> Iterable[Extraction]:
    raise AssertionError(f"asked for {documents}")


CODEC = Codec(extractor(), encode, decode)
A, B = document("[a](b) and <https://c.example>", path="a.md"), document("[d]: e", path="b.md")


def test_what_did_not_change_is_not_extracted_again(state: State) -> None:
    first = list(cached_extraction(state, extract_sequentially, TODAY, CODEC)([A, B]))

    assert list(cached_extraction(state, refused, TODAY, CODEC)([B, A])) == first[::-1]


def test_only_what_is_new_is_extracted_and_the_order_stays(state: State) -> None:
    asked: list[str] = []

    def noting(documents: Sequence[Document]) -> Iterable[Extraction]:
        asked.extend(document.path for document in documents)
        return extract_sequentially(documents)

    list(cached_extraction(state, extract_sequentially, TODAY, CODEC)([B]))
    found = list(
        cached_extraction(state, noting, TODAY, CODEC)([A, B, document("[f](g)", path="c.md")])
    )

    assert asked == ["a.md", "c.md"]
    assert [extraction.path for extraction in found] == ["a.md", "b.md", "c.md"]


def test_the_same_text_elsewhere_is_known_there_too(state: State) -> None:
    list(cached_extraction(state, extract_sequentially, TODAY, CODEC)([A]))
    moved = document(A.text, path="docs/MOVED.MD")

    assert list(cached_extraction(state, refused, TODAY, CODEC)([moved])) == list(
        extract_sequentially([moved])
    )


def test_a_suffix_says_how_a_text_is_read() -> None:
    assert key_of(document("x", path="a.md")) != key_of(document("x", path="a.html"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=40))
def test_garbage_in_the_file_is_extracted_anew(state: State, garbage: bytes) -> None:
    state.remember(extractor(), {key_of(A): garbage}, TODAY)

    assert list(cached_extraction(state, extract_sequentially, TODAY, CODEC)([A])) == list(
        extract_sequentially([A])
    )
    assert list(cached_extraction(state, refused, TODAY, CODEC)([A])) == list(
        extract_sequentially([A])
    )


def test_half_a_character_has_a_key() -> None:
    assert key_of(document("\ud800")) != key_of(document("\udfff"))


def test_without_a_file_everything_is_extracted(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    nowhere = open_state(tmp_path / "file" / "state.sqlite3")
    wanted = Extraction("a.md", (link(path="a.md"),))

    assert list(cached_extraction(nowhere, lambda _: [wanted], TODAY, CODEC)([A])) == [wanted]
