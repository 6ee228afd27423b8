"""The rule on fragments: whether the page has the anchor that a link names."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from linkaudit.model.http import Answer, Page
from linkaudit.model.report import Evidence, Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation
from linkaudit.rules.replacement.similarity import nearest
from linkaudit.text.fragments import is_state
from linkaudit.text.slug_key import is_slug_of_one
from linkaudit.text.text_directives import DELIMITER, text_directives

# Fragments that name no id: routes and parameters of a script, lines of a file.
_NO_ID = re.compile(
    r"[/!]|L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?$|[\w.-]+=(?!=)"
    r"|(?:issuecomment|diff|pullrequestreview|commitcomment)-|discussion_r\d"  # GitHub's scripts
)
# On the web, what scripts load later too.
_OF_SCRIPTS = re.compile(
    r"(?:L|lines?-)?\d+(?:C\d+)?(?:[-:,]L?\d+(?:C\d+)?)+$"
    r"|(?:comment|note|event|post)[-_]?\d+(?:_\d+)?$|discussioncomment-|readme$"
)
# GitHub Docs, "Creating a permanent link to a code snippet".
_LINES = re.compile(r"L([0-9]{1,9})(?:C[0-9]+)?(?:-L?([0-9]{1,9})(?:C[0-9]+)?)?", re.ASCII)
_SAFE = "/:@!$&*+,;=?-._~"  # RFC 3986 §3.5, but for what Markdown gives a meaning


def missing_fragment(context: RuleContext) -> str | None:
    """The fragment that the last page does not have; None where it has it or none is asked."""
    fragment = unnamed_fragment(context)
    if fragment is None or may_be_made(context, fragment) or _is_led_by_text(context):
        return None
    return fragment


def may_be_made(context: RuleContext, fragment: str) -> bool:
    """Whether a script may give this id to a heading of the page that has none."""
    page = context.success.page if context.success else None
    return page is not None and is_slug_of_one(fragment, page.headings)


def _is_led_by_text(context: RuleContext) -> bool:
    """Whether the page has a text that the link names beside its id: browsers go there."""
    answer = context.success
    # A fragment in a redirect replaces the one of the link, RFC 9110 §10.2.2.
    if answer is None or answer.page is None or "#" in answer.uri:
        return False
    texts = text_directives(context.link.url.partition("#")[2])
    return not set(texts).isdisjoint(answer.page.texts_found)


def unnamed_fragment(context: RuleContext) -> str | None:
    """The fragment that no element of the last page has for its id; scripts may make one."""
    answer = context.success
    if answer is None or answer.page is None or not _shows_all_ids(answer.page):
        return None
    written, fragment = _written(context, answer), _decoded(context, answer)
    if not fragment or fragment.lower() == "top":
        return None
    known = answer.page.anchors
    # HTML §7.4.6.3: as it is written first. GitHub's pages carry ids as `user-content-…`, and
    # their script finds them in any case.
    of_github = f"user-content-{fragment}"
    if known & {written, fragment, of_github, of_github.lower()} or in_any_case(context):
        return None
    lines = _missing_line(fragment, answer.page)
    if lines is not None:
        return fragment if lines else None
    if _NO_ID.match(fragment) or not answer.page.has_ids:
        return None
    if not _is_legible(fragment, answer.page):
        return None
    # A file of the tree has no scripts: status 0.
    is_of_script = _OF_SCRIPTS.match(fragment) or is_state(fragment)
    return None if answer.status and is_of_script else fragment


def in_any_case(context: RuleContext) -> str | None:
    """The id that GitHub takes for a fragment which differs from it by case, or by its prefix."""
    answer = context.success
    if answer is None or answer.page is None or not answer.page.ignores_case:
        return None
    fragment = _decoded(context, answer)
    meant = fragment.lower().removeprefix("user-content-")
    known = answer.page.anchors
    if not meant or fragment in known:
        return None
    return meant if meant in known else next((one for one in known if one.lower() == meant), None)


def _missing_line(fragment: str, page: Page) -> bool | None:
    """Whether a file ends before the lines that are asked; None where none are, or none known."""
    asked = _LINES.fullmatch(fragment)
    if asked is None or page.lines is None:
        return None
    return not all(1 <= int(number) <= page.lines for number in asked.groups() if number)


def fragment_holds(context: RuleContext) -> bool:
    """Whether it is known that the link's fragment leads to its place."""
    answer = context.success
    if answer is None or not (context.resolved.fragment or "#" in answer.uri):
        return answer is not None
    if answer.page is None or not _shows_all_ids(answer.page):
        return False
    fragment = _decoded(context, answer)
    if not _is_legible(fragment, answer.page) and fragment not in answer.page.anchors:
        return False
    return unnamed_fragment(context) is None


def _is_legible(fragment: str, page: Page) -> bool:
    """Whether the id would be known, if the page had it."""
    return fragment.isascii() or not page.has_doubtful_text


def _shows_all_ids(page: Page) -> bool:
    return not (page.is_scripted or page.is_cut or page.is_skimmed)


def _written(context: RuleContext, answer: Answer) -> str:
    """The last fragment as written in the redirect or in the link."""
    uri = answer.uri if "#" in answer.uri else context.link.url
    return uri.partition("#")[2]


def _decoded(context: RuleContext, answer: Answer) -> str:
    """The id that is meant: what the redirects left of it, else what the link asks for."""
    is_in_answer = "#" in answer.uri
    asked = unquote(_written(context, answer)) if is_in_answer else context.resolved.fragment or ""
    return asked.partition(DELIMITER)[0]


def _fragment_missing(context: RuleContext) -> Violation | None:
    fragment, answer = missing_fragment(context), context.success
    if fragment is None or answer is None or answer.page is None:
        return None
    page = answer.uri.partition("#")[0]
    if _missing_line(fragment, answer.page):
        return Violation(_too_short(answer.page.lines or 0, fragment))
    ids = sorted(answer.page.anchors)
    same = [one for one in ids if one.lower() == fragment.lower()]
    near = same[0] if same else nearest(fragment, ids)
    message = f"no anchor “{fragment}” on this page"
    proof = Evidence("page", f"ids on the page: {', '.join(ids[:12]) or 'none'}", page)
    if near is None:
        return Violation(message, (proof,))
    here, _, written = context.link.url.partition("#")
    offered = f"{here}#{fit(near, keeps_letters=not written.isascii())}"
    return Violation(f"{message}; closest match: “{near}”", (proof,), offered)


def _too_short(lines: int, fragment: str) -> str:
    has = "1 line" if lines == 1 else f"{lines:,} lines"
    return f"the file has only {has}, so “{fragment}” leads nowhere"


def fit(fragment: str, *, keeps_letters: bool) -> str:
    """A fragment fit for a URL; letters beyond ASCII stay where the author wrote such."""
    if not keeps_letters:
        return quote(fragment, safe=_SAFE)
    return "".join(char if char.isalnum() else quote(char, safe=_SAFE) for char in fragment)


RULE = Rule(
    id="fragment-missing",
    verdict=Verdict.ANCHOR_MISSING,
    level=Level.ERROR,
    summary="The page has no anchor of that name.",
    why="""
Readers land at the top of the page. No element has the id (or no `a` the name) that the fragment
names. In local files, headings have the ids that the site's generator makes, else GitHub's, and
`#L10` is a line that the file must have.
""",
    example=Example(
        "[usage](https://docs.example/guide#usage)",
        "no anchor “usage” on this page; closest match: “usages”",
        ('https://docs.example/guide 200 <h2 id="usages">Usages</h2> <p>' + "How to use it. " * 9,),
    ),
    fix="""
Replace the fragment; the closest anchor is offered. For AWS documentation, the page of the guide
that has the name of the lost section is offered.
""",
    silent_when="""
On GitHub, only case differs: see `fragment-case`.
The link also names a text (`#id:~:text=…`), and the page has it.
Scripts build the page, it was not read to its end, or its text is in doubt and the fragment is not
ASCII: it has bytes that are no text in its encoding, or names no encoding and is not in UTF-8. On
the web, also not for fragments that scripts make or read: routes (`#/x`, all with a slash or `=`),
lines (`#10-20`), places on a map, numbered comments, GitHub's `#readme`, and the state of a program
(`#pako:eNpV…`, JSON, keys). A heading without an id whose words make the fragment is a note,
`fragment-by-script`.
""",
    decide=_fragment_missing,
)
