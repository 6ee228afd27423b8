"""One audit for a command: its documents found, progress shown, and its exit status."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import IO

from linkaudit.audit import wire
from linkaudit.audit.policy import Policy
from linkaudit.cli.progress import watching
from linkaudit.cli.stderr import print_message, tell_guessed
from linkaudit.files.read import FoundDocuments
from linkaudit.model.deadline import Deadline
from linkaudit.model.report import Outcome, Report
from linkaudit.settings.table import Settings
from linkaudit.text.rule_ids import renamed_notes

STATUS = {Outcome.CLEAN: 0, Outcome.FINDINGS: 1, Outcome.INCOMPLETE: 3}


def find_documents(
    settings: Settings, root: Path, stdin: IO[bytes] | None = None
) -> FoundDocuments:
    """The documents of the arguments, else of the config's paths, else all of them."""
    stdin = stdin or sys.stdin.buffer
    found = wire.find_documents(
        settings.paths,
        root,
        stdin,
        no_gitignore=settings.no_gitignore,
        generator=settings.generator,
    )
    tell_guessed(document.path for document in found.documents)
    return found


def run_audit(
    found: FoundDocuments,
    policy: Policy,
    root: Path,
    deadline: Deadline | None = None,
    only: Sequence[str] = (),
) -> Report:
    """What an audit of these documents says; `only` are rules that `fix` is limited to.

    Raises LinkauditError for trouble of our own.
    """
    settings = policy.settings
    wanted = not (settings.no_progress or settings.quiet)
    terminal = sys.stderr.isatty()
    watched = partial(
        watching, bar=wanted and terminal, verbose=settings.verbose, log=wanted and not terminal
    )
    deadline = deadline or Deadline(settings.deadline)
    report = wire.run_audit(found, policy, root, deadline, print_message, watched=watched)
    options = {"--ignore": settings.ignore, "--fail-on": [settings.fail_on], "--only": only}
    _print_renamed_ids(options, report)
    if settings.verbose:
        for words in report.sites:
            print_message(words)
    return report


def _print_renamed_ids(options: Mapping[str, Iterable[str]], report: Report) -> None:
    """Name the new id of each rule that an option, a comment or the baseline has an old id of."""
    for option, texts in options.items():
        for note in renamed_notes(option, (i.strip() for t in texts for i in t.split(","))):
            print_message(note)
    for note in (*report.renamed_ids, *(report.baseline.notes if report.baseline else ())):
        print_message(note)
