"""What to replace a page with that is gone, in the order in which it is believed.

The guide's own list comes first, then its page as Markdown, a copy in an archive last. What a
pack knows of successors are names; their own rules report them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from linkaudit.model.report import Finding, Verdict
from linkaudit.model.verdict import Page
from linkaudit.rules.base import RuleContext
from linkaudit.rules.fragment_missing import missing_fragment
from linkaudit.rules.replacement.aws_guide import Replacement, page_of_anchor, same_page
from linkaudit.rules.replacement.markdown_variant import markdown_variant
from linkaudit.rules.replacement.wayback import snapshot


def with_replacement(context: RuleContext, findings: Sequence[Finding]) -> list[Finding]:
    """The findings; the first that says "gone" with an offer, where there is one."""
    kept = list(findings)
    if not context.probes:
        return kept
    for place, finding in enumerate(kept):
        offer = _offer(context, finding)
        if offer is not None:
            kept[place] = replace(
                finding,
                message=f"{finding.message}; {offer.words}",
                evidence=(*finding.evidence, offer.evidence),
                replacement=offer.uri,
                certain=False,
            )
            break
    return kept


def _offer(context: RuleContext, finding: Finding) -> Replacement | None:
    if finding.verdict is Verdict.ANCHOR_MISSING:
        missing = missing_fragment(context)
        return page_of_anchor(context, missing) if missing else None
    if finding.verdict.row.page is not Page.GONE or finding.replacement:
        return None
    return same_page(context) or markdown_variant(context) or snapshot(context)
