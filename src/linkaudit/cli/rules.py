"""`linkaudit rules`: every rule with its level, the packs they go by, and one rule by its id."""

from __future__ import annotations

import click

from linkaudit.cli.options import with_config, with_packs
from linkaudit.cli.pack import chosen, told
from linkaudit.cli.stderr import print_message
from linkaudit.errors import UsageError
from linkaudit.rules.registry import RULES
from linkaudit.text.rule_ids import current_id, renamed_notes


@click.command()
@click.argument("rule_id", required=False, metavar="[ID]")
@with_config
@with_packs
def rules(rule_id: str | None, packs: tuple[str, ...]) -> int:
    """List all rules and fact packs, or print the page of the rule ID."""
    if rule_id is None:
        _list(packs)
        return 0
    for note in renamed_notes("ID", [rule_id]):
        print_message(note)
    for rule in RULES:
        if rule.id == current_id(rule_id):
            click.echo(rule.page(), nl=False)
            return 0
    raise UsageError(f"'{rule_id}' is not a rule; 'linkaudit rules' lists them")


def _list(files: tuple[str, ...]) -> None:
    known = chosen(files)
    width = max(len(name) for name in (*(r.id for r in RULES), *(p.name for p in known)))
    for rule in RULES:
        click.echo(f"{rule.id:<{width}}  {rule.level.word:<7}  {rule.summary}")
    click.echo()
    for pack in known:
        click.echo(f"{pack.name:<{width}}  pack     {told(pack)}")
