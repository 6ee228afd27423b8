"""The facts of the packs as a list: two lines each for people, a record each for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from linkaudit.rules.packs.listing import ListedFact
from linkaudit.text.numbers import plural
from linkaudit.text.redact import shown
from linkaudit.text.workflow_commands import escape_commands, escape_commands_in_json


def text(facts: Sequence[ListedFact], total: int) -> str:
    """What each fact says, then where it was read and how long ago; last, how many of `total`."""
    kinds = max((len(fact.kind) for fact in facts), default=0)
    lines: list[str] = []
    for fact in facts:
        lead = f"{fact.kind:<{kinds}}  {_when(fact):<10}  "
        lines.append(f"{lead}{_what(fact)}")
        lines.append(f"{'':<{len(lead)}}{fact.pack}/{fact.id}, {_age(fact)}: {fact.source}")
    found = plural(total, "fact")
    lines.append(found if len(facts) == total else f"{len(facts):,} of {found}")
    return "".join(f"{escape_commands(shown(line))}\n" for line in lines)


def _when(fact: ListedFact) -> str:
    return fact.date or "-"


def _what(fact: ListedFact) -> str:
    names = ", ".join(fact.names)
    now = f" → {fact.now[0]}" if fact.now else ""
    announced = f"; announced on {fact.announced}" if fact.announced else ""
    until = f"; until {fact.until}" if fact.until else ""
    successor = f"; successor: {fact.successor}" if fact.successor else ""
    return f"{names}{now}{announced}{until}{successor}"


def _age(fact: ListedFact) -> str:
    ago = f"{plural(fact.age, 'day')} ago" if fact.age else "today"
    return f"read on {fact.read_on}, {ago}"


def as_json(facts: Sequence[ListedFact], total: int, today: date) -> str:
    """One object, with the facts in the order of the list."""
    document = {
        "as_of": today.isoformat(),
        "total": total,
        "facts": [_record(fact) for fact in facts],
    }
    return escape_commands_in_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _record(fact: ListedFact) -> dict[str, object]:
    return {
        "pack": shown(fact.pack),
        "id": fact.id,
        "kind": fact.kind,
        "names": list(map(shown, fact.names)),
        "date": fact.date or None,
        "announced": fact.announced or None,
        "until": fact.until or None,
        "now": list(map(shown, fact.now)),
        "successor": shown(fact.successor) or None,
        "addresses": list(map(shown, fact.addresses)),
        "source": shown(fact.source),
        "quote": shown(fact.quote),
        "read_on": fact.read_on.isoformat(),
        "age_days": fact.age,
    }
