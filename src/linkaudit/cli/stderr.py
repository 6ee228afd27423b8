"""Messages on standard error: one line each, escaped."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import IO, Any

import click

from linkaudit.extract.registry import SUFFIXES
from linkaudit.text.brief import brief
from linkaudit.text.formats import suffix_of
from linkaudit.text.redact import shown
from linkaudit.text.workflow_commands import escape_commands


def put(words: str, *, color: bool | None = None, nl: bool = True) -> None:
    """Put it on standard error as it is; an error there cannot be reported."""
    try:
        click.echo(words, err=True, color=color, nl=nl)
    except (OSError, ValueError):
        silence(sys.stderr)


def silence(stream: IO[Any]) -> None:
    """Let what is left in a stream's buffer go nowhere: Python would fail with it at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def print_message(words: str) -> None:
    """Say it, on one line."""
    put(escape_commands(shown(brief(f"linkaudit: {words}"))))


def tell_guessed(paths: Iterable[str]) -> None:
    """Say which documents are read as Markdown although their suffix is not known."""
    for path in paths:
        if SUFFIXES.is_unknown(path):
            print_message(f"{path}: the suffix {suffix_of(path)} is not known: read as Markdown")


def print_traceback(trace: str) -> None:
    """Show a traceback, line by line: what an exception says may be a stranger's words."""
    for line in trace.splitlines():
        put(escape_commands(shown(line)))
