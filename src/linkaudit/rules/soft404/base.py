"""What the rules on soft 404s share: where a redirect led, and the site of an address.

Knows addresses and answers; what they prove, each rule decides.
"""

from __future__ import annotations

from linkaudit.model.http import Answer
from linkaudit.model.report import Evidence
from linkaudit.rules.base import RuleContext, Violation, plain_form, trail
from linkaudit.rules.fragment_missing import fragment_holds
from linkaudit.rules.soft404.aws_docs_stub import aws_docs_stub
from linkaudit.rules.soft404.parked_domain import is_market
from linkaudit.text.uri import host_of

# Below these a country's sites are distinct: `a.co.uk` and `b.co.uk` are two.
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "go", "gov", "ne", "net", "or", "org"})


def site_of(uri: str) -> str:
    """The part of a host that one owner has, roughly: its last two labels, or three."""
    labels = host_of(uri).split(".")
    is_deep = len(labels[-1]) == 2 and labels[-2:-1] and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if is_deep else labels[-2:])


def redirected_to(context: RuleContext) -> Answer | None:
    """The answer that a redirect led to; None for what other rules describe better."""
    answer = context.success
    if (
        answer is None
        or not context.observation.hops
        or plain_form(context.request_url) == plain_form(answer.uri)
    ):
        return None
    return None if aws_docs_stub(context) is not None or is_market(answer.uri) else answer


def holds_fragment(context: RuleContext) -> bool:
    """The link's own fragment is on the page it was sent to: the text moved along."""
    fragment = context.resolved.fragment
    return bool(fragment) and bool(context.link.url.partition("#")[2]) and fragment_holds(context)


def page_says(context: RuleContext, answer: Answer, words: str) -> Violation:
    message = f"the server answers {answer.status}, but the page says that it does not exist"
    return Violation(message, (Evidence("page", words, answer.uri), trail(context)))
