"""What a page says of itself, understood by the sentences that all know and those of its pack.

Notices only; which finding follows from one is for the rules.
"""

from __future__ import annotations

from linkaudit.rules.base import RuleContext
from linkaudit.rules.packs.notices import Notice, understand


def notices_of(context: RuleContext) -> tuple[Notice, ...]:
    """The notices of the page that the link led to; none where it led to none."""
    answer = context.success
    if answer is None or answer.page is None or not answer.page.notices:
        return ()
    shapes = [s for pack in context.packs if pack.covers(answer.uri) for s in pack.shapes]
    return understand(answer.page.notices, tuple(shapes))
