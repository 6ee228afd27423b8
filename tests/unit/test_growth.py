"""Texts that took the square of their length, at a size that such a text would not get through.

Where Python's own loops are the work, its calls are counted; the answer is the same on any machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import FrameType

import pytest

from linkaudit.audit.links import collect_links
from linkaudit.audit.policy import Policy
from linkaudit.extract.markdown.code_spans import code_spans
from linkaudit.extract.markdown.jsx import tags
from linkaudit.extract.markdown.slugs import heading_ids
from linkaudit.extract.resolve import resolve
from linkaudit.extract.source import Source
from linkaudit.extract.suppress import Silencing, comments, suppressions
from linkaudit.files.read import FoundDocuments
from linkaudit.model.document import Document
from linkaudit.model.report import NotAsked, Unasked
from linkaudit.model.slugger import Slugger
from linkaudit.rules.replacement.similarity import nearest

MANY = 300_000
SOME = MANY // 20


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("{{" * MANY, Unasked.REFUSED),
        ("{%" * MANY, Unasked.REFUSED),
        ("{{%" * MANY, Unasked.REFUSED),
        ("%}}}" * MANY + "{{", Unasked.REFUSED),
        ("{%{{" * MANY + "%}", Unasked.SKIPPED),
        ("{{" * MANY + "}}", Unasked.SKIPPED),
        ("{{x}}", Unasked.SKIPPED),
        ("{{}}", Unasked.SKIPPED),
        ("{%%}", Unasked.SKIPPED),
        ("}}{{x}}", Unasked.SKIPPED),
    ],
    ids=lambda value: str(value)[:10],
)
def test_a_placeholder_is_found_in_one_look(url: str, expected: Unasked) -> None:
    """A destination of 80,000 times `{%` took more than ten seconds."""
    outcome = resolve(f"javascript:{url}", "a.md").target

    assert isinstance(outcome, NotAsked)
    assert outcome.why is expected


@pytest.mark.parametrize("letter", ["ü", "a", "%C3%BC", "ü.", "xn--a", "１", "😀"])
def test_a_host_of_any_length_is_no_name(letter: str) -> None:
    """RFC 1035 §2.3.4: 255 bytes. IDNA takes the square of a label's length."""
    outcome = resolve(f"https://{letter * 100_000}/", "a.md").target

    assert isinstance(outcome, NotAsked)
    assert outcome.why is Unasked.INVALID


SPANS = [
    ("`a`", [(0, 3)]),
    ("``a`b``", [(0, 7)]),
    ("`a``b`", [(0, 6)]),
    ("``a`", []),
    ("`a` `b` `", [(0, 3), (4, 7)]),
    ("```a`b```c`", [(0, 9)]),
    ("a", []),
    ("", []),
    ("`" * 9, []),
    ("`a ``b` c``", [(0, 7)]),
]


@pytest.mark.parametrize(("text", "expected"), SPANS, ids=[text for text, _ in SPANS])
def test_a_code_span_ends_with_a_run_as_long(text: str, expected: list[tuple[int, int]]) -> None:
    """CommonMark §6.1."""
    assert list(code_spans(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "{" * SOME,
        "{`" * SOME,
        "{`${" * SOME,
        "{/*" * SOME,
        "{'" * SOME,
        "{" * SOME + "}",
        "<a b={" * SOME,
        "<a b='" * SOME,
        "<a {...b" * SOME + "}",
        "<a " * SOME,
    ],
    ids=lambda text: text[:10],
)
def test_tags_and_expressions_without_an_end_are_read_once(text: str) -> None:
    """Of MDX; one brace that nothing closes would be looked for through all of the text."""
    assert list(tags(text)) == []


@pytest.mark.parametrize("slugger", list(Slugger))
def test_a_heading_that_ends_in_a_number_of_any_length_has_an_id(slugger: Slugger) -> None:
    """Python refuses to read a number of more than 4,300 digits."""
    number = "9" * 5000

    made = {name.replace("_", "-") for name in heading_ids([f"a_{number}"], slugger)}

    assert f"a-{number}" in made  # VitePress and docutils have no underscores


def test_names_that_are_too_long_to_compare_have_no_nearest() -> None:
    assert nearest("a" * MANY, ["a" * MANY]) is None
    assert nearest("geting-started", ["getting-started"]) == "getting-started"


# ---------------------------------------------------------------- calls that are counted


def calls(work: Callable[[], object]) -> int:
    found = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal found
        found += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return found


LINES = [
    "<!-- linkaudit: ignore -->\n[a](b)\n\n",
    "[a](b) <!-- linkaudit: ignore dead -->\n\n",
    "<!-- linkaudit: off -->\n\n[a](b)\n\n<!-- linkaudit: on -->\n\n",
    "[a](b) `c` <!-- linkaudit: ignore --> ",
    "[a]: b <!-- linkaudit: ignore -->\n[a] ",
]


@pytest.mark.parametrize("line", LINES)
def test_links_beside_comments_cost_what_both_cost(line: str, tmp_path: Path) -> None:
    """5 MiB hold 100,000 of each; each link looked at each comment."""

    def work(times: int) -> int:
        found = FoundDocuments((Document("a.md", line * times),))
        return calls(lambda: collect_links(found, Policy(date(2026, 11, 23)), tmp_path))

    work(1)  # parsers are made once
    assert work(400) <= 6 * work(100)


def test_the_comments_about_a_line_are_found_by_its_number() -> None:
    text = (
        "<!-- linkaudit: ignore -->\na\nb <!-- linkaudit: ignore dead -->\n"
        "<!-- linkaudit: off -->\nc\n<!-- linkaudit: on -->\nd\n<!-- linkaudit: off -->\ne\n"
        "<!-- linkaudit: what -->\n"
    )
    silencing = Silencing(suppressions(comments(text), Source.of(text)))

    def lines(first: int, last: int) -> list[int]:
        return [one.place.line for one in silencing.about(first, last)]

    assert [lines(n, n) for n in range(1, 11)] == [
        [], [1], [3], [4], [4], [4], [], [8], [8], [8]
    ]  # fmt: skip
    assert lines(1, 10) == [1, 3, 4, 8]
    assert lines(7, 7) == []
    assert lines(11, 11) == [8]


def test_a_line_carries_no_more_than_a_hundred_comments() -> None:
    text = "<!-- linkaudit: ignore --> " * 150
    silencing = Silencing(suppressions(comments(text), Source.of(text)))

    assert len(silencing.about(1, 1)) == 100
