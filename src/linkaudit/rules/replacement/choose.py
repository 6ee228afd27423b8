"""What to put in the place of a page that is gone, in the order in which it is believed.

The guide's own list comes first, then its page as Markdown, a copy in an archive last. What a
pack knows of successors are names, told by their own rules beside this one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from linkaudit.model.report import Finding, Verdict
from linkaudit.model.verdict import Page
from linkaudit.rules.base import RuleContext
from linkaudit.rules.fragment_missing import missing_fragment
from linkaudit.rules.replacement.aws_guide import Replacement, page_of_anchor, same_page
from linkaudit.rules.replacement.markdown_variant import twin
from linkaudit.rules.replacement.wayback import snapshot


def with_replacement(context: RuleContext, findings: Sequence[Finding]) -> list[Finding]:
    """The findings; the first that says "gone" with an offer, where there is one."""
    told = list(findings)
    if not context.probes:
        return told
    for place, finding in enumerate(told):
        offer = _offer(context, finding)
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


def _offer(context: RuleContext, finding: Finding) -> Replacement | None:
    if finding.verdict is Verdict.ANCHOR_MISSING:
        missing = missing_fragment(context)
        return page_of_anchor(context, missing) if missing else None
    if finding.verdict.row.page is not Page.GONE or finding.replacement:
        return None
    return same_page(context) or twin(context) or snapshot(context)
