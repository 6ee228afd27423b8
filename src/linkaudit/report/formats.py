"""The formats by name, and what all of them take: a report and a few options.

A format is a module with `render(report, options)` and a row here. It is imported when it is asked
for, so that a run does not wait for the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from linkaudit.model.report import Report
    from linkaudit.model.verdict import Level, Verdict


class RuleRow(Protocol):
    """What a report may say of a rule."""

    @property
    def id(self) -> str: ...
    @property
    def verdict(self) -> Verdict: ...
    @property
    def level(self) -> Level: ...
    @property
    def summary(self) -> str: ...
    def page(self) -> str:
        """Its documentation, as Markdown."""


def plain(text: str, _: Level) -> str:
    """No colour."""
    return text


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What a format may need beside the report. Each one reads what concerns it."""

    folder: str = ""
    """Where the output will be, so that it can link to documents: a folder relative to the
    report's paths, or the `https://` URL below which the web shows them. Markdown and comments."""
    rules: Sequence[RuleRow] | None = None
    """The rules that SARIF describes; None for those of linkaudit."""
    paint: Callable[[str, Level], str] = plain
    """Colours a word by its level, in text."""


PLAIN = RenderOptions()


@dataclass(frozen=True, slots=True)
class Format:
    """One format of a report."""

    module: str
    """Its place below `linkaudit.report`."""
    audience: str
    """Who reads it."""

    def render(self, report: Report, options: RenderOptions = PLAIN) -> str:
        """The whole report as text; the same text for the same report and options."""
        made: str = import_module(f"linkaudit.report.{self.module}").render(report, options)
        return made


FORMATS: Mapping[str, Format] = {
    "comment": Format("comment", "an issue or a comment on GitHub"),
    "csv": Format("csv_", "a spreadsheet"),
    "github": Format("github", "a reviewer of a pull request on GitHub"),
    "html": Format("html.render", "the writer, in a browser or on paper"),
    "json": Format("json_", "a program"),
    "junit": Format("junit", "the test pane of a CI server"),
    "markdown": Format("markdown.render", "the writer, before republishing"),
    "sarif": Format("sarif", "code scanning, or an editor"),
    "text": Format("text", "the user of a terminal"),
}
"""Every format, by the name that `--format` takes."""
