"""A shape that pages have in the real world, played for one link, and what is to be said of it.

Values and builders only. Each shape has hosts or paths of its own, so that none stands on another.
"""

from dataclasses import dataclass, replace

from tests.web.page import HTML, Answer, Headers, Page, Verdict, plain_page, redirect


@dataclass(frozen=True, slots=True)
class Shape:
    """One link with the pages behind it; `rule` and what follows where they matter."""

    name: str
    url: str
    answers: tuple[Answer, ...]
    verdict: Verdict
    rule: str = ""
    """The rule that must speak; empty where the verdict says it all."""
    text: str = "that page"
    replacement: str | None = None
    is_certain: bool = False
    quote: str = ""
    """Words that the evidence must hold."""


def stays(name: str, url: str, title: str, *paragraphs: str, text: str = "that page") -> Shape:
    """A page that answers under its own address, and that is fine."""
    page = plain_page(url.partition("#")[0], title, *paragraphs)
    return Shape(name, url, (page,), "ok", text=text)


def raw(name: str, url: str, body: str, kind: str = "text/html", headers: Headers = ()) -> Shape:
    """A page, or what is none, in its own words."""
    answer = Page(url.partition("#")[0], 200, (("Content-Type", kind), *headers), body.encode())
    return Shape(name, url, (answer,), "ok")


def leads(
    name: str,
    asked: str,
    to: str,
    title: str = "A page of its own",
    *paragraphs: str,
    by: int = 301,
    ids: tuple[str, ...] = (),
) -> Shape:
    """A redirect to a page that is there; healthy unless told otherwise."""
    first = redirect(asked.partition("#")[0], by, to)
    last = plain_page(to.partition("#")[0], title, *paragraphs, ids=ids)
    return Shape(name, asked, (first, last), "redirected")


def guilty(shape: Shape, verdict: Verdict, rule: str, quote: str = "") -> Shape:
    """The same pages, of which a rule has something to say."""
    return replace(shape, verdict=verdict, rule=rule, quote=quote)


def offers(shape: Shape, replacement: str, *, certain: bool = True) -> Shape:
    """The rule offers another address in the link's place."""
    return replace(shape, replacement=replacement, is_certain=certain)


def refreshing(url: str, content: str, title: str) -> Page:
    """A page that reloads, or that sends its readers on."""
    body = (
        f"<!DOCTYPE html><html><head><title>{title}</title>"
        f'<meta http-equiv="refresh" content="{content}"></head>'
        f"<body><h1>{title}</h1></body></html>"
    )
    return Page(url, 200, (HTML,), body.encode())
