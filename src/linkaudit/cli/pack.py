"""`linkaudit pack`: the facts at hand, and whether a file of facts can be used.

Reads packs and nothing else; what newer sources say is for `pack_refresh.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

import click

from linkaudit.audit.policy import packs_of
from linkaudit.audit.wire import now
from linkaudit.cli.options import option, with_settings
from linkaudit.cli.outputs import say, say_to_programs
from linkaudit.errors import PackError
from linkaudit.report import facts as fact_list
from linkaudit.rules.packs.listing import listed
from linkaudit.rules.packs.load import read_pack
from linkaudit.rules.packs.model import Pack
from linkaudit.rules.packs.notices import pattern_of
from linkaudit.rules.packs.versions import builtin_versions
from linkaudit.settings.table import OUTPUT, Settings
from linkaudit.text.numbers import plural
from linkaudit.text.redact import shown
from linkaudit.text.workflow_commands import escape_commands

# What the places of a sentence may hold, to see whether a page with it would be understood.
_SAMPLES = {"{date}": "January 31, 2026", "{name}": "Acme Cog", "{now}": "Acme Wheel"}


def told(pack: Pack) -> str:
    """What a pack holds, in one line."""
    held = (
        (len(pack.entries), "entry", "entries"),
        (len({shape.id for shape in pack.shapes}), "notice", "notices"),
        (len(pack.moves), "move", "moves"),
    )
    facts = [f"{count} {one if count == 1 else many}" for count, one, many in held if count]
    hosts = plural(len(pack.hosts), "host")
    return f"{', '.join(facts)} on {hosts}, read on {pack.read_on.isoformat()}"


class _Commands(click.Group):
    """`refresh` is imported on use: it brings much that no other command needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), "refresh"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name != "refresh":
            return super().get_command(ctx, cmd_name)
        from linkaudit.cli.pack_refresh import refresh

        return refresh


@click.group(cls=_Commands)
def pack() -> None:
    """Search the facts on renamed and ended services, or check a file of your own facts."""


@pack.command("list")
@click.argument("query", nargs=-1)
@option("--format", "format_", type=click.Choice(["text", "json"]), default="text", group=OUTPUT,
        help="Two lines per fact, or one JSON object [default: text]")  # fmt: skip
@with_settings("config", "packs", "as_of")
def list_facts(settings: Settings, query: tuple[str, ...], format_: str) -> int:
    """List the facts of all packs, with source and age: those that match all words of QUERY.

    A word may be part of a name, an id, a kind (ends, closed, renamed, moved) or an address.
    A URL lists the facts on the page. Ended versions are listed with a QUERY only.
    """
    packs, today = packs_of(settings), settings.as_of or now().date()
    if query:  # they are many: only those that are asked for
        versions = builtin_versions()
        packs += (Pack(versions.name, frozenset(), versions.read_on, tuple(versions.entries())),)
    total = len(listed(packs, (), today))
    found = listed(packs, [word for text in query for word in text.split()], today)
    if format_ == "json":
        say_to_programs((fact_list.as_json(found, total, today),))
    else:
        say(fact_list.text(found, total))
    return 0


@pack.command("check")
@click.argument("file")
def check_pack(file: str) -> int:
    """Check the fact pack FILE: list its flaws, or its contents.

    Exit status: 0 valid, 2 invalid.
    """
    try:
        read = read_pack(Path(file))
    except PackError as error:
        flaws = list(error.flaws)
    else:
        flaws = [f"{file}: {flaw}" for flaw in _unheard(read)]
        if not flaws:
            click.echo(escape_commands(shown(f"{file}: fine: '{read.name}', {told(read)}")))
    for flaw in flaws:
        click.echo(escape_commands(shown(flaw)))
    return 2 if flaws else 0


def _unheard(read: Pack) -> Iterator[str]:
    """The sentences that no page could say: played once through the reader of pages."""
    from linkaudit.check.page.read import read_page  # only here is a page read
    from linkaudit.model.http import Response

    for shape in read.shapes:
        sentence = shape.says
        for place, sample in _SAMPLES.items():
            sentence = sentence.replace(place, sample)
        body = f"<title>Acme</title><main><p>{escape(sentence)}</p></main>".encode()
        page = read_page(
            Response("https://acme.example/", 200, {"content-type": "text/html"}, body),
            read.triggers,
        )
        notices = page.notices if page else ()
        if not any(map(pattern_of(shape.says).fullmatch, notices)):
            yield (
                f"notice '{shape.id}': a page that says “{shape.says}” would not be noticed; use "
                "one sentence of plain words"
            )
