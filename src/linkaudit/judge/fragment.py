"""The rule on fragments: whether the place on the page exists that a link points to."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from rapidfuzz import fuzz, process

from linkaudit.exchange import Answer, Page
from linkaudit.judge.case import Case, Found, Rule
from linkaudit.model import Evidence, Level, Verdict

# Fragments that name no id: routes and parameters of a script, lines of a file.
_NO_ID = re.compile(
    r"[/!]|L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?$|[\w.-]+="
    r"|(?:issuecomment|diff|pullrequestreview|commitcomment)-|discussion_r\d"  # GitHub's scripts
)
_DIRECTIVE = ":~:"  # what follows is a text fragment, and no part of an id
_SAFE = "/:@!$&*+,;=?-._~"  # RFC 3986 §3.5, but for what Markdown gives a meaning
_ALIKE = 75  # of 100; below, the nearest id is another subject


def missing_fragment(case: Case) -> str | None:
    """The fragment that the last page does not have; None where it has it or none is asked."""
    answer = case.success
    if answer is None or answer.page is None or not _shows_all_ids(answer.page):
        return None
    written = _written(case, answer)
    # What the redirects left of it, else what the link asks for.
    decoded = unquote(written) if "#" in answer.uri else case.resolved.fragment or ""
    fragment = decoded.partition(_DIRECTIVE)[0]
    if not fragment or fragment.lower() == "top" or _NO_ID.match(fragment):
        return None
    known = answer.page.anchors
    # HTML §7.4.6.3: as it is written first. GitHub's pages carry ids as `user-content-…`.
    if known & {written, fragment, f"user-content-{fragment}"}:
        return None
    return fragment


def fragment_holds(case: Case) -> bool:
    """Whether it is known that the link's fragment leads to its place."""
    answer = case.success
    if answer is None or not (case.resolved.fragment or "#" in answer.uri):
        return answer is not None
    if answer.page is None or not _shows_all_ids(answer.page):
        return False
    return missing_fragment(case) is None


def _shows_all_ids(page: Page) -> bool:
    return not (page.is_scripted or page.is_cut)


def _written(case: Case, answer: Answer) -> str:
    """The last fragment as it stands in the redirect or in the link."""
    uri = answer.uri if "#" in answer.uri else case.link.url
    return uri.partition("#")[2]


def _fragment_missing(case: Case) -> Found | None:
    fragment, answer = missing_fragment(case), case.success
    if fragment is None or answer is None or answer.page is None:
        return None
    page = answer.uri.partition("#")[0]
    ids = sorted(answer.page.anchors)
    near = process.extractOne(fragment, ids, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    message = f"the page is there, but has no “{fragment}” to jump to"
    proof = Evidence("page", f"ids on the page: {', '.join(ids[:12]) or 'none'}", page)
    if near is None:
        return Found(message, (proof,))
    here = case.link.url.partition("#")[0]
    return Found(
        f"{message}; the nearest is “{near[0]}”", (proof,), f"{here}#{quote(near[0], safe=_SAFE)}"
    )


RULES = (
    Rule(
        "fragment-missing",
        Verdict.ANCHOR_MISSING,
        Level.ERROR,
        "The page has no element with the id that the link's fragment names.",
        _fragment_missing,
    ),
)
