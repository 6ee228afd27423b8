"""Where redirects lead, and how much of that is certain.

Addresses only; what a redirect means, each rule decides.
"""

from __future__ import annotations

from linkaudit.rules.base import RuleContext, final_url, plain_form
from linkaudit.rules.fragment_missing import fragment_holds


def new_url(context: RuleContext) -> str | None:
    """Where the link should point now, with its fragment; None if nothing moved."""
    if context.success is None:
        return None
    hops, uri = final_url(context)
    if not hops or uri == context.request_url:
        return None
    if "#" not in uri and context.resolved.fragment:
        _, _, written = context.link.url.partition("#")
        return f"{uri}#{written}"
    return uri


def is_permanent(context: RuleContext) -> bool:
    return all(hop.is_permanent for hop in final_url(context)[0])


def is_trivial(context: RuleContext) -> bool:
    return plain_form(context.request_url) == plain_form(final_url(context)[1])


def is_certain(context: RuleContext) -> bool:
    """The contract's "certain": permanent to the end, 200, and the fragment exists there."""
    answer = context.answer
    return (
        answer is not None
        and answer.status == 200
        and is_permanent(context)
        and fragment_holds(context)
    )
