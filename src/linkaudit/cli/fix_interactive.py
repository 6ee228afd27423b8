"""`fix --interactive`: one question for each link that no rule is certain of.

Each document is written when its questions are answered, so that neither Ctrl-C nor a kill takes
back what was. Asks through `Terminal`, which a test may be.
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import click

from linkaudit.cli import fix_apply
from linkaudit.cli.fix_apply import FixRun
from linkaudit.extract.resolve import resolve
from linkaudit.fix import planned_edits, render, write
from linkaudit.fix.apply import FixedDocument
from linkaudit.fix.planned_edits import Candidate, NewDestination, NewSuppression, PlannedEdit
from linkaudit.model.document import Document
from linkaudit.model.report import Level, NotAsked, Result, Unasked
from linkaudit.text.brief import brief
from linkaudit.text.redact import shown
from linkaudit.text.workflow_commands import escape_commands

_DIGITS = tuple("123456789")  # one key for each candidate
_HELP = """\
  1 to 9  put that candidate in the place of the URL
  e       type what to put there
  s       leave the link as it is
  i       leave it, and suppress the findings with a comment in the document
  u       back to the question before
  q       no more questions; this document is done with the answers so far
  Ctrl-C  leave at once; documents that were written stay so
"""


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where questions are asked: a key at once, or a line."""

    key: Callable[[], str]
    line: Callable[[str], str]
    say: Callable[[str], None]
    width: int = 80


@dataclass(slots=True)
class Answers:
    """One document's questions, each with its answer so far."""

    asked: Sequence[Result]
    only: frozenset[str]
    wishes: list[PlannedEdit | None] = field(default_factory=list)
    has_quit: bool = False

    @property
    def given(self) -> list[PlannedEdit]:
        """What is wanted; the same comment on one line once only."""
        kept: dict[object, PlannedEdit] = {}
        for wish in self.wishes:
            if isinstance(wish, NewSuppression):
                kept.setdefault((wish.link.region.line, wish.rules), wish)
            elif wish is not None:
                kept[wish.link.region] = wish
        return list(kept.values())


def fix_interactively(run: FixRun, documents: Sequence[Document]) -> None:
    """Every document with its questions, then its diff; written where that is wanted."""
    terminal = Terminal(click.getchar, _line, run.tell, shutil.get_terminal_size().columns)
    with fix_apply.telling_if_stopped(run):
        for document in sorted(documents, key=lambda document: document.path):
            if not _walk_document(run, document, terminal):
                break
    run.tell(f"\nWritten: {fix_apply.names(run.written)}.\n")
    run.tell(render.remaining(run.left().results))


def _walk_document(run: FixRun, document: Document, terminal: Terminal) -> bool:
    """Whether to go on with the next one."""
    results = run.results_of(document.path)
    answers = Answers(planned_edits.doubtful(results, run.only), run.only)
    ask_all(answers, terminal)
    certain = planned_edits.automatic_edits(results, run.only, uncertain=False)
    fixed = fix_apply.fixed_document(document, [*certain, *answers.given])
    run.show(fixed)
    if fixed.made and (run.writes or _wants(fixed, terminal)):
        original = write.original(document, run.root)
        write.refuse_read_only(original)
        fix_apply.write(run, fixed, original)
    return not answers.has_quit


def _wants(fixed: FixedDocument, terminal: Terminal) -> bool:
    terminal.say(f"Write {shown(fixed.document.path)}? y or n: ")
    while (key := terminal.key()) not in ("y", "n", "Y", "N"):
        pass
    terminal.say(f"{key}\n")
    return key in "yY"


def ask_all(answers: Answers, terminal: Terminal) -> None:
    """One question after the other, and back again to change an answer."""
    while len(answers.wishes) < len(answers.asked) and not answers.has_quit:
        result = answers.asked[len(answers.wishes)]
        offered = planned_edits.candidates(result, answers.only)[: len(_DIGITS)]
        terminal.say(question(answers, offered, terminal.width))
        _answer(answers, result, offered, terminal)


def _answer(
    answers: Answers, result: Result, offered: Sequence[Candidate], terminal: Terminal
) -> None:
    """Ask for keys until one of them settles it."""
    while True:
        terminal.say(_keys(len(offered)))
        key = terminal.key()
        terminal.say(f"{shown(key)}\n")
        match key:
            case "q":
                answers.has_quit = True
            case "u" if answers.wishes:
                answers.wishes.pop()
            case "s":
                answers.wishes.append(None)
            case _:
                wish = _wish(key, result, offered, answers.only, terminal)
                if wish is None:
                    continue
                answers.wishes.append(wish)
        return


def _keys(offered: int) -> str:
    take = {0: "", 1: "1 take it, "}.get(offered, f"1-{offered} take one, ")
    return f"{take}e edit, s skip, i ignore with a comment, u undo, q quit, ? help: "


def _wish(
    key: str, result: Result, offered: Sequence[Candidate], only: frozenset[str], terminal: Terminal
) -> PlannedEdit | None:
    """The action of a key; None, with a message, if it has none."""
    if key in _DIGITS and int(key) <= len(offered):
        return planned_edits.edit_from(result, offered[int(key) - 1])
    if key == "e":
        return _typed(result, terminal)
    if key == "i":
        return NewSuppression(result, _rules(result, only))
    if key in _DIGITS:
        terminal.say(f"  There is no candidate {key}.\n")
    elif key == "u":
        terminal.say("  This is the first question of this document.\n")
    else:
        terminal.say(_HELP)
    return None


def question(answers: Answers, offered: Sequence[Candidate], width: int) -> str:
    """The link, its findings and the possible replacements."""
    number = len(answers.wishes)
    result = answers.asked[number]
    link = result.link
    place = f"{shown(link.path)}, line {link.region.line}"
    lines = [f"\n{number + 1} of {len(answers.asked)}  {place}: {shown(link.text)}"]
    lines.append(f"  now  {shown(link.url)}")
    for finding in planned_edits.fixable_findings(result, answers.only):
        if finding.level > Level.NONE:
            lines += _wrapped("  why  ", f"{shown(finding.message)} ({finding.rule})", width)
    for count, offer in enumerate(offered, 1):
        lines.append(f"  {count}    {shown(offer.url)}")
        for proof in offer.finding.evidence:
            lines += _wrapped("       ", proof.in_words, width)
    if not offered:
        lines.append("  No replacement is known.")
    return "".join(escape_commands(line) + "\n" for line in lines)


def _wrapped(first: str, text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text,
        max(width, 40),
        initial_indent=first,
        subsequent_indent=" " * 7,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _typed(result: Result, terminal: Terminal) -> NewDestination | None:
    """A destination typed in; None for an empty line."""
    while url := terminal.line("  replace with (empty: back)").strip():
        target = resolve(url, result.link.path).target
        if not isinstance(target, NotAsked) or target.why is Unasked.SKIPPED:
            return NewDestination(result, url, None, certain=True)
        terminal.say(f"  Not usable: {shown(brief(target.detail))}.\n")
    return None


def _rules(result: Result, only: frozenset[str]) -> tuple[str, ...]:
    told = planned_edits.fixable_findings(result, only)
    return tuple(dict.fromkeys(f.rule for f in told if f.level > Level.NONE))


def _line(prompt: str) -> str:
    answer: str = click.prompt(prompt, default="", show_default=False)
    return answer
