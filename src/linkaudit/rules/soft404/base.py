"""What the rules on soft 404s share: where a redirect led.

Knows addresses and answers; what they prove, each rule decides.
"""

from __future__ import annotations

from linkaudit.model.http import Answer
from linkaudit.model.report import Evidence
from linkaudit.rules.base import RuleContext, Violation, plain_form, trail
from linkaudit.rules.fragment_missing import fragment_holds
from linkaudit.rules.soft404.aws_docs_stub import aws_docs_stub
from linkaudit.rules.soft404.parked_domain import is_market


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
