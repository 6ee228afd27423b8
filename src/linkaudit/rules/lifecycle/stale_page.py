"""The rule on pages that are marked as outdated."""

from __future__ import annotations

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation
from linkaudit.rules.lifecycle.base import notice_of, quoted
from linkaudit.text.notices import Event


def _stale(context: RuleContext) -> Violation | None:
    notice = notice_of(context, Event.STALE)
    if notice is None or (notice.date is not None and notice.date > context.as_of):
        return None
    message = notice.means or f"the page says: “{notice.sentence}”"
    return Violation(message, (quoted(context, notice),))


RULE = Rule(
    id="stale-page",
    verdict=Verdict.STALE,
    level=Level.WARNING,
    summary="The page is marked as outdated.",
    why="""
The page says that it, or what it documents, is archived, deprecated, unmaintained, in maintenance
mode or out of date: in usual words, or in a sentence of a [fact pack](../packs.md), such as
GitHub's on archived repositories.
""",
    example=Example(
        "[the library](https://docs.example/cogs)",
        "the page says: “This library is no longer maintained.”",
        (
            "https://docs.example/cogs 200 <title>Cogs</title>"
            "<p>This library is no longer maintained.</p>",
        ),
    ),
    fix="Link to what is maintained, or say that the page is outdated.",
    silent_when="""
One system or use is left out ("no longer supported on Windows 7"), only a parameter or a method is
deprecated, an article speaks of another project, the page is a copy in an archive, or the day is
still to come.
""",
    decide=_stale,
)
