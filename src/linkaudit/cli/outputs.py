"""Where the results of a run go: formats by name, to a file or to standard output.

One place that fails does not keep the others from being written.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from linkaudit.cli.stderr import silence
from linkaudit.errors import OutputError, UsageError
from linkaudit.files.find import STDIN, shown_path
from linkaudit.files.output_paths import output_path
from linkaudit.files.read import REPORT_MARK, FoundDocuments
from linkaudit.files.write import write
from linkaudit.model.report import Level, Report
from linkaudit.report import FORMATS, RenderOptions

GITHUB = "github"
SCHEMA_FORMAT = "json-schema"
_OPTION = "--format NAME=PATH"

_COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "cyan", Level.NONE: None}


@dataclass(frozen=True, slots=True)
class Output:
    """One format; a path of None is standard output."""

    name: str
    path: Path | None


def parse_formats(texts: Sequence[str]) -> tuple[Output, ...]:
    """`NAME[=PATH]`; without a path, or with `-`, standard output."""
    outputs = []
    for item in texts:
        name, _, path = item.partition("=")
        if name not in FORMATS and name != SCHEMA_FORMAT:
            known = ", ".join(sorted({*FORMATS, SCHEMA_FORMAT}))
            raise UsageError(f"--format '{name}' is not known; known formats: {known}")
        is_file = bool(path) and path != "-"
        outputs.append(Output(name, output_path(path, f"--format {name}") if is_file else None))
    if sum(output.path is None for output in outputs) > 1:
        raise UsageError("--format: only one may go to standard output; give the others =PATH")
    return tuple(outputs)


def spare(path: Path | None, option: str, found: FoundDocuments, root: Path) -> None:
    """Raises OutputError where an output would take the place of a document of this audit.

    A report of ours that was named as one may be written again.
    """
    if path is None or not os.path.lexists(path):
        return
    there = path.lstat()
    for document in found.documents:
        if document.path == STDIN or document.text.startswith(REPORT_MARK):
            continue
        with suppress(OSError):
            if os.path.samestat((root / document.path).lstat(), there):
                raise OutputError.document(path, option)


def write_outputs(report: Report, outputs: Sequence[Output]) -> None:
    """Write every format. Raises OutputError."""
    attempt([partial(_write, report, output) for output in outputs])


def attempt(writings: Sequence[Callable[[], None]]) -> None:
    """Do all of them; then raise one OutputError for all that met one."""
    failed: list[OutputError] = []
    for writing in writings:
        try:
            writing()
        except OutputError as error:
            failed.append(error)
    if failed:
        raise OutputError.several(failed)


def _write(report: Report, output: Output) -> None:
    pieces = FORMATS[output.name].pieces(report, RenderOptions(_folder(output)))
    if output.path is not None:
        write(output.path, pieces, _OPTION)
    elif output.name == "text":
        say("".join(pieces))
    else:
        say_to_programs(pieces)


def _folder(output: Output) -> str:
    """Where the output will be, for formats that link to documents."""
    root = Path.cwd()
    if output.name == "comment":
        from linkaudit.cli.github_actions import source_url

        return source_url(root, os.environ)
    if output.path is None:
        return ""
    return Path(shown_path(root / output.path, root)).parent.as_posix()


def say(content: str | bytes, color: bool | None = None) -> None:
    """Put it on standard output. Raises OutputError: a reader went away, or a disk is full."""
    try:
        click.echo(content, color=color, nl=False)
    except OSError as error:
        silence(sys.stdout)
        raise OutputError.standard_output(error) from error


def say_to_programs(pieces: Iterable[str]) -> None:
    """Put UTF-8 on standard output, whatever the encoding of a pipe or file. Raises OutputError.

    RFC 8259 §8.1 asks it of JSON; the other formats name no encoding, and are written so to files.
    """
    is_terminal = sys.stdout.isatty()
    for piece in pieces:
        say(piece if is_terminal else piece.encode("utf-8", "backslashreplace"))


def as_refusal(error: OSError) -> OutputError | None:
    """What to say of an error, if standard output is to blame for it."""
    try:
        sys.stdout.flush()  # what could not be written is still there
    except OSError:
        silence(sys.stdout)
        return OutputError.standard_output(error)
    return None


def is_coloured(when: str) -> bool | None:
    """Whether colours go out, by `--color`; None where that depends on what we write to."""
    if when == "auto":
        return False if os.environ.get("NO_COLOR") else None  # no-color.org
    return when == "always"


def painted(report: Report, when: str) -> str:
    """The text summary, in colour where that is wanted."""
    if when == "never":
        return FORMATS["text"].render(report)
    options = RenderOptions(paint=lambda words, level: click.style(words, fg=_COLOURS[level]))
    return FORMATS["text"].render(report, options)
