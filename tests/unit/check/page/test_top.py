"""Long pages of which only the top is read: the same facts as all of it gives, or all of it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.pages import docs_page
from linkaudit.check.page.read import read_page, skim_page
from linkaudit.check.page.reader import Reader
from linkaudit.check.page.top import LONGEST, top_of
from linkaudit.model.http import Page, Response
from tests.cases.pages import page_cases
from tests.unit.test_growth import calls

HTML = {"content-type": "text/html; charset=utf-8", "date": "Mon, 23 Nov 2026 12:00:00 GMT"}
PROSE = "<p>" + "Some words of prose that say nothing at all. " * 24 + "</p>\n"
LONG = PROSE * 32
assert len(LONG) > LONGEST
# What only links with a fragment ask for.
NOT_READ = frozenset({"anchors", "headings", "is_skimmed", "is_cut", "has_doubtful_text"})


def html(body: str | bytes, kind: str = HTML["content-type"]) -> Response:
    data = body if isinstance(body, bytes) else body.encode()
    return Response("https://a.example/", 200, {**HTML, "content-type": kind}, data)


def facts(page: Page | None) -> dict[str, object]:
    assert page is not None
    own = fields(page)
    return {f.name: getattr(page, f.name) for f in own if f.name not in NOT_READ}


def both(response: Response) -> tuple[Page, Page]:
    """What the whole page says, and what is read for a link without a fragment."""
    whole, lean = read_page(response), read_page(replace(response, wants_ids=False))
    assert whole is not None
    assert lean is not None
    return whole, lean


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("size", [3_000, 40_000, 300_000])
def test_documentation_is_known_by_its_top(seed: int, size: int) -> None:
    whole, lean = both(html(docs_page(seed, size)))

    assert lean.is_skimmed is (size > LONGEST)
    assert facts(lean) == facts(whole)


PAGES = {
    answer.body: case.name
    for case in page_cases()
    for answer in case.answers
    if b"<" in answer.body
}


def longer(body: bytes) -> Iterator[bytes]:
    """The same page with much before, within or after what it says."""
    pad = LONG.encode()
    yield body + pad
    for tag in (b"</main>", b"</body>", b"<h1", b"</head>"):
        place = body.find(tag)
        if place >= 0:
            yield body[:place] + pad + body[place:]
            yield body[:place] + pad[:10_880] + body[place:] + pad


@pytest.mark.parametrize("part", range(8))
def test_a_page_that_is_made_long_says_the_same_by_its_top(part: int) -> None:
    others = []
    for body in list(PAGES)[part::8]:
        for one in longer(body):
            whole, lean = both(html(one))
            if facts(lean) != facts(whole):
                others.append((PAGES[body], facts(lean), facts(whole)))

    assert others == []


LATE = [
    '<script type="application/ld+json">{"@type":"Article","dateModified":"2024-01-02"}</script>',
    '<time itemprop="dateModified" datetime="2023-02-03">then</time>',
    '<meta property="article:modified_time" content="2022-02-02">',
    "<p>This document was last published on <b>May 1, 2020</b></p>",
    '<meta http-equiv="refresh" content="0; url=/elsewhere">',
    "<script>var myDefaultPage = 1</script>",
]


@pytest.mark.parametrize("late", LATE)
@pytest.mark.parametrize("place", ["end", "middle", "cut"])
def test_what_stands_far_below_is_heard(late: str, place: str) -> None:
    page = docs_page(1, 100_000).decode().replace("<main", "<p>recently updated</p><main")
    at = {"end": len(page), "middle": page.find("<p>", 60_000), "cut": page.find("<p>", LONGEST)}
    text = page[: at[place]] + late + page[at[place] :]

    whole, lean = both(html(text))

    assert whole != read_page(html(page))
    assert facts(lean) == facts(whole)


@pytest.mark.parametrize(
    ("lost", "late"),
    [
        (("<h1 id", "<h3 id"), "<h1>The heading</h1>"),
        (('rel="canonical"', 'rel="next"'), '<link rel="canonical" href="/its-own">'),
        (("<main", "<div"), "<main>Other words</main>"),
        (("<main", "<div"), "<article>Other words</article>"),
        (('<main id="content"', "<div"), "<div ID = content>Other words</div>"),
        (("<main", "<main "), "<div id='main-col-body'>Other words</div>"),
        (("<title>", "<b>"), "<title>The title</title>"),
        (("og:type", "x"), "<meta name=product content='The product'>"),
    ],
)
def test_what_the_top_lacks_is_looked_for_below(lost: tuple[str, str], late: str) -> None:
    page = docs_page(2, 100_000).decode().replace(*lost)
    text = page + late

    whole, lean = both(html(text))

    assert whole != read_page(html(page + "x" * len(late)))
    assert facts(lean) == facts(whole)


@pytest.mark.parametrize(
    "head",
    [
        f"<style>{'.a > b {} ' * 9_000}</style>",
        f"<script>{'if (a < b) c(); ' * 6_000}</script>",
        f"<!-- <style> --><style>{'.a {} ' * 9_000}</style>",
        f"<SCRIPT>{'f(); ' * 9_000}</SCRIPT >",
        f"<script><!-- <script>{'f(); ' * 9_000}</script> --></script>",
        f"<style>{'.a {} ' * 9_000}",
        f"<a title='<style>'>{'x ' * 9_000}</a></style>",
        f"<!-- <style>{'x ' * 9_000}</style> <h1>No heading</h1> -->",
    ],
    ids=lambda head: head[:20],
)
def test_styles_and_scripts_of_a_head_are_no_top(head: str) -> None:
    page = docs_page(3, 100_000).decode().replace("</head>", f"{head}</head>")

    whole, lean = both(html(page))

    assert facts(lean) == facts(whole)


def test_a_head_full_of_styles_does_not_hide_the_top() -> None:
    styles = f"<style>{'.a > b {} ' * 9_000}</style>"
    page = docs_page(3, 100_000).decode().replace("</head>", f"{styles}</head>")

    assert both(html(page))[1].is_skimmed


@pytest.mark.parametrize("item", ["<style>", "<script>x", "<STYLE/>t"])
def test_a_style_without_end_is_looked_for_once(item: str) -> None:
    """Each was looked for to the end of the page: 200 KB took 2.7 s."""
    body = item.encode() * 30_000

    assert calls(lambda: top_of(body)) < 100


@pytest.mark.parametrize(
    "text",
    [
        "<title>Short</title>" + "<div></div>" * 9_000,
        "<title>An app</title><script src=a.js></script><div id=app></div>" + " " * 50_000,
        "<title>Deep</title>" + "<div>" * 20_000,
        "<title>A menu</title><nav>" + LONG + "</nav><main>A few words.</main>",
        "<title>In UTF-16</title>" + LONG,
    ],
    ids=lambda text: text[:20],
)
def test_a_top_that_is_not_enough_is_not_taken_for_all(text: str) -> None:
    is_wide = "UTF-16" in text
    response = html(text.encode("utf-16" if is_wide else "utf-8"))

    whole, lean = both(response)

    assert not lean.is_skimmed
    assert lean == whole


def test_a_link_with_a_fragment_has_all_ids_read() -> None:
    body = docs_page(1, 100_000)
    page = read_page(html(body))

    assert page is not None
    assert not page.is_skimmed
    assert len(page.anchors) == body.count(b" id=")


def test_what_was_skimmed_serves_no_link_that_points_into_it() -> None:
    page = Page(is_skimmed=True)

    assert page.serves((), has_fragment=False)
    assert not page.serves((), has_fragment=True)
    assert not page.serves(("text=a",), has_fragment=False)


def test_a_short_page_is_always_read_whole() -> None:
    response = html("<title>Short</title><h2 id=a>A</h2>")

    assert both(response)[1].anchors == {"a"}
    assert skim_page(replace(response, wants_ids=False)) is None


PIECES = (
    *("<h1>", "</h1>", "<h2>", "</h2>", "<title>", "</title>", "<main>", "</main>", "<article>"),
    *("<style>", "</style>", "<script>", "</script>", "<!--", "-->", "<nav>", "</nav>", "<div>"),
    *("</div>", "<div hidden>", "<table>", "<tr><td>", "</table>", "<noscript>", "</noscript>"),
    *("<link rel=canonical href=/c>", "<meta name=product content=P>", "<b>", "</b>", "text\n"),
    *('<meta property="article:published_time" content="2020-02-02">', "This page is archived. "),
    *("This document was last published on May 1, 2020. ", "x" * 700, PROSE * 4, PROSE * 20),
    *LATE,
)


@given(
    st.lists(st.sampled_from(PIECES), max_size=12), st.lists(st.sampled_from(PIECES), max_size=8)
)
def test_no_mixture_says_more_as_a_whole(above: list[str], below: list[str]) -> None:
    text = "".join(above) + PROSE * 30 + "".join(below)
    response = html(f"<title>A page</title>{text}" if len(above) % 2 else text)

    whole, lean = both(response)

    assert facts(lean) == facts(whole)


@pytest.mark.anyio
async def test_a_long_page_needs_no_process_where_its_top_is_enough() -> None:
    response = replace(html(docs_page(1, 100_000)), wants_ids=False)

    async with Reader(["no-such-program"]) as read:
        assert await read(response) == read_page(response)


def test_a_top_ends_with_a_tag() -> None:
    body = b"<p>text" * 10_000
    top = top_of(body)

    assert top is not None
    assert body[: top.end] == top.text
    assert body[top.end :].startswith(b"<p>")
    assert top_of(b"x" * 100_000) is None
