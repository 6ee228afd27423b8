"""What is said on standard error: one line of ours, harmless whatever a stranger put into it."""

from __future__ import annotations

from collections.abc import Iterable

import click

from linkaudit.formats import is_unknown, suffix_of
from linkaudit.redact import shown
from linkaudit.report.runner import harmless


def tell(words: str) -> None:
    """Say it, on one line."""
    click.echo(harmless(shown(f"linkaudit: {words}")), err=True)


def tell_guessed(paths: Iterable[str]) -> None:
    """Say which documents are read as Markdown although their suffix is not known."""
    for path in paths:
        if is_unknown(path):
            tell(f"{path}: the suffix {suffix_of(path)} is not known: read as Markdown")


def tell_bug(trace: str) -> None:
    """Show a traceback, line by line: what an exception says may be a stranger's words."""
    for line in trace.splitlines():
        click.echo(harmless(shown(line)), err=True)
