"""The rule on fragments that only a script of the page can make."""

from __future__ import annotations

from linkaudit.model.report import Evidence, Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation, observed_on
from linkaudit.rules.fragment_missing import may_be_made, unnamed_fragment


def _made_by_script(context: RuleContext) -> Violation | None:
    fragment, answer = unnamed_fragment(context), context.success
    if fragment is None or answer is None or not may_be_made(context, fragment):
        return None
    message = f"no anchor “{fragment}” in the HTML, but a heading of these words"
    page = answer.uri.partition("#")[0]
    proof = Evidence("page", "a heading without an id, and scripts", page, observed_on(context))
    return Violation(f"{message}; a script may add it", (proof,))


RULE = Rule(
    id="fragment-by-script",
    verdict=Verdict.OK,
    level=Level.NOTE,
    summary="The anchor is not in the HTML; a script may add it to a heading.",
    why="""
Some sites give their headings ids in the browser, with AnchorJS for example. linkaudit runs no
scripts, so it sees a heading with the words of the fragment, but no id. Most readers get there.
""",
    example=Example(
        "[usage](https://docs.example/guide#basic-usage)",
        "no anchor “basic-usage” in the HTML, but a heading of these words; a script may add it",
        (
            "https://docs.example/guide 200 <h2>Basic usage</h2> <script src=a.js></script> <p>"
            + "How to use it. " * 20,
        ),
    ),
    fix="Open the link in a browser. If it opens at the heading, there is nothing to do.",
    silent_when="""
The heading, or the section that it begins, has an id of its own; or the page has no scripts. The
fragment is then missing.
""",
    decide=_made_by_script,
)
