"""The rule on lost pages whose path has an abandoned name: a hint, and no more."""

from __future__ import annotations

from urllib.parse import urlsplit

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation
from linkaudit.rules.lifecycle.path_renamed import path_without_fragment, source_of

_GONE = frozenset({404, 410})


def _likely_renamed(context: RuleContext) -> Violation | None:
    answer = context.answer
    if answer is None or answer.status not in _GONE:
        return None
    for pack in context.packs:
        if not pack.covers(answer.uri) or pack.is_theirs(path_without_fragment(answer.uri)):
            continue
        for move in pack.moves:
            path = move.guess(path_without_fragment(answer.uri))
            if path is not None:
                old, new = move.often
                likely = urlsplit(answer.uri)._replace(path=path).geturl()
                message = f"{move.what} {old} is often called {new} now; check {likely}"
                return Violation(message, (source_of(pack, move),))
    return None


RULE = Rule(
    id="likely-renamed",
    verdict=Verdict.OK,
    level=Level.NOTE,
    summary="The page is gone, and a name in its path is often another one now.",
    why="""
A hint beside `not-found`: the name in the address is one that most have given up, such as the
branch `master`. linkaudit has not checked the page under the new name.
""",
    example=Example(
        "[the code](https://github.com/cogs/cogs/blob/master/README.md)",
        "the branch master is often called main now; check "
        "https://github.com/cogs/cogs/blob/main/README.md",
        ("https://github.com/cogs/cogs/blob/master/README.md 404",),
    ),
    fix="Check the suggested address.",
    decide=_likely_renamed,
)
