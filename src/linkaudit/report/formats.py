"""The formats by name, and what all of them take: a report and a few options.

A format is a module with `render(report, options)` and a row here; one that can be written as it
comes has `pieces(report, options)` beside it. It is imported when it is asked for, so that a run
does not wait for the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

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
_PIECE = 64 * 1024  # characters; a write for each line would take longer than the line


def gathered(pieces: Iterable[str], size: int = _PIECE) -> Iterator[str]:
    """The same text in pieces of `size` characters or more, each cut behind a line's end."""
    held: list[str] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length >= size and "\n" in piece:
            whole, end, rest = "".join(held).rpartition("\n")
            yield whole + end
            held, length = [rest], len(rest)
    if length:
        yield "".join(held)


@dataclass(frozen=True, slots=True)
class Format:
    """One format of a report."""

    module: str
    """Its place below `linkaudit.report`."""
    audience: str
    """Who reads it."""

    def render(self, report: Report, options: RenderOptions = PLAIN) -> str:
        """The whole report as text; the same text for the same report and options."""
        made: str = self._module().render(report, options)
        return made

    def pieces(self, report: Report, options: RenderOptions = PLAIN) -> Iterator[str]:
        """The same text in pieces of some size, so that a long one is never held as a whole."""
        module = self._module()
        if hasattr(module, "pieces"):
            return gathered(module.pieces(report, options))
        return iter((module.render(report, options),))

    def _module(self) -> Any:
        return import_module(f"linkaudit.report.{self.module}")


FORMATS: Mapping[str, Format] = {
    "comment": Format("comment", "an issue or a comment on GitHub"),
    "csv": Format("csv_", "a spreadsheet"),
    "github": Format("github", "a reviewer of a pull request on GitHub"),
    "gitlab": Format("gitlab", "a reviewer of a merge request on GitLab"),
    "html": Format("html.render", "the writer, in a browser or on paper"),
    "json": Format("json_", "a program"),
    "junit": Format("junit", "the test pane of a CI server"),
    "markdown": Format("markdown.render", "the writer, before republishing"),
    "sarif": Format("sarif", "code scanning, or an editor"),
    "text": Format("text", "the user of a terminal"),
}
"""Every format, by the name that `--format` takes."""
