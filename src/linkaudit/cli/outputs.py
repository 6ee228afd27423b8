"""Where the results of a run go: formats by name, to a file or to standard output."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from linkaudit.errors import UsageError
from linkaudit.model import Level, Report
from linkaudit.report import json_, text
from linkaudit.report.write import write

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "json": json_.render,
    "text": text.render,
}
SCHEMA_FORMAT = "json-schema"

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
        outputs.append(Output(name, Path(path) if path and path != "-" else None))
    if sum(output.path is None for output in outputs) > 1:
        raise UsageError("--format: only one may go to standard output; give the others =PATH")
    return tuple(outputs)


def write_outputs(report: Report, outputs: Sequence[Output]) -> bool:
    """Write every format; whether one of them took standard output."""
    for output in outputs:
        content = FORMATS[output.name](report)
        if output.path is None:
            click.echo(content, nl=False)
        else:
            write(output.path, content)
    return any(output.path is None for output in outputs)


def painted(report: Report, when: str) -> str:
    """The text summary, in colour where that is wanted."""
    if when == "never":
        return text.render(report)
    return text.render(report, lambda words, level: click.style(words, fg=_COLOURS[level]))
