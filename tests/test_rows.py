"""`each` tries all rows, names those that fail, and hands fixtures on."""

from pathlib import Path

import pytest

from tests.rows import each


def test_all_rows_are_tried_and_those_that_fail_are_named() -> None:
    tried = []

    @each(("number", "word"), [(1, "one"), (2, "two"), (3, "three")], ids=["a", "b", "c"])
    def odd(number: int, word: str) -> None:
        tried.append(word)
        assert number % 2 == 0, word

    with pytest.raises(ExceptionGroup) as raised:
        odd()

    assert tried == ["one", "two", "three"]
    assert raised.value.message == "2 of 3 rows fail"
    assert [str(error).partition("\n")[0] for error in raised.value.exceptions] == ["one", "three"]
    assert [error.__notes__ for error in raised.value.exceptions] == [
        ["in the row a"],
        ["in the row c"],
    ]


def test_a_table_without_rows_proves_nothing() -> None:
    with pytest.raises(AssertionError, match="without rows"):
        each("row", [])


@each("first", "ab")
@each("second", "cd")
def test_fixtures_are_the_same_for_all_rows_of_all_tables(
    first: str, second: str, tmp_path: Path
) -> None:
    (tmp_path / (first + second)).touch(exist_ok=False)

    made = {path.name for path in tmp_path.iterdir()}
    assert len(made) == {"ac": 1, "bd": 4}.get(first + second, len(made))


@pytest.mark.anyio
async def test_a_coroutine_is_awaited() -> None:
    tried = []

    @each("row", [1, 2])
    async def anything(row: int) -> None:
        tried.append(row)

    await anything()

    assert tried == [1, 2]
