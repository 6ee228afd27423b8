"""What is said on standard error: one line of ours, harmless whatever a stranger put into it."""

from __future__ import annotations

import click

from linkaudit.brief import brief
from linkaudit.redact import shown
from linkaudit.report.runner import harmless


def tell(words: str) -> None:
    """Say it, on one line."""
    click.echo(harmless(shown(brief(f"linkaudit: {words}"))), err=True)


def tell_bug(trace: str) -> None:
    """Show a traceback, line by line: what an exception says may be a stranger's words."""
    for line in trace.splitlines():
        click.echo(harmless(shown(line)), err=True)
