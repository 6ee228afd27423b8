"""What `fix` does with an audit: apply edits, show, write, and list the remaining links.

Nothing is written until all of it is known to be possible, but for errors of the disk.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from linkaudit.audit.pipeline import outcome_of
from linkaudit.cli.outputs import is_coloured, say, spare
from linkaudit.cli.run import STATUS
from linkaudit.cli.stderr import print_message, put
from linkaudit.errors import FixError, UsageError
from linkaudit.extract.registry import extract_document
from linkaudit.files.find import STDIN
from linkaudit.files.read import FoundDocuments
from linkaudit.files.write import write as write_file
from linkaudit.fix import planned_edits, render
from linkaudit.fix import write as writing
from linkaudit.fix.apply import FixedDocument, apply_fixes
from linkaudit.fix.patch import patch
from linkaudit.fix.planned_edits import PlannedEdit
from linkaudit.fix.render import Part
from linkaudit.fix.write import Original
from linkaudit.model.deadline import TOO_LATE, Deadline, OutOfTime
from linkaudit.model.document import Document
from linkaudit.model.report import Report, Result
from linkaudit.text.redact import shown

_COLOURS = {Part.OLD: "red", Part.NEW: "green", Part.PLACE: "cyan", Part.REASON: "yellow"}


@dataclass(frozen=True, slots=True)
class FixOptions:
    """What the user wants to be done with the replacements."""

    write: bool
    interactive: bool
    uncertain: bool
    patch: str
    quiet: bool
    color: str


@dataclass(slots=True)
class FixRun:
    """One run: what was asked for and found, and what has been written."""

    options: FixOptions
    root: Path
    stdin: bytes | None
    """What came on standard input, if a document is read from there."""
    only: frozenset[str]
    report: Report
    written: list[FixedDocument] = field(default_factory=list)

    @property
    def writes(self) -> bool:
        """An audit that did not come to its end changes nothing."""
        return self.options.write and not self.report.interruption

    def tell(self, words: str) -> None:
        """For people: on standard error where standard output is for a program."""
        color = is_coloured(self.options.color)
        if self.options.quiet:
            return
        if self.options.patch == STDIN or (self.writes and self.stdin is not None):
            put(words, color=color, nl=False)
        else:
            say(words, color)

    def show(self, fixed: FixedDocument) -> None:
        self.tell(render.diff(fixed, _painted))
        for left in fixed.left:
            self.warn(render.not_done(left))

    def warn(self, words: str) -> None:
        print_message(words)

    def results_of(self, path: str) -> list[Result]:
        return [result for result in self.report.results if result.link.path == path]

    def status(self) -> int:
        """As of a check of the documents as they are now, as far as is known without one."""
        return STATUS[outcome_of(self.left())]

    def left(self) -> Report:
        done = [made.planned for fixed in self.written for made in fixed.made]
        return replace(self.report, results=planned_edits.results_after(self.report, done))


def without_twins(found: FoundDocuments, root: Path) -> FoundDocuments:
    """Each file once, whatever links lead to it: it can be fixed only once."""
    twins = writing.once([d for d in found.documents if d.path != STDIN], root)
    for path, kept in twins.items():
        print_message(f"{path}: the same file as {kept}; read once")
    kept_ones = tuple(d for d in found.documents if d.path not in twins)
    return replace(found, documents=kept_ones)


def fix_all(run: FixRun, documents: Sequence[Document], deadline: Deadline) -> None:
    """All documents without a question. Raises FixError, mostly before anything is written."""
    uncertain = run.options.uncertain
    wanted = planned_edits.by_path(
        planned_edits.automatic_edits(run.report.results, run.only, uncertain=uncertain)
    )
    try:
        fixed = deadline.within(
            lambda: [fixed_document(d, wanted[d.path]) for d in documents if d.path in wanted]
        )
    except OutOfTime:
        if not run.report.interruption:
            run.report = replace(run.report, interruption=TOO_LATE)
            print_message(f"{TOO_LATE}; no document was changed")
        return
    files = [one for one in fixed if one.made and one.document.path != STDIN]
    originals = _originals(run, files)
    printed = _printed(run, fixed) if run.writes else b""
    if run.options.patch:
        _write_patch(run, documents, files, originals)
    for one in fixed:
        run.show(one)
    if run.writes:
        with telling_if_stopped(run):
            for one in files:
                write(run, one, originals[one.document.path])
        run.written += [one for one in fixed if one.document.path == STDIN]
        _put_out(printed)
    _tell_ending(run, fixed)


def fixed_document(document: Document, wanted: Sequence[PlannedEdit]) -> FixedDocument:
    return apply_fixes(document, wanted, extract_document)


def write(run: FixRun, fixed: FixedDocument, original: Original) -> None:
    """Replace one file, and say of earlier ones where this one cannot be. Raises FixError."""
    try:
        writing.write(fixed, original)
    except FixError:
        if run.written:
            run.warn(f"written before that: {names(run.written)}")
        raise
    run.written.append(fixed)
    if original.has_other_names:
        run.warn(f"{original.shown}: its other names (hard links) keep the old text")


@contextmanager
def telling_if_stopped(run: FixRun) -> Iterator[None]:
    """After Ctrl-C, print which files are written."""
    try:
        yield
    except (KeyboardInterrupt, EOFError, click.Abort):
        run.warn(f"stopped; written: {names(run.written)}; all other files are unchanged")
        raise click.Abort from None


def names(fixed: Sequence[FixedDocument]) -> str:
    return ", ".join(shown(one.document.path) for one in fixed) or "nothing"


def _put_out(content: bytes) -> None:
    """Bytes as they are on standard output. Raises OutputError."""
    if content:
        say(content)


def _originals(run: FixRun, files: Sequence[FixedDocument]) -> dict[str, Original]:
    if not (run.writes or run.options.patch):
        return {}
    originals = {one.document.path: writing.original(one.document, run.root) for one in files}
    if run.writes:
        for original in originals.values():
            writing.refuse_read_only(original)
    return originals


def _printed(run: FixRun, fixed: Sequence[FixedDocument]) -> bytes:
    """Standard input, fixed; unchanged if there is nothing to fix."""
    data = run.stdin or b""
    for one in fixed:
        if one.document.path == STDIN and one.made:
            writing.decoded(data, "standard input")
            return writing.encoded(one.text, data)
    return data


def _write_patch(
    run: FixRun,
    documents: Sequence[Document],
    files: Sequence[FixedDocument],
    originals: Mapping[str, Original],
) -> None:
    """Raises UsageError for a document that a patch for this folder cannot name, OutputError."""
    home, parts = Path(os.path.realpath(run.root)), []
    for one in files:
        original = originals[one.document.path]
        if not original.path.is_relative_to(home):
            raise UsageError(f"--patch: {original.shown} is not in this folder; run fix in its own")
        path = original.path.relative_to(home).as_posix()
        parts.append(patch(one, path, original.data))
    if run.options.patch == STDIN:
        _put_out(b"".join(parts))
    else:
        file = Path(run.options.patch)
        spare(file, "--patch FILE", FoundDocuments(tuple(documents)), run.root)
        write_file(file, b"".join(parts), "--patch FILE")


def _tell_ending(run: FixRun, fixed: Sequence[FixedDocument]) -> None:
    done = {made.planned.link for one in fixed for made in one.made}
    doubtful = [
        result
        for result in planned_edits.doubtful(run.report.results, run.only)
        if planned_edits.candidates(result, run.only) and result.link not in done
    ]
    run.tell(render.ending(fixed, is_written=run.writes, doubtful=len(doubtful)))
    run.tell(render.remaining(run.left().results))


def _painted(text: str, part: Part) -> str:
    if part is Part.FILE:
        return click.style(text, bold=True)
    return click.style(text, fg=_COLOURS[part]) if part in _COLOURS else text
