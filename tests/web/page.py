"""What one URL answers, and the shapes that real pages have.

Values and builders only. Nothing here opens a socket or reads a file.
"""

from dataclasses import dataclass, replace
from html import escape
from typing import Literal

Verdict = Literal[
    "ok",
    "redirected",
    "renamed",
    "retired",
    "stale",
    "soft-404",
    "anchor-missing",
    "dead",
    "blocked",
    "unreachable",
    "refused",
    "invalid",
    "skipped",
]

DOCS = "https://docs.aws.amazon.com"
HTML = ("Content-Type", "text/html; charset=utf-8")

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One answer to the URL as linked to. A verdict of None: only redirects come here."""

    url: str
    status: int
    headers: Headers
    body: bytes
    verdict: Verdict | None = None
    why: str = ""

    def judged(self, verdict: Verdict, why: str, fragment: str = "") -> "Page":
        """The same answer, with what linkaudit must say of a link to it."""
        url = f"{self.url}#{fragment}" if fragment else self.url
        return replace(self, url=url, verdict=verdict, why=why)


@dataclass(frozen=True, slots=True)
class HangUp:
    """The connection is closed before a byte of an answer."""

    url: str
    verdict: Verdict | None = None
    why: str = ""


Answer = Page | HangUp


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide on docs.aws.amazon.com; its folder ends in a slash."""

    folder: str
    product: str
    name: str
    welcome: str

    @property
    def url(self) -> str:
        return DOCS + self.folder


def redirect(url: str, status: int, to: str) -> Page:
    return Page(url, status, (HTML, ("Location", to)), b"")


def pdf(url: str) -> Page:
    return Page(url, 200, (("Content-Type", "application/pdf"),), b"%PDF-1.4\n%%EOF\n")


def plain_page(
    url: str,
    title: str,
    *paragraphs: str,
    status: int = 200,
    ids: tuple[str, ...] = (),
    headers: Headers = (),
) -> Page:
    body = f"<main>\n<h1>{escape(title)}</h1>\n{_prose(paragraphs)}{_sections(ids)}</main>\n"
    return Page(url, status, (HTML, *headers), _document(title, "", body))


def not_found(url: str) -> Page:
    return plain_page(url, "404 Not Found", "Nothing is kept at this address.", status=404)


def docs_page(
    guide: Guide,
    name: str,
    title: str,
    *paragraphs: str,
    ids: tuple[str, ...] = (),
) -> Page:
    """A page as AWS prints it: the first of `ids` belongs to the title."""
    first, rest = (ids[0], ids[1:]) if ids else (name.removesuffix(".html"), ())
    canonical = f'<link rel="canonical" href="{guide.url}{name}" />\n'
    head = (
        f'{canonical}<meta name="product" content="{guide.product}" />'
        f'<meta name="guide" content="{guide.name}" />\n'
        '<meta name="guide-locale" content="en_us" />'
        '<meta name="tocs" content="toc-contents.json" />\n'
    )
    # A second head inside the body and a second canonical: so do the real pages,
    # and a reader that stops at the first </head> must still get it right.
    body = (
        f"<head>{canonical}</head>\n"
        '<div id="main-content"><div id="main-col-body">\n'
        f'<h1 class="topictitle" id="{first}">{escape(title)}</h1>\n'
        f"{_prose(paragraphs)}{_sections(rest)}</div></div>\n"
    )
    full_title = f"{title} - {guide.product}"
    return Page(guide.url + name, 200, (HTML,), _document(full_title, head, body))


def guide_stub(guide: Guide) -> Page:
    """What the folder of a guide answers; a missing page is sent there too."""
    # The comment pads the stub to the size of a real one, about 1 KB: a reader
    # that tells stubs by "nearly empty" is to be caught out.
    head = (
        f'<meta http-equiv="refresh" content="0;URL={guide.welcome}">'
        '<script type="text/javascript"><!--\n'
        f'var myDefaultPage = "{guide.welcome}";\n'
        "var mySearch = document.location.search, myHash = document.location.hash;\n"
        "if (mySearch.length > 1) { myDefaultPage = mySearch.substring(1); }\n"
        "document.location.replace(myDefaultPage + myHash);\n"
        f"//{' -' * 300}\n--></script>\n"
    )
    return Page(guide.url, 200, (HTML,), _document(guide.product, head, ""))


def guide_pages(guide: Guide) -> tuple[Page, Page]:
    """The folder of a guide and the page that its stub points to."""
    welcome = docs_page(guide, guide.welcome, f"What is {guide.product}?", "Begin here.")
    return guide_stub(guide), welcome


def blog_post(
    url: str,
    headline: str,
    *paragraphs: str,
    blog: str = "AWS News Blog",
    published: str = "2020-12-01",
    modified: str = "",
) -> Page:
    head = f'<meta property="article:published_time" content="{published}T09:00:00-08:00" />\n'
    if modified:
        head += f'<meta property="article:modified_time" content="{modified}T09:00:00-08:00" />\n'
    body = (
        f'<article class="blog-post"><h1 class="blog-post-title">{escape(headline)}</h1>\n'
        f'<section class="blog-post-content">\n{_prose(paragraphs)}</section></article>\n'
    )
    return Page(url, 200, (HTML,), _document(f"{headline} | {blog}", head, body))


def product_page(url: str, tagline: str, product: str, *paragraphs: str) -> Page:
    """A marketing page of aws.amazon.com; without a product, the tagline alone."""
    title = " – ".join(part for part in (tagline, product, "AWS") if part)
    head = f'<link rel="canonical" href="{url}" />\n'
    body = f"<main>\n<h1>{escape(tagline)}</h1>\n{_prose(paragraphs)}</main>\n"
    return Page(url, 200, (HTML,), _document(title, head, body))


def _prose(paragraphs: tuple[str, ...]) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in paragraphs)


def _sections(ids: tuple[str, ...]) -> str:
    return "".join(
        f'<h2 id="{name}">{name.replace("-", " ").capitalize()}</h2>\n<p>More of it here.</p>\n'
        for name in ids
    )


def _document(title: str, head: str, body: str) -> bytes:
    text = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8" />\n'
        f"<title>{escape(title)}</title>\n{head}</head>\n<body>\n{body}</body>\n</html>\n"
    )
    return text.encode()
