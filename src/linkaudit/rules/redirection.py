"""Rules on pages that moved and are still there under the same name."""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Rule, RuleContext, Violation, final_url, plain_form, trail
from linkaudit.rules.fragment import fragment_holds
from linkaudit.rules.lifecycle import renamed_path


def _moved(context: RuleContext) -> str | None:
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


def _is_permanent(context: RuleContext) -> bool:
    return all(hop.is_permanent for hop in final_url(context)[0])


def _is_trivial(context: RuleContext) -> bool:
    return plain_form(context.request_url) == plain_form(final_url(context)[1])


def _is_certain(context: RuleContext) -> bool:
    """The contract's "certain": permanent to the end, 200, and the fragment exists there."""
    answer = context.answer
    return (
        answer is not None
        and answer.status == 200
        and _is_permanent(context)
        and fragment_holds(context)
    )


def _permanent(context: RuleContext) -> Violation | None:
    to = _moved(context)
    if to is None or not _is_permanent(context) or _is_trivial(context):
        return None
    return Violation(f"moved for good to {to}", (trail(context),), to, _is_certain(context))


def _temporary(context: RuleContext) -> Violation | None:
    to = _moved(context)
    if to is None or _is_permanent(context) or _is_trivial(context):
        return None
    if renamed_path.renaming(context) is not None:
        return None  # whatever the server calls it, what was there has another name
    if any(hop.refresh for hop in final_url(context)[0]):
        message = f"the page sends its readers on to {to}: if that is where it lives now, put that"
    else:
        message = f"sent on to {to}, which the server calls temporary: keep the link as it is"
    return Violation(message, (trail(context),))


def _trivial(context: RuleContext) -> Violation | None:
    to = _moved(context)
    if to is None or not _is_trivial(context):
        return None
    message = f"the same page under a slightly different address, {to}"
    permanent = _is_permanent(context)
    return Violation(message, (trail(context),), to if permanent else None, _is_certain(context))


_R = Verdict.REDIRECTED

RULES = (
    Rule("permanent-redirect", _R, Level.WARNING, "The page has a new permanent URL.", _permanent),
    Rule("temporary-redirect", _R, Level.NOTE, "The page is elsewhere for now.", _temporary),
    Rule(
        "trivial-redirect",
        _R,
        Level.NOTE,
        "Only scheme, slash, locale or tracking parameters differ.",
        _trivial,
    ),
)
