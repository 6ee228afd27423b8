"""`linkaudit pack`: whether a file of facts can be used. Reads the file named and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

import click

from linkaudit.errors import PackError
from linkaudit.rules.packs.load import read_pack
from linkaudit.rules.packs.model import Pack
from linkaudit.rules.packs.notices import pattern_of
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


@click.group()
def pack() -> None:
    """Work on a fact pack: a file with facts of your own."""


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
