"""What holds for every document, whatever stands in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.common.utils import unescapeAll

from linkaudit.extract.html import ids, url_attributes
from linkaudit.extract.markdown.bare import bare_urls
from linkaudit.extract.registry import anchors
from linkaudit.extract.source import cut
from linkaudit.model.document import Defect, LinkKind
from tests.builders import document, extract

EXAMPLES = settings(max_examples=250)

MARKS = st.one_of(
    st.sampled_from("[]()<>!`*_~\\|#:;&\"'a\t"),
    st.sampled_from(["- ", "-\t", "1. ", "> ", "  ", "    ", "# ", "---", "===", "```", "+++"]),
    st.sampled_from(["|---|---|", "a|b\n-|-\n", "\\|", "[a]: ", "[a]", "](", "![", "``", "b c"]),
    st.sampled_from(["<a href=", "<img srcset='", "1x, ", "<!--", "-->", "<div>", "</div>"]),
    st.sampled_from(["<pre>", "<script>", "&amp;", "&#x26;"]),
)
URLS = st.one_of(
    st.sampled_from(["http://a.example/", "https://b.example/c?d=e&f#g", "www.c.example"]),
    st.sampled_from(["[a](b)", "[a](<b c> 't')", "![a](b\\)c)", "[![a](b)](c)", "[a]: b\n"]),
    st.sampled_from(["<a href='b'>c</a>", "<http://d.example>"]),
)
LINE_ENDS = st.sampled_from(["\n", "\n\n", "\n> ", "\n  ", "\n- ", "\n\t", "\n| "])
# What counts one and is easily counted otherwise; and all that anybody trims or splits at.
ODDITIES = st.sampled_from(
    "\x00\x0b\x0c\x1c\x1d\x1e\x85\u00a0\u00ad\u0301\u1680\u2003\u200b"
    "\u2028\u2029\u202e\u3000\ufeff\ufffd\U0001f600"
)
LF_TEXTS = st.lists(st.one_of(MARKS, URLS, LINE_ENDS, ODDITIES), max_size=40).map("".join)
TEXTS = st.one_of(LF_TEXTS, LF_TEXTS.map(lambda text: text.replace("\n", "\r\n")), st.text())


@EXAMPLES
@given(TEXTS)
def test_every_region_cuts_out_its_destination(text: str) -> None:
    """The contract: the region holds exactly the destination."""
    links = extract(document(text))

    assert [cut(text, link.region) for link in links] == [link.destination for link in links]


@EXAMPLES
@given(TEXTS)
def test_a_link_means_what_stands_in_its_region(text: str) -> None:
    """CommonMark §6.3: the region and the meaning are read apart, so a shift would show."""
    links = [
        link
        for link in extract(document(text))
        if link.kind is not LinkKind.HTML and link.defect is not Defect.UNDEFINED
    ]

    assert [link for link in links if not link.url.endswith(meanings(link.destination))] == []


def meanings(destination: str) -> tuple[str, ...]:
    """As in running text and as in a cell (GFM §4.10); autolinks know no escapes."""
    in_cell = destination.replace("\\|", "|")
    return destination, in_cell, unescapeAll(destination), unescapeAll(in_cell)


@EXAMPLES
@given(TEXTS)
def test_links_are_sorted_and_no_two_stand_in_one_place(text: str) -> None:
    """The contract: sorted by path, line, column."""
    regions = [link.region for link in extract(document(text))]

    assert regions == sorted(set(regions))


@EXAMPLES
@given(LF_TEXTS, st.sampled_from(["\r\n", "\r"]))
def test_the_kind_of_line_end_moves_no_link(text: str, end: str) -> None:
    """CommonMark §2.1: CRLF, CR and LF count one."""
    other = text.replace("\n", end)

    assert extract(document(other)) == extract(document(text))


@EXAMPLES
@given(TEXTS)
def test_every_use_is_a_place_in_the_text(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    uses = [use for link in extract(document(text)) for use in link.uses]

    assert all(1 <= use.line <= len(lines) for use in uses)
    assert all(1 <= use.column <= len(lines[use.line - 1]) for use in uses)


@EXAMPLES
@given(TEXTS)
def test_the_smaller_readers_take_any_text_too(text: str) -> None:
    """Spans lie within the text, in rising order, and nothing raises."""
    spans = list(bare_urls(text, 0, len(text)))
    attributes = [(found.start, found.end) for found in url_attributes(text)]

    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    assert all(0 <= start <= end <= len(text) for start, end in attributes)
    assert all(isinstance(id_, str) for id_ in (*ids(text), *anchors(document(text))))


@pytest.mark.parametrize(
    "mark", ["[", "![", "[a](", "<a ", "http://a ", "> ", "- ", "`", "a|", "&"]
)
def test_a_mark_repeated_for_ever_is_only_text(mark: str) -> None:
    """Nothing that is never closed costs more than its length."""
    text = mark * 3000

    links = extract(document(text))

    assert [cut(text, link.region) for link in links] == [link.destination for link in links]


LINKS = st.sampled_from(
    [
        "[a](https://a.example/1 'title')",
        "![a](<b c.png>)",
        "<https://b.example/>",
        "[used][label]",
        "[label]",
        "https://c.example/x_(y)",
        "<a href='d.html'>d</a>",
        "[![a](e.png)](f.md)",
        "[nowhere][undefined]",
    ]
)
PLAIN = st.sampled_from(
    [
        "words",
        "two words",
        "*bold*",
        "`code`",
        "a b.",
        "x < y",
        "1 & 2",
        "[brackets]",
        "~~s~~",
        "“q”",
    ]
)
PIECES = st.lists(
    st.tuples(st.booleans(), LINKS, PLAIN, st.sampled_from([" ", "\n", "\n\n", "\n\n> "]))
)


@EXAMPLES
@given(PIECES)
def test_text_that_is_no_link_changes_no_link(
    pieces: list[tuple[bool, str, str, str]],
) -> None:
    """Leave out all that is no link, and the same destinations stand there, as often."""
    definition = "\n\n[label]: g.md\n"
    whole = "".join(f"{link if is_link else plain}{end}" for is_link, link, plain, end in pieces)
    links = "".join(f"{link}{end}" for is_link, link, _, end in pieces if is_link)

    assert destinations(whole + definition) == destinations(links + definition)


def destinations(text: str) -> list[tuple[str, int]]:
    return sorted((link.destination, len(link.uses)) for link in extract(document(text)))
