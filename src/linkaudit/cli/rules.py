"""`linkaudit rules`: every rule with its level, the fact packs, and one rule by its id."""

from __future__ import annotations

from collections.abc import Sequence

import click

from linkaudit.audit.policy import packs_of
from linkaudit.cli.options import with_settings
from linkaudit.cli.pack import told
from linkaudit.cli.stderr import print_message
from linkaudit.errors import UsageError
from linkaudit.rules.packs.model import Pack
from linkaudit.rules.packs.versions import VersionPack, builtin_versions
from linkaudit.rules.registry import RULES
from linkaudit.settings.table import Settings
from linkaudit.text.numbers import plural
from linkaudit.text.rule_ids import current_id, renamed_notes


@click.command()
@click.argument("rule_id", required=False, metavar="[ID]")
@with_settings("config", "packs")
def rules(settings: Settings, rule_id: str | None) -> int:
    """List all rules and fact packs, or print the page of the rule ID."""
    if rule_id is None:
        _list(packs_of(settings), builtin_versions())
        return 0
    for note in renamed_notes("ID", [rule_id]):
        print_message(note)
    for rule in RULES:
        if rule.id == current_id(rule_id):
            click.echo(rule.page(), nl=False)
            return 0
    raise UsageError(f"'{rule_id}' is not a rule; 'linkaudit rules' lists them")


def _list(known: Sequence[Pack], versions: VersionPack) -> None:
    width = max(len(name) for name in (*(r.id for r in RULES), *(p.name for p in known)))
    for rule in RULES:
        click.echo(f"{rule.id:<{width}}  {rule.level.word:<7}  {rule.summary}")
    click.echo()
    for pack in known:
        click.echo(f"{pack.name:<{width}}  pack     {told(pack)}")
    held = f"{plural(len(versions.lines), 'product')} on {plural(len(versions.by_host), 'host')}"
    read_on = versions.read_on.isoformat()
    click.echo(f"{versions.name:<{width}}  pack     versions of {held}, read on {read_on}")
    click.echo("\nList or search the facts of the packs with `linkaudit pack list [QUERY]`.")
