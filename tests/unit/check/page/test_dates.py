"""When a page says that it was changed; and what only looks as if it said so."""

import json

import pytest

from linkaudit.check.page.dates import last_modified
from linkaudit.check.page.read import read_page
from linkaudit.model.http import DateEvent, PageDate, Response

NOON = "Mon, 23 Nov 2026 12:00:00 GMT"
MORNING = "Mon, 23 Nov 2026 06:00:00 GMT"
MODIFIED, PUBLISHED, REVIEWED = DateEvent.MODIFIED, DateEvent.PUBLISHED, DateEvent.REVIEWED


def dates(html: str) -> tuple[PageDate, ...]:
    """What a page says that was sent at noon."""
    headers = {"content-type": "text/html; charset=utf-8", "date": NOON}
    page = read_page(Response("https://a.example/", 200, headers, html.encode()))
    assert page is not None
    return page.dates


def meta(name: str, value: str) -> str:
    return f'<meta property="{name}" content="{value}">'


def data(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def thing(kind: object, modified: object, published: object = None) -> dict[str, object]:
    return {"@type": kind, "dateModified": modified, "datePublished": published}


def item(kind: str, inner: str) -> str:
    return f'<div itemscope itemtype="https://schema.org/{kind}">{inner}</div>'


TIME = '<time itemprop="dateModified" datetime="2024-05-06T10:00:00.000Z">May 6</time>'
AT, OTHER = "2024-05-06T10:00:00Z", "2023-01-02"
WELCOME = "<p>This document was last published on July 13, 2026. </p>"

TOLD = {
    "Open Graph": (meta("article:modified_time", "2021-04-28T09:00:00-08:00"), "2021-04-28"),
    "a day alone": (meta("article:modified_time", "2021-04-28"), "2021-04-28"),
    "with blanks": (meta("article:modified_time", " 2021-04-28T09:00:00Z "), "2021-04-28"),
    "the first of two": (
        meta("article:modified_time", "2021-04-28") + meta("article:modified_time", "2022-01-01"),
        "2021-04-28",
    ),
    "Open Graph's updated": (meta("og:updated_time", AT), "2024-05-06"),
    "JSON-LD": (data(thing("BlogPosting", AT)), "2024-05-06"),
    "JSON-LD of two types": (data(thing(["Article", "Thing"], AT)), "2024-05-06"),
    "JSON-LD in a list": (data([thing("TechArticle", AT)]), "2024-05-06"),
    "JSON-LD in a graph, the article first": (
        data({"@graph": [thing("WebPage", OTHER), thing("Article", AT)]}),
        "2024-05-06",
    ),
    "JSON-LD, beside a product": (
        data({"@graph": [thing("Product", OTHER), thing("WebPage", AT)]}),
        "2024-05-06",
    ),
    "JSON-LD, the same twice": (data(thing("Article", AT)) * 2, "2024-05-06"),
    "JSON-LD behind a broken script": (
        '<script type="application/ld+json">{"dateModified": </script>' + data(thing("Report", AT)),
        "2024-05-06",
    ),
    "microdata of Docusaurus": (f"<article><p>Last updated on {TIME}</p></article>", "2024-05-06"),
    "microdata of an article": (item("Article", TIME), "2024-05-06"),
    "microdata in a meta": (
        item("TechArticle", '<meta itemprop="dateModified" content="2024-05-06">'),
        "2024-05-06",
    ),
    "an API reference": (WELCOME, "2026-07-13"),
    "a document history": (
        "<p><b>Latest documentation update:</b> August 1, 2023</p>",
        "2023-08-01",
    ),
    "a sentence before mark-up": (WELCOME + meta("og:updated_time", AT), "2026-07-13"),
    "mark-up of today": (meta("article:modified_time", "2026-11-23T06:00:00Z"), "2026-11-23"),
}


@pytest.mark.parametrize(("html", "day"), TOLD.values(), ids=TOLD)
def test_a_page_tells_when_it_was_changed(html: str, day: str) -> None:
    """The Open Graph protocol; schema.org; AWS documentation."""
    told = [one for one in dates(f"<title>t</title>{html}") if one.event is MODIFIED]

    assert told[0].at == day


UNTOLD = {
    "no date": meta("article:modified_time", "yesterday"),
    "no such day": meta("article:modified_time", "2021-02-30"),
    "no day of any calendar": "<p>This document was last published on June 31, 2026.</p>",
    "an empty one": meta("article:modified_time", ""),
    "a number": meta("article:modified_time", "1619629200"),
    "another name": meta("article:modified", "2021-04-28"),
    "made with the answer": meta("article:modified_time", "2026-11-23T12:00:00Z"),
    "made with the answer, elsewhere": meta("og:updated_time", "2026-11-23T21:59:30+10:00"),
    "not yet": meta("article:modified_time", "2026-11-24T12:00:00Z"),
    "a comment's": item("Article", item("Comment", TIME)),
    "a product's": item("Product", TIME),
    "two that differ": TIME + TIME.replace("2024", "2023"),
    "a comment's, as data": data(thing("Comment", AT)),
    "several articles": data([thing("Article", AT), thing("Article", OTHER)]),
    "data of another kind": f'<script type="text/json">{json.dumps(thing("Article", AT))}</script>',
    "data of no type": data({"dateModified": AT}),
    "data that is a number": data(thing("Article", 20240506)),
    "data that is a list": data([[thing("Article", AT)], "dateModified", None, 7]),
    "data nested without end": '<script type="application/ld+json">'
    + '{"dateModified":' * 5_000
    + "</script>",
    "data without end": data([thing("Article", AT), " " * 300_000]),
    "a list of types that are none": data(thing([{}, None, 3], AT)),
    "text of its readers": "<p>The config was updated on April 3, 2024. It was reviewed.</p>",
    "a page that only came out": meta("article:published_time", "2020-12-01") * 3,
    "control characters": meta("article:modified_time", "2021-04-28T\x1b[31m"),
}


@pytest.mark.parametrize("html", UNTOLD.values(), ids=UNTOLD)
def test_what_is_not_sure_is_not_told(html: str) -> None:
    assert [one for one in dates(f"<title>t</title>{html}") if one.event is not PUBLISHED] == []


def test_a_page_quotes_itself_word_for_word() -> None:
    html = meta("article:modified_time", "2021-04-28T09:00:00-08:00")

    assert dates(html + meta("article:published_time", "2020-12-01")) == (
        PageDate(MODIFIED, "2021-04-28", "article:modified_time: 2021-04-28T09:00:00-08:00"),
        PageDate(PUBLISHED, "2020-12-01", "article:published_time: 2020-12-01"),
    )
    assert dates(WELCOME) == (
        PageDate(MODIFIED, "2026-07-13", "This document was last published on July 13, 2026."),
    )


@pytest.mark.parametrize(
    ("html", "at", "quote"),
    [
        (
            "<p><strong>April 2024:</strong> This post was reviewed and updated for accuracy.</p>",
            "2024-04",
            "April 2024: This post was reviewed and updated for accuracy.",
        ),
        (
            "<p>October 4, 2024 – This blog post has been updated with new prices. More.</p>",
            "2024-10-04",
            "October 4, 2024 – This blog post has been updated with new prices.",
        ),
        (
            "<p><em>This post was last reviewed and updated July, 2022 with a new diagram.</em>",
            "2022-07",
            "This post was last reviewed and updated July, 2022 with a new diagram.",
        ),
        (
            "<main><p>This article was updated on May 3rd, 2023</p><p>It goes on.</p></main>",
            "2023-05-03",
            "This article was updated on May 3rd, 2023",
        ),
    ],
)
def test_a_review_is_quoted_with_its_month_or_day(html: str, at: str, quote: str) -> None:
    """AWS blogs put it above the post."""
    assert dates(html) == (PageDate(REVIEWED, at, quote),)


@pytest.mark.parametrize(
    "html",
    [
        "<p>April 2024: The table was reviewed and updated for accuracy.</p>",
        "<p>This post was reviewed and updated for accuracy.</p>",
        "<p>This post was reviewed and updated by the team that won in April 2024.</p>",
        f"<p>{'x' * 5_000}</p><p>April 2024: This post was reviewed and updated.</p>",
    ],
)
def test_a_review_of_something_else_or_without_a_date_is_none(html: str) -> None:
    assert dates(html) == ()


@pytest.mark.parametrize(
    ("headers", "day"),
    [
        ({"last-modified": MORNING, "date": NOON}, "2026-11-23"),
        ({"last-modified": "Wed, 21 Oct 2020 07:28:00 GMT"}, "2020-10-21"),
        ({"last-modified": "Wednesday, 21-Oct-20 07:28:00 GMT", "date": NOON}, "2020-10-21"),
        ({"last-modified": NOON, "date": NOON}, ""),
        ({"last-modified": "Mon, 23 Nov 2026 11:59:01 GMT", "date": NOON}, ""),
        ({"last-modified": "Mon, 23 Nov 2026 11:58:00 GMT", "date": NOON}, "2026-11-23"),
        ({"last-modified": "Mon, 23 Nov 2026 13:00:00 GMT", "date": NOON}, ""),
        ({"last-modified": MORNING, "date": NOON, "age": "21600"}, ""),
        ({"last-modified": MORNING, "date": NOON, "age": "60"}, "2026-11-23"),
        ({"last-modified": MORNING, "date": NOON, "age": "9" * 40}, "2026-11-23"),
        ({"last-modified": "0", "date": NOON}, ""),
        ({"last-modified": "", "date": NOON}, ""),
        ({"last-modified": "Wed, 21 Oct 99999999999999999999 07:28:00 GMT"}, ""),
        ({"date": NOON}, ""),
    ],
)
def test_a_last_modified_counts_that_was_not_made_with_the_answer(
    headers: dict[str, str], day: str
) -> None:
    """RFC 9110 §8.8.2; generated pages say "now", and a cache says when it was filled."""
    found = last_modified(headers)

    assert (found.at if found else "") == day
