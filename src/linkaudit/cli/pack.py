"""`linkaudit pack`, and the packs that a run goes by: those that the user names, and ours.

Reads the files named and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

import click

from linkaudit.errors import PackError, UsageError
from linkaudit.rules.packs.load import builtin_packs, read_pack
from linkaudit.rules.packs.model import Pack, joined
from linkaudit.rules.packs.notices import understand
from linkaudit.text.numbers import plural
from linkaudit.text.redact import shown
from linkaudit.text.workflow_commands import escape_commands

MAX_PACKS = 20

# What the places of a sentence may hold, to see whether a page with it would be understood.
_SAMPLES = {"{date}": "January 31, 2026", "{name}": "Acme Cog", "{now}": "Acme Wheel"}


def chosen(files: Sequence[str]) -> tuple[Pack, ...]:
    """The packs named and the built-in ones. Raises PackError."""
    if len(files) > MAX_PACKS:
        raise UsageError(f"--pack: {len(files)} files are more than {MAX_PACKS}; join some")
    return joined([read_pack(Path(file)) for file in files], builtin_packs())


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
    """Work on a pack: a file with facts of your own."""


@pack.command("check")
@click.argument("file")
def check_pack(file: str) -> int:
    """Say all that is wrong with the pack FILE, or what it holds.

    Exit status: 0 it can be used, 2 it cannot.
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
        if not understand(page.notices if page else (), (shape,)):
            yield (
                f"notice '{shape.id}': a page that says “{shape.says}” would not be noticed; use "
                "one sentence of plain words"
            )
