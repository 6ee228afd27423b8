"""What to put in the place of a page that is gone, in the order in which it is believed.

The guide's own list comes first, then its page as Markdown, a copy in an archive last. What a
pack knows of successors are names, told by their own rules beside this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from linkaudit.model.report import Finding, Verdict
from linkaudit.model.verdict import Page
from linkaudit.rules import availability, fragment
from linkaudit.rules.base import Rule, RuleContext
from linkaudit.rules.replacement.aws_guide import Replacement, page_of_anchor, same_page
from linkaudit.rules.replacement.markdown_variant import twin
from linkaudit.rules.replacement.wayback import snapshot
from linkaudit.rules.soft404 import probe
from linkaudit.rules.soft404 import rules as soft404

_DEAD = tuple(rule for rule in availability.RULES if rule.verdict is Verdict.DEAD)
_SOFT = (*soft404.RULES, *probe.RULES)


def is_gone(case: RuleContext) -> bool:
    """Whether a rule will say so, as far as the answers show."""
    if case.success is None:
        return _any((*soft404.ON_THE_WAY, *_DEAD), case)
    if not _any(_SOFT, case):
        return False
    # What a wall or a login answers says nothing; a stub on the way is proof whatever follows.
    return _any(soft404.ON_THE_WAY, case) or not _any(availability.RULES, case)


def _any(rules: Iterable[Rule], case: RuleContext) -> bool:
    return any(rule.decide(case) for rule in rules)


def with_replacement(case: RuleContext, findings: Sequence[Finding]) -> list[Finding]:
    """The findings; the first that says "gone" with an offer, where there is one."""
    told = list(findings)
    if not case.extra:
        return told
    for place, finding in enumerate(told):
        offer = _offer(case, finding)
        if offer is not None:
            told[place] = replace(
                finding,
                message=f"{finding.message}; {offer.words}",
                evidence=(*finding.evidence, offer.evidence),
                replacement=offer.uri,
                certain=False,
            )
            break
    return told


def _offer(case: RuleContext, finding: Finding) -> Replacement | None:
    if finding.verdict is Verdict.ANCHOR_MISSING:
        missing = fragment.missing_fragment(case)
        return page_of_anchor(case, missing) if missing else None
    if finding.verdict.row.page is not Page.GONE or finding.replacement:
        return None
    return same_page(case) or twin(case) or snapshot(case)
