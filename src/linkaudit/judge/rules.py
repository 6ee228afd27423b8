"""All rules in one table, and the order in which they are asked.

What a page says is only believed where the page is there: a page that is gone has
neither moved nor lost an anchor, and a wall in front of it says nothing of it at all.
"""

from __future__ import annotations

from linkaudit.judge import (
    availability,
    control,
    files,
    fragment,
    history,
    lifecycle,
    listed,
    moving,
    naming,
    outdated,
    parked,
    redirection,
    soft404,
    writing,
)
from linkaudit.judge.case import Case, Row, Rule
from linkaudit.judge.instead import with_replacement
from linkaudit.model import RANK, Finding

_PRESENCE = history.RULES + availability.RULES + files.RULES
_CONTENT = fragment.RULES + naming.RULES + moving.RULES + redirection.RULES
_ALWAYS = listed.RULES + moving.HINTS + lifecycle.RULES + writing.RULES
_OF_TEXT = (outdated.OUTDATED, writing.UNUSED_COMMENT)  # about no link, so nobody asks them for one

_ABSENCE = soft404.RULES + control.RULES + parked.RULES
RULES: tuple[Row, ...] = _PRESENCE + _ABSENCE + _CONTENT + _ALWAYS + _OF_TEXT


def judge(case: Case) -> tuple[Finding, ...]:
    """Everything that any rule has to say of one link, the worst first."""
    if writing.is_undefined(case):
        return tuple(_ask(writing.RULES, case))
    found = _ask(soft404.ON_THE_WAY, case) or _ask(_PRESENCE, case)
    found = found or _ask(parked.RULES, case) or _ask(soft404.RULES, case)
    found = found or _ask(control.RULES, case) or _ask(_CONTENT, case)
    found = with_replacement(case, found)
    # A service that ended explains why its page is gone, so this is asked in any case.
    found += _ask(_ALWAYS, case)
    return tuple(sorted(found, key=lambda f: (-f.level, RANK[f.verdict])))


def _ask(rules: tuple[Rule, ...], case: Case) -> list[Finding]:
    return [rule.finding(found) for rule in rules if (found := rule.decide(case)) is not None]
