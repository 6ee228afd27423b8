"""The rule on text fragments: whether the page has the text that a link names."""

from __future__ import annotations

from urllib.parse import unquote

from linkaudit.model.report import Evidence, Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation, observed_on
from linkaudit.rules.fragment_missing import missing_fragment
from linkaudit.text.brief import cut
from linkaudit.text.text_directives import parse, text_directives


def _text_missing(context: RuleContext) -> Violation | None:
    answer = context.success
    # A fragment in a redirect replaces the one of the link, RFC 9110 §10.2.2.
    if answer is None or answer.page is None or "#" in answer.uri:
        return None
    texts = text_directives(context.link.url.partition("#")[2])
    # One that is there is enough: browsers go to the first that they find.
    if not texts or not set(texts) <= set(answer.page.texts_missing):
        return None
    if missing_fragment(context) is not None:
        return None  # more is wrong than that
    named = f"“{cut(unquote(texts[0]))}”"
    if all(parse(text) is None for text in texts):
        message = f"browsers do not understand the text fragment {named}"
    elif len(texts) > 1:
        message = f"the page has none of the {len(texts)} texts to jump to, such as {named}"
    else:
        message = f"the page does not have the text to jump to: {named}"
    proof = Evidence("page", "text not found", answer.uri, observed_on(context))
    return Violation(message, (proof,))


RULE = Rule(
    id="text-fragment-missing",
    verdict=Verdict.OK,
    level=Level.NOTE,
    summary="The page does not have the text that the link jumps to.",
    why="""
A link can name words of the page, `#:~:text=start,end`, and browsers scroll to them. If the page
was edited, readers land at its top. linkaudit looks the words up as browsers do: whole words,
without case and accents, `prefix-,` and `,-suffix` beside them, and within one block unless an end
is named.
""",
    example=Example(
        "[usage](https://docs.example/guide#:~:text=How%20to%20install)",
        "the page does not have the text to jump to: “How to install”",
        ("https://docs.example/guide 200 <p>" + "How to use it. " * 9,),
    ),
    fix="""
Open the page, select the passage, and copy a new link to it. Commas, hyphens and ampersands within
the text have to be percent-encoded: `%2C`, `%2D`, `%26`.
""",
    silent_when="""
Scripts build the page, or it was not read to its end. Of several texts, one is there. A redirect
has a fragment of its own.
""",
    decide=_text_missing,
)
