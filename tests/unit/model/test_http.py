"""The ids of a page, which callers see as a set."""

from collections.abc import Set

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.model.http import Ids


@given(st.frozensets(st.text(max_size=4)))
def test_they_are_the_set_that_they_were_made_of(ids: frozenset[str]) -> None:
    possible: Set[str] = {one for one in ids if one and "\0" not in one}

    kept: Set[str] = Ids.of(ids)

    assert kept == possible
    assert sorted(kept) == sorted(possible)
    assert len(kept) == len(possible)
    assert kept & {"a"} == possible & {"a"}


@pytest.mark.parametrize("other", ["", "a", "b\0c", "\0", "ab\0"])
def test_a_part_of_them_is_none_of_them(other: str) -> None:
    assert other not in Ids.of(["ab", "b", "c"])


def test_what_is_no_text_is_none_of_them() -> None:
    one: object = 1
    assert one not in Ids.of(["1"])
