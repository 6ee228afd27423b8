"""Rules on redirects that mean a new name: which ones do, packs say.

Hops and paths only. Where nothing redirects, a likely new name is a hint and no more: nobody
has looked whether it is there.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from linkaudit.model.report import Evidence, Level, Verdict
from linkaudit.rules.base import Rule, RuleContext, Violation, final_url, trail
from linkaudit.rules.packs.model import Pack
from linkaudit.rules.packs.path_patterns import PathPattern
from linkaudit.text.uri import path_of

_GONE = frozenset({404, 410})


def renaming(context: RuleContext) -> Violation | None:
    """What the redirect says of a name; None where it says nothing."""
    hops, landed = final_url(context)
    if context.success is None or not hops:
        return None
    asked, final = _path(context.request_url), _path(landed)
    is_permanent = all(hop.is_permanent for hop in hops)
    for pack in context.packs:
        uris = (context.request_url, landed)
        if not all(pack.covers(uri) and not pack.is_theirs(_path(uri)) for uri in uris):
            continue
        for move in pack.moves:
            names = move.names(asked, final) if is_permanent or not move.is_permanent else None
            if names is not None:
                message = move.told(*names)
                return Violation(
                    message, (trail(context), _source(pack, move)), _with_fragment(context, landed)
                )
    return None


def _path(uri: str) -> str:
    return path_of(uri.partition("#")[0])


def _with_fragment(context: RuleContext, uri: str) -> str:
    """RFC 9110 §10.2.2: a redirect without a fragment keeps the link's."""
    fragment = context.link.url.partition("#")[2]
    return f"{uri}#{fragment}" if fragment and "#" not in uri else uri


def _perhaps(context: RuleContext) -> Violation | None:
    answer = context.answer
    if answer is None or answer.status not in _GONE:
        return None
    for pack in context.packs:
        if not pack.covers(answer.uri) or pack.is_theirs(_path(answer.uri)):
            continue
        for move in pack.moves:
            path = move.guess(_path(answer.uri))
            if path is not None:
                old, new = move.often
                likely = urlsplit(answer.uri)._replace(path=path).geturl()
                message = f"perhaps {move.what} {old} is {new} now: look whether {likely} is there"
                return Violation(message, (_source(pack, move),))
    return None


def _source(pack: Pack, move: PathPattern) -> Evidence:
    return Evidence("pack", move.quote, move.source, pack.read_on.isoformat())


RULES = (
    Rule(
        "path-renamed",
        Verdict.RENAMED,
        Level.WARNING,
        "The redirect leads to the same thing under another name.",
        renaming,
    ),
)
HINTS = (
    Rule(
        "likely-renamed",
        Verdict.OK,
        Level.NOTE,
        "The page is gone, and what it was in is often called something else now.",
        _perhaps,
    ),
)
