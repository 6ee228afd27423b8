"""Names in running text: exact places, the sentence around, and no text that makes it slow.

What is an old name and what is none, `tests/unit/audit/test_old_names.py` has tables of.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.extract.name_prefilter import possible_names
from linkaudit.extract.registry import names_in
from linkaudit.extract.source import cut
from linkaudit.model.document import Document, Mention
from tests.builders import document
from tests.unit.extract.test_pathological import LARGE, LEAST, MOST, SHAPES, SMALL, work
from tests.unit.extract.test_properties import EXAMPLES, LF_TEXTS, TEXTS

NAMES = ["Cog Cloud", "Cog Cloud Studio", "Cogwheel"]


def named(text: str) -> list[Mention]:
    return names_in(document(text), NAMES)


@EXAMPLES
@given(st.lists(st.one_of(TEXTS, st.sampled_from(["Cog Cloud", "Cogwheel", "Cog"])), max_size=6))
def test_every_region_begins_and_ends_with_its_name(pieces: list[str]) -> None:
    text = " ".join(pieces)

    for mention in named(text):
        first, *_, last = [mention.name.split()[0], *mention.name.split()]
        written = cut(text, mention.region)
        assert written.startswith(first)
        assert written.endswith(last)


@EXAMPLES
@given(LF_TEXTS)
def test_a_name_in_a_paragraph_of_its_own_is_found_whatever_stands_before(text: str) -> None:
    before = re.sub(r"[<`~$\[{+-]", "", text)  # what would swallow the paragraph

    found = named(f"{before}\n\nThe Cog Cloud runs.\n")

    assert "Cog Cloud" in [mention.name for mention in found]


@pytest.mark.parametrize(
    ("text", "before", "behind", "following"),
    [
        ("One. The Cog Cloud runs. It is big. Three.", "The ", " runs. ", "It is big. "),
        ("We use, e.g. Big ones, Cog Cloud.", "We use, e.g. Big ones, ", ".", ""),
        ("By J. Smith and Cog Cloud!", "By J. Smith and ", "!", ""),
        ("It is 2.0. “Cog Cloud” is 3.1 now", "“", "” is 3.1 now", ""),
        ("Is it (yes?) Cog Cloud?\nNo.", "", "? ", "No."),
        ("a *b* `c` [d](e) &mdash; Cog Cloud", "a b \ufffc d — ", "", ""),
        ("x\\\ny Cog Cloud\\* <br>z", "x y ", "*  z", ""),
    ],
)
def test_a_sentence_is_what_a_reader_takes_for_one(
    text: str, before: str, behind: str, following: str
) -> None:
    [mention] = named(text)

    assert (mention.before, mention.behind, mention.following) == (before, behind, following)


def test_of_two_names_at_one_place_the_longer_one_is_meant() -> None:
    assert [m.name for m in named("Cog Cloud Studio, Cog Cloud")] == [
        "Cog Cloud Studio",
        "Cog Cloud",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[the *Cog* Cloud](a) of old", "the Cog Cloud"),
        ("Cog [Cloud](a)", "Cloud"),
        ("[![Cog Cloud](a) here](b)", "Cog Cloud here"),
        ("[a](b) Cog Cloud [c](d)", ""),
    ],
)
def test_a_mention_knows_the_words_of_its_link(text: str, words: str) -> None:
    [mention] = named(text)

    assert mention.link == words


def test_a_mention_knows_its_section_and_what_leads_to_it() -> None:
    text = "Cog Cloud\n\nA\n=\n\nCog Cloud\n\n> ## B\n\n"
    text += "These:\n\n- x\n- Cog Cloud\n\nEnd.\n\n- Cog Cloud"

    assert [(m.section, m.leads) for m in named(text)] == [
        (0, ("", "")),
        (3, ("A", "")),
        (8, ("B", "These:")),
        (8, ("B", "")),
    ]


def test_the_quick_look_asks_for_every_word_one_after_the_other() -> None:
    assert possible_names("A Cog in a\nCloud, no wheel", NAMES) == ["Cog Cloud"]
    assert possible_names("A Cloud with a\nCog, no wheel", NAMES) == []
    assert possible_names(f"Cog{' ' * 501}Cloud Cog Cloud", NAMES) == ["Cog Cloud"]
    assert possible_names(f"Cog{' ' * 501}Cloud", NAMES) == []


def test_of_one_name_in_one_section_only_so_many_are_told() -> None:
    assert len(named("Cog Cloud and Cogwheel. " * 5000)) == 200
    assert len(named("# A\n\nCog Cloud\n\n" * 500)) == 500


UNITS = ["AWS SSO ", "AWS SSO. ", "# AWS SSO\n\n", "[AWS SSO](b) ", "![AWS SSO](b", "“AWS SSO "]
OWN = [(repr(unit), lambda size, unit=unit: unit * (size // len(unit))) for unit in UNITS] + [
    ("rows", lambda size: "|AWS|SSO|\n|-|-|\n" + "|AWS SSO|x|\n" * (size // 12)),
    ("columns", lambda size: "|AWS SSO" * (size // 24) + "\n" + "|-" * (size // 24) + "\n|AWS SSO"),
    ("elements", lambda size: "<code>AWS SSO</b>" * (size // 17)),
]
ALL = [*OWN, *SHAPES]


@pytest.mark.parametrize("shape", [shape for _, shape in ALL], ids=[name for name, _ in ALL])
def test_work_grows_with_the_text_and_no_faster(shape: Callable[[int], str]) -> None:
    """HOSTILE D: linear, whatever stands there."""

    def read(document: Document) -> object:
        return names_in(document, ["AWS SSO"])

    def cost(size: int) -> int:
        return work(f"AWS SSO {shape(size)} AWS SSO", "a.md", read)

    assert cost(LARGE) <= MOST * max(cost(SMALL), LEAST)
