"""Words by which the page reader keeps a sentence: it may speak of an end, a new name or neglect.

A cheap question before a dear one: what such a sentence says, and of whom, the grammar of
`rules/hearing/` knows. A test holds that no sentence is understood that has none of these words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

_IN_NAME = r"(?:[^.,;:]|\.(?=\w))"  # "AWS SDK for Java 1.x", ".NET"


class Event(StrEnum):
    ENDS = "ends"
    CLOSED = "closed"
    RENAMED = "renamed"
    STALE = "stale"


TRIGGERS = (
    "no longer", "discontinu", "end of ", "end-of-", "retir", "sunset", "shut down", "shutdown",
    "shutting down", "shuttered", "decommission", "phased out", "phasing out", "withdrawn",
    "turned off", "switched off", "terminat", "wound down", "wind down", "winding down",
    "maintenance mode", "new customer", "new user", "new sign", "new account", "new subscri",
    "new client", "new registration", "new member", "will end ", "ends on", "ended on", "ends in",
    "ends at", "ended in", "end support", "ended support", "ending support", "ending on",
    "ends support", "expire", "permanently", "closed down", "closes down",
    "ended as of", "officially end", "new name", "scheduled for",
    "existing customer", "existing user", "existing account", "replaced by", "succeeded by",
    "merged into", "sign-ups for", "signups for", "are closed",
    "closing down", "its doors", "ceas", "goes away", "going away", "come to an end",
    "coming to an end", "comes to an end", "eol", "offline", "archiv", "unmaintained", "deprecat",
    "obsolete", "abandoned", "outdated", "out of date", "out-of-date", "superseded", "historical",
    "not maintained", "not supported", "not actively", "not being", "not under", "renam",
    "rebrand", "changed its name", "changing its name", "now called", "now known", "now named",
    "now branded", "is now ", "are now ", "formerly", "previously", "originally", "once called",
    "once known", "fka", "f.k.a", "successor", "evolved", "goes by", "stop accepting",
    "stopped accepting", "not impact", "not affect", "unaffected", "no impact",
    # Other languages, as AWS's guides are translated.
    "終了", "停止", "廃止", "中止", "新規", "终止", "结束", "終止", "結束", "新客", "종료",
    "중단", "신규", "eingestellt", "einstellen", "support für", "neukunden", "neue kunden",
    "neuen kunden", "neuer kunden", "fin de support", "support d", "mettra fin", "cessera",
    "nouveaux clients", "soporte", "nuevos clientes", "clientes nuevos", "o suporte",
    "suporte para", "novos clientes",
)  # fmt: skip
"""In lower case; each sentence of the grammar has one of them, in any case."""

# What may stand in the places of a pack's sentence.
PLACES = {
    "date": r"(?P<date>[A-Z][a-z]+\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{4}-\d{2}-\d{2})",
    "name": rf"(?P<name>{_IN_NAME}{{1,80}}?)",
    "now": rf"(?P<now>{_IN_NAME}{{1,80}}?)",
}
_PLACE = re.compile(r"\{[a-z]+\}")


def triggers_of(templates: Iterable[str]) -> tuple[str, ...]:
    """The triggers of a pack's sentences: of each, the longest words between its places."""
    parts = (_PLACE.split(template) for template in templates)
    return tuple(dict.fromkeys(max((p.strip(" .") for p in own), key=len) for own in parts))
