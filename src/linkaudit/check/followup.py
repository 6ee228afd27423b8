"""One further question: asked like any target, its answer read as a page or as an index.

Knows the forms of guides' indices and pages, and of the archive's answer. What is no such thing
lists nothing; it is a stranger's text, and no trouble of ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from html import unescape

from linkaudit.check.page.read import read_here
from linkaudit.errors import TransportError
from linkaudit.model.followup import IndexEntry, Probe, ProbeKind, ProbeResult
from linkaudit.model.http import Answer, Request, Response
from linkaudit.model.protocols import Clock, ReadPage, Transport
from linkaudit.text.redact import shown

_MOST = 20_000  # entries: the largest guide of AWS has some 5,000 pages
_LONGEST = 1000  # characters of one
_PLACE = re.compile(rb"<loc>\s*+([^<\s]{1,2000})")  # sitemaps.org: nothing else stands in it
_HEADING = re.compile(rb"^ {0,3}# +([^\r\n]{1,2000})", re.M)


async def run_probe(
    question: Probe, transport: Transport, clock: Clock, read: ReadPage = read_here
) -> ProbeResult:
    """What the web says to one question, whatever that is."""
    is_page = question.reading is ProbeKind.PAGE
    try:
        # No document links there: a redirect may have led to the page that raises the question.
        response = await transport(Request(question.uri, wants_content=not is_page))
    except TransportError as error:
        return ProbeResult(question, error.failure, observed_at=clock())
    page = response.page if is_page else None
    if page is None and is_page:
        page = await read(replace(response, wants_ids=False))
    listed = () if is_page or response.status != 200 else _READERS[question.reading](response)
    return ProbeResult(question, Answer(response.uri, response.status, page=page), listed, clock())


def read_index(response: Response) -> tuple[IndexEntry, ...]:
    """The entries of a `toc-contents.json`, or of a sitemap, in their order."""
    contents = _json(response.body)
    if contents is None:
        places = (unescape(match[1].decode("utf-8", "replace")) for match in _places(response))
        return tuple(
            IndexEntry(shown(place)) for place, _ in zip(places, range(_MOST), strict=False)
        )
    return tuple(entry for entry, _ in zip(_entries(contents), range(_MOST), strict=False))


def _places(response: Response) -> Iterator[re.Match[bytes]]:
    return _PLACE.finditer(response.body)


def _entries(contents: object) -> Iterator[IndexEntry]:
    # No recursion: how deep a table of contents goes is its author's choice, or a joker's.
    left = [contents]
    while left:
        match left.pop():
            case list(items):
                left.extend(reversed(items))
            case dict(entry):
                href, title = _text(entry, "href"), _text(entry, "title")
                if href:
                    yield IndexEntry(href, title)
                left.append(entry.get("contents"))


def read_snapshot(response: Response) -> tuple[IndexEntry, ...]:
    """The copy nearest to the day that was asked for; its title is its timestamp."""
    match _json(response.body):
        case {"archived_snapshots": {"closest": {"available": True, **closest}}}:
            status = _text(closest, "status")
            found = IndexEntry(_text(closest, "url"), _text(closest, "timestamp"))
            return (found,) if found.href and status == "200" else ()
    return ()


def read_twin(response: Response) -> tuple[IndexEntry, ...]:
    """The page itself, if it is Markdown, with its first heading."""
    # RFC 7763: a stub or an error page would be HTML.
    if not response.headers.get("content-type", "").lower().startswith("text/markdown"):
        return ()
    heading = _HEADING.search(response.body)
    title = heading[1].decode("utf-8", "replace") if heading else ""
    return (IndexEntry(response.uri, shown(title[:_LONGEST]).strip()),)


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _text(entry: Mapping[object, object], key: str) -> str:
    value = entry.get(key)
    return shown(value[:_LONGEST]).strip() if isinstance(value, str) else ""


_READERS: Mapping[ProbeKind, Callable[[Response], tuple[IndexEntry, ...]]] = {
    ProbeKind.INDEX: read_index,
    ProbeKind.TWIN: read_twin,
    ProbeKind.SNAPSHOT: read_snapshot,
}
