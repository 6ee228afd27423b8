"""JSON in pieces has the bytes of `json.dumps`, which lays it out more slowly."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from linkaudit.report import FORMATS, json_
from linkaudit.report.formats import gathered
from linkaudit.report.view import laid_out
from tests.builders import finding, link, report, result

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


@given(VALUES)
def test_a_value_is_laid_out_as_the_standard_library_does(value: object) -> None:
    assert laid_out.whole(value) == dumped(value)
    assert "".join(laid_out.pieces(value)) == dumped(value)


@given(st.lists(VALUES, max_size=4), VALUES)
def test_an_iterator_is_a_list_however_deep_it_is(items: list[object], beside: object) -> None:
    def holding(items: object) -> object:
        return {"a": beside, "b": [{"items": items}], "c": beside}

    assert "".join(laid_out.pieces(holding(iter(items)))) == dumped(holding(items))


def test_an_item_of_an_iterator_is_not_asked_for_before_the_one_before_it_is_out() -> None:
    asked: list[int] = []

    def items() -> Iterator[int]:
        for number in range(3):
            asked.append(number)
            yield number

    made = laid_out.pieces({"items": items()})

    assert next(made) == '{\n  "items": '
    assert asked == []
    assert next(made) == "[\n    0"
    assert asked == [0]


def test_the_report_has_the_bytes_that_the_standard_library_gives() -> None:
    made = report(result(), result(finding(message="“ü” \u2028 ##[")), result(link=link("\ud800")))

    text = json_.render(made)

    assert text == dumped(json.loads(text)).replace("##[", "#\\u0023[") + "\n"


def test_a_text_is_gathered_into_pieces_that_end_with_a_line() -> None:
    """A command of GitHub's runner is on one line, so no piece can hold half of one."""
    letters = ("a", "b\nc", "d", "e\n", "f", "#", "#[", "g")

    assert list(gathered(letters, 1)) == ["ab\n", "cde\n", "f##[g"]
    assert list(gathered((), 1)) == []


def test_a_long_report_comes_in_several_pieces() -> None:
    made = report(*[result(link=link(f"https://a.example/{n}", line=n + 1)) for n in range(2_000)])

    for name in ("json", "markdown", "csv", "html"):
        pieces = list(FORMATS[name].pieces(made))

        assert len(pieces) > 1
        assert max(map(len, pieces)) < 4 * 64 * 1024
        assert "".join(pieces) == FORMATS[name].render(made)
