"""Rules on pages that moved and are still there under the same name."""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Rule, RuleContext, Violation, final_url, plain_form, trail
from linkaudit.rules.fragment import fragment_holds
from linkaudit.rules.lifecycle import renamed_path


def _moved(case: RuleContext) -> str | None:
    """Where the link should point now, with its fragment; None if nothing moved."""
    if case.success is None:
        return None
    hops, uri = final_url(case)
    if not hops or uri == case.asked:
        return None
    if "#" not in uri and case.resolved.fragment:
        _, _, written = case.link.url.partition("#")
        return f"{uri}#{written}"
    return uri


def _is_permanent(case: RuleContext) -> bool:
    return all(hop.is_permanent for hop in final_url(case)[0])


def _is_trivial(case: RuleContext) -> bool:
    return plain_form(case.asked) == plain_form(final_url(case)[1])


def _is_certain(case: RuleContext) -> bool:
    """The contract's "certain": permanent to the end, 200, and the fragment exists there."""
    answer = case.answer
    return (
        answer is not None and answer.status == 200 and _is_permanent(case) and fragment_holds(case)
    )


def _permanent(case: RuleContext) -> Violation | None:
    to = _moved(case)
    if to is None or not _is_permanent(case) or _is_trivial(case):
        return None
    return Violation(f"moved for good to {to}", (trail(case),), to, _is_certain(case))


def _temporary(case: RuleContext) -> Violation | None:
    to = _moved(case)
    if to is None or _is_permanent(case) or _is_trivial(case):
        return None
    if renamed_path.renaming(case) is not None:
        return None  # whatever the server calls it, what was there has another name
    if any(hop.refresh for hop in final_url(case)[0]):
        message = f"the page sends its readers on to {to}: if that is where it lives now, put that"
    else:
        message = f"sent on to {to}, which the server calls temporary: keep the link as it is"
    return Violation(message, (trail(case),))


def _trivial(case: RuleContext) -> Violation | None:
    to = _moved(case)
    if to is None or not _is_trivial(case):
        return None
    message = f"the same page under a slightly different address, {to}"
    permanent = _is_permanent(case)
    return Violation(message, (trail(case),), to if permanent else None, _is_certain(case))


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
