"""The rule on fragments: whether the place on the page exists that a link points to."""

from __future__ import annotations

import re
from urllib.parse import unquote

from rapidfuzz import fuzz, process

from linkaudit.judge.case import Case, Found, Rule
from linkaudit.model import Evidence, Level, Verdict

# Fragments that name no id: text fragments, routes of a script, lines of a file.
_NO_ID = re.compile(r":~:|[/!]|L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?$|page=\d+")
_ALIKE = 75  # of 100; below, the nearest id is another subject


def missing_fragment(case: Case) -> str | None:
    """The fragment that the last page does not have; None where it has it or none is asked."""
    answer = case.success
    if answer is None or answer.page is None or answer.page.is_scripted:
        return None
    _, sign, landed = answer.uri.partition("#")
    fragment = unquote(landed) if sign else case.resolved.fragment
    if not fragment or fragment.lower() == "top" or _NO_ID.match(fragment):
        return None
    known = answer.page.anchors
    # GitHub's pages carry ids as `user-content-…`.
    if fragment in known or f"user-content-{fragment}" in known:
        return None
    return fragment


def _fragment_missing(case: Case) -> Found | None:
    fragment, answer = missing_fragment(case), case.success
    if fragment is None or answer is None or answer.page is None:
        return None
    page = answer.uri.partition("#")[0]
    ids = sorted(answer.page.anchors)
    near = process.extractOne(fragment, ids, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    message = f"the page is there, but has no “{fragment}” to jump to"
    quote = Evidence("page", f"ids on the page: {', '.join(ids[:12]) or 'none'}", page)
    if near is None:
        return Found(message, (quote,))
    here = case.link.url.partition("#")[0]
    return Found(f"{message}; the nearest is “{near[0]}”", (quote,), f"{here}#{near[0]}")


RULES = (
    Rule(
        "fragment-missing",
        Verdict.ANCHOR_MISSING,
        Level.ERROR,
        "The page has no element with the id that the link's fragment names.",
        _fragment_missing,
    ),
)
