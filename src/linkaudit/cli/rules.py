"""`linkaudit rules`: every rule with its level, and one rule by its id."""

from __future__ import annotations

import click

from linkaudit.errors import UsageError
from linkaudit.judge.rules import RULES
from linkaudit.report.words import MEANINGS


@click.command()
@click.argument("rule_id", required=False, metavar="[ID]")
def rules(rule_id: str | None) -> int:
    """List the rules, or show the one named."""
    if rule_id is None:
        width = max(len(rule.id) for rule in RULES)
        for rule in RULES:
            click.echo(f"{rule.id:<{width}}  {rule.level.word:<7}  {rule.summary}")
        return 0
    for rule in RULES:
        if rule.id == rule_id:
            click.echo(f"{rule.id} ({rule.level.word})\n\n{rule.summary}")
            click.echo(f"Verdict: {rule.verdict.value}: {MEANINGS[rule.verdict]}.")
            return 0
    raise UsageError(f"'{rule_id}' is not a rule; 'linkaudit rules' lists them")
