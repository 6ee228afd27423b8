"""Pages that raise further questions, and what the web says to these.

Data only: guides' lists and the archive's answer in the forms that the facts on AWS and
archive.org/help/wayback_api.php show.
"""

import json
from dataclasses import dataclass

from linkaudit.rules.soft404.soft_404_probe import probe_uri
from tests.web.page import (
    DOCS,
    HTML,
    Answer,
    Guide,
    Page,
    docs_page,
    guide_pages,
    not_found,
    plain_page,
)

JSON = ("Content-Type", "application/json")
XML = ("Content-Type", "application/xml")

REDSHIFT = Guide("/redshift/latest/mgmt/", "Amazon Redshift", "Management Guide", "welcome.html")
NEPTUNE = Guide("/neptune/latest/apiref/", "Amazon Neptune", "API Reference", "welcome.html")
GONE_GUIDE = f"{DOCS}/sprockets/latest/dg/"
DEAD = "https://gone.example/a-post-of-2020"
COPY = "https://web.archive.org/web/20201210061512/https://gone.example/a-post-of-2020"
WAYBACK = "https://archive.org/wayback/available"
QUESTION = f"{WAYBACK}?url=https%3A%2F%2Fgone.example%2Fa-post-of-2020&timestamp=20201208"

_OOPS = "We looked all over the shop and found no such thing. Try the catalogue or ask at the till."
_SHELL = (
    b'<title>Planner</title><div id="__next"></div><p>Plan your day, your week and your year.</p>'
)


@dataclass(frozen=True, slots=True)
class Expected:
    """What linkaudit must say of one link."""

    verdict: str
    rule: str = ""
    replacement: str | None = None
    source: str = ""
    """Of the evidence that the second round brought."""
    also: str = ""
    """A second rule that has something to say."""


def _contents() -> Page:
    entries = [
        {"title": "What is Amazon Redshift?", "href": "welcome.html"},
        {
            "title": "Machine learning",
            "href": "machine-learning.html",
            "contents": [
                {
                    "title": "Getting started with Amazon Redshift ML",
                    "href": "getting-started-machine-learning.html",
                }
            ],
        },
        {"title": "Regions of a cluster", "href": "cluster-regions.html"},
        {"title": "Maintenance windows", "href": "cluster-tour.html#managing-windows"},
    ]
    body = json.dumps({"contents": entries}).encode()
    return Page(f"{REDSHIFT.url}toc-contents.json", 200, (JSON,), body)


def _sitemap() -> Page:
    places = "".join(
        f"<url><loc>{NEPTUNE.url}{name}.html</loc></url>" for name in ("API", "loader")
    )
    body = f'<?xml version="1.0" encoding="UTF-8"?><urlset>{places}</urlset>'.encode()
    return Page(f"{NEPTUNE.url}sitemap.xml", 200, (XML,), body)


def _twin() -> Page:
    body = b"# Editing a query\n\nThe editor has tabs.\n"
    return Page(f"{REDSHIFT.url}query-tabs.md", 200, (("Content-Type", "text/markdown"),), body)


def _snapshot() -> Page:
    copy = {
        "status": "200",
        "available": True,
        "url": COPY.replace("https://web", "http://web"),
        "timestamp": "20201210061512",
    }
    body = json.dumps({"url": DEAD, "archived_snapshots": {"closest": copy}}).encode()
    return Page(QUESTION, 200, (JSON,), body)


def _shown_for_all(url: str, *others: str) -> tuple[Page, ...]:
    return tuple(
        plain_page(one, "Oops! Something is missing", _OOPS)
        for one in (url, *others, probe_uri(url))
    )


def _shell_for_all(*urls: str) -> tuple[Page, ...]:
    return tuple(Page(url, 200, (HTML,), _SHELL) for url in (*urls, probe_uri(urls[0])))


ANSWERS: tuple[Answer, ...] = (
    *guide_pages(REDSHIFT),
    *guide_pages(NEPTUNE),
    _contents(),
    _sitemap(),
    _twin(),
    docs_page(
        REDSHIFT,
        "cluster-tour.html",
        "A tour of a cluster",
        "It has nodes.",
        ids=("cluster-tour", "nodes"),
    ),
    not_found(f"{GONE_GUIDE}intro.html"),
    *_shown_for_all("https://shop.example/parts/sprocket", "https://shop.example/parts/cog"),
    plain_page("https://fair.example/wiki/errors", "When an error is none", _OOPS),
    *_shell_for_all(*(f"https://planner.example/app/{name}" for name in ("day", "week", "year"))),
    *(
        plain_page(f"https://old.example/{n}.html", "The Old Site", f"Story number {n}. " * n * 20)
        for n in (1, 2, 3)
    ),
    not_found(DEAD),
    _snapshot(),
)

EXPECTED = {
    f"{REDSHIFT.url}geting-started-machine-learning.html": Expected(
        "soft-404",
        "aws-docs-stub",
        f"{REDSHIFT.url}getting-started-machine-learning.html",
        "guide",
    ),
    f"{REDSHIFT.url}spectrum-lakes.html": Expected("soft-404", "aws-docs-stub"),
    f"{REDSHIFT.url}query-tabs.html": Expected(
        "soft-404", "aws-docs-stub", f"{REDSHIFT.url}query-tabs.md", "guide"
    ),
    f"{REDSHIFT.url}managing-windows.html": Expected(
        "soft-404",
        "aws-docs-stub",
        f"{REDSHIFT.url}cluster-tour.html#managing-windows",
        "guide",
        also="guide-page-renamed",
    ),
    f"{REDSHIFT.url}cluster-tour.html#cluster-regions": Expected(
        "anchor-missing", "fragment-missing", f"{REDSHIFT.url}cluster-regions.html", "guide"
    ),
    f"{NEPTUNE.url}loaders.html": Expected(
        "soft-404", "aws-docs-stub", f"{NEPTUNE.url}loader.html", "guide"
    ),
    f"{GONE_GUIDE}intro.html": Expected("dead", "not-found"),
    "https://shop.example/parts/sprocket": Expected("soft-404", "soft-404-probe", None, "page"),
    "https://shop.example/parts/cog": Expected("soft-404", "soft-404-probe", None, "page"),
    "https://fair.example/wiki/errors": Expected("ok"),
    **{f"https://planner.example/app/{name}": Expected("ok") for name in ("day", "week", "year")},
    **{f"https://old.example/{n}.html": Expected("ok") for n in (1, 2, 3)},
    DEAD: Expected("dead", "not-found"),
}
