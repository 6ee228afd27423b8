"""The rule on redirects that mean a new name: which ones do, packs say.

Hops and paths only.
"""

from __future__ import annotations

from linkaudit.model.report import Evidence, Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation, final_url, trail
from linkaudit.rules.packs.model import Pack
from linkaudit.rules.packs.path_patterns import PathPattern
from linkaudit.text.uri import path_of


def renaming(context: RuleContext) -> Violation | None:
    """What the redirect says of a name; None where it says nothing."""
    hops, landed = final_url(context)
    if context.success is None or not hops:
        return None
    asked, final = path_without_fragment(context.request_url), path_without_fragment(landed)
    is_permanent = all(hop.is_permanent for hop in hops)
    for pack in context.packs:
        uris = (context.request_url, landed)
        if not all(
            pack.covers(uri) and not pack.is_theirs(path_without_fragment(uri)) for uri in uris
        ):
            continue
        for move in pack.moves:
            names = move.names(asked, final) if is_permanent or not move.is_permanent else None
            if names is not None:
                message = move.message(*names)
                return Violation(
                    message,
                    (trail(context), source_of(pack, move)),
                    _with_fragment(context, landed),
                )
    return None


def path_without_fragment(uri: str) -> str:
    return path_of(uri.partition("#")[0])


def _with_fragment(context: RuleContext, uri: str) -> str:
    """RFC 9110 §10.2.2: a redirect without a fragment keeps the link's."""
    fragment = context.link.url.partition("#")[2]
    return f"{uri}#{fragment}" if fragment and "#" not in uri else uri


def source_of(pack: Pack, move: PathPattern) -> Evidence:
    return Evidence("pack", move.quote, move.source, pack.read_on.isoformat())


RULE = Rule(
    id="path-renamed",
    verdict=Verdict.RENAMED,
    level=Level.WARNING,
    summary="The redirect leads to the same thing under another name.",
    why="""
The redirect changes the name of a repository, its owner or a branch on GitHub, or another name
that a [fact pack](../packs.md) knows. The source of the pack says what the redirect means.
""",
    example=Example(
        "[the code](https://github.com/acme/cogs)",
        "the repository acme/cogs is now cogs/cogs",
        (
            "https://github.com/acme/cogs 301 https://github.com/cogs/cogs",
            "https://github.com/cogs/cogs 200",
        ),
    ),
    fix="Replace the URL, and the name in the article.",
    decide=renaming,
)
