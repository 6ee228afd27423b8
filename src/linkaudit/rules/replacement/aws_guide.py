"""Where a page of AWS documentation that is gone may be now: its guide's own lists of pages.

Names and titles only. A page that was not checked is a candidate, never certain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from linkaudit.model.followup import IndexEntry, Probe, ProbeKind, ProbeResult
from linkaudit.model.http import Answer
from linkaudit.model.report import Evidence
from linkaudit.rules.base import RuleContext
from linkaudit.rules.replacement.similarity import same_subject, significant_words
from linkaudit.text.uri import InvalidUriError, follow, host_of, path_of

_HOST = "docs.aws.amazon.com"
# The table of contents has titles; where there is none, the sitemap has names at least.
_INDEXES = ("toc-contents.json", "sitemap.xml")
_ENOUGH_WORDS = 3  # of a link's text: "Getting started" is the title of a page in every guide


@dataclass(frozen=True, slots=True)
class Replacement:
    """What to replace with, why in words, and the proof."""

    uri: str
    words: str
    evidence: Evidence


def is_page_of_guide(uri: str) -> bool:
    """Whether an address is a page in an AWS guide, and may have lists and a Markdown variant."""
    return host_of(uri) == _HOST and path_of(uri).endswith(".html")


def indexes(context: RuleContext) -> Iterator[Probe]:
    """The guide's lists that would help, until one of them has listed something."""
    if not is_page_of_guide(context.request_url):
        return
    for name in _INDEXES:
        question = Probe(f"{_folder(context.request_url)}{name}", ProbeKind.INDEX)
        reply = context.probes.get(question.uri)
        if reply is None:
            yield question
        if reply is None or reply.listed:
            return


def same_page(context: RuleContext) -> Replacement | None:
    """The page of the guide that has nearly the same name, or the title that the link has."""
    reply = _index(context)
    if reply is None:
        return None
    others = _others(context, reply)
    place = same_subject(_slug(context.request_url), [_slug(one.href) for one in others])
    if place is None and len(significant_words(context.link.text)) >= _ENOUGH_WORDS:
        place = same_subject(context.link.text, [one.title for one in others])
    return None if place is None else _offer(reply, others[place])


def same_slug(context: RuleContext) -> Replacement | None:
    """Another page of the guide, or a section of one, that has the very name of this page."""
    reply = _index(context)
    others = _others(context, reply) if reply else []
    found = next((one for one in others if _slug(one.href) == _slug(context.request_url)), None)
    return _offer(reply, found) if reply and found else None


def page_of_anchor(context: RuleContext, fragment: str) -> Replacement | None:
    """The page of the guide that has the name of a section which is gone."""
    reply = _index(context)
    listed = reply.listed if reply else ()
    found = next((one for one in listed if _slug(one.href) == fragment), None)
    return _offer(reply, found) if reply and found else None


def _others(context: RuleContext, reply: ProbeResult) -> list[IndexEntry]:
    """What is listed but for the page itself, which is gone whatever the list says."""
    path = path_of(context.request_url)
    name = path.rpartition("/")[2]
    itself = {context.request_url, path, name, f"./{name}"}
    return [one for one in reply.listed if one.href.partition("#")[0] not in itself]


def _index(context: RuleContext) -> ProbeResult | None:
    uris = (f"{_folder(context.request_url)}{name}" for name in _INDEXES)
    replies = (context.probes.get(uri) for uri in uris)
    return next((reply for reply in replies if reply and reply.listed), None)


def _offer(reply: ProbeResult, listed: IndexEntry) -> Replacement | None:
    base = reply.outcome.uri if isinstance(reply.outcome, Answer) else reply.question.uri
    href, sign, fragment = listed.href.partition("#")
    try:
        uri, _ = follow(base, href)
    except InvalidUriError:
        return None
    # What a list says of other hosts is not the guide's own.
    if host_of(uri) != _HOST:
        return None
    name = listed.title or path_of(uri).rpartition("/")[2]
    proof = Evidence("guide", f"“{name}”: {listed.href}", reply.question.uri, reply.day)
    return Replacement(f"{uri}{sign}{fragment}", f"its guide lists “{name}”", proof)


def _folder(uri: str) -> str:
    return uri.partition("?")[0].rpartition("/")[0] + "/"


def _slug(href: str) -> str:
    """What a page or a section is called in its address."""
    page, _, fragment = href.partition("#")
    name = page.partition("?")[0].rpartition("/")[2]
    return unquote(fragment or name.removesuffix(".html"))
