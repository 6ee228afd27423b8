"""All rules in one table, and the order in which they are asked.

What a page says is only believed where the page is there: a page that is gone has
neither moved nor lost an anchor, and a wall in front of it says nothing of it at all.
"""

from __future__ import annotations

from linkaudit.model.report import RANK, Finding
from linkaudit.rules import availability, files, fragment, persistent_failure, redirection, syntax
from linkaudit.rules.base import Rule, RuleContext, RuleInfo
from linkaudit.rules.lifecycle import aws_guide_renamed, old_names, renamed, renamed_path, retired
from linkaudit.rules.replacement.choose import with_replacement
from linkaudit.rules.soft404 import parked, probe
from linkaudit.rules.soft404 import rules as soft404

_PRESENCE = persistent_failure.RULES + availability.RULES + files.RULES
_CONTENT = fragment.RULES + renamed.RULES + renamed_path.RULES + redirection.RULES
_ALWAYS = aws_guide_renamed.RULES + renamed_path.HINTS + retired.RULES + syntax.RULES
_OF_TEXT = (old_names.OUTDATED, syntax.UNUSED_COMMENT)  # about no link, so nobody asks them for one

_ABSENCE = soft404.RULES + probe.RULES + parked.RULES
RULES: tuple[RuleInfo, ...] = _PRESENCE + _ABSENCE + _CONTENT + _ALWAYS + _OF_TEXT


def judge(context: RuleContext) -> tuple[Finding, ...]:
    """Everything that any rule has to say of one link, the worst first."""
    if syntax.is_undefined(context):
        return tuple(_ask(syntax.RULES, context))
    found = _ask(soft404.ON_THE_WAY, context) or _ask(_PRESENCE, context)
    found = found or _ask(parked.RULES, context) or _ask(soft404.RULES, context)
    found = found or _ask(probe.RULES, context) or _ask(_CONTENT, context)
    found = with_replacement(context, found)
    # A service that ended explains why its page is gone, so this is asked in any case.
    found += _ask(_ALWAYS, context)
    return tuple(sorted(found, key=lambda f: (-f.level, RANK[f.verdict])))


def _ask(rules: tuple[Rule, ...], context: RuleContext) -> list[Finding]:
    return [rule.finding(found) for rule in rules if (found := rule.decide(context)) is not None]
