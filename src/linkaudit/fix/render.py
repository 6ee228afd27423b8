"""What `fix` shows to people: the diff with its reasons, what was skipped, and what remains.

Everything shown is inert and redacted, as in any report; exact bytes are `patch.py`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from linkaudit.fix.apply import FixedDocument, SkippedEdit
from linkaudit.fix.hunks import hunks
from linkaudit.fix.planned_edits import NewDestination, PlannedEdit
from linkaudit.model.report import Level, Result
from linkaudit.text.numbers import plural
from linkaudit.text.redact import shown
from linkaudit.text.workflow_commands import escape_commands


class Part(Enum):
    """What a line of the diff is, for the caller that colours it."""

    FILE = "file"
    PLACE = "place"
    OLD = "-"
    NEW = "+"
    SAME = " "
    REASON = "reason"


Paint = Callable[[str, Part], str]


def plain(text: str, _: Part) -> str:
    """No colour."""
    return text


def diff(fixed: FixedDocument, paint: Paint = plain) -> str:
    """A unified diff; before each hunk, a line for each change that says why."""
    if fixed.text == fixed.document.text:
        return ""
    path = shown(fixed.document.path)
    heads = (escape_commands(f"--- a/{path}"), escape_commands(f"+++ b/{path}"))
    lines = [paint(head, Part.FILE) for head in heads]
    reasons = sorted((one.planned for one in fixed.made), key=lambda planned: planned.link.region)
    for hunk in hunks(fixed):
        while reasons and (fixed.has_odd_ends or reasons[0].link.region.line < hunk.old_end):
            lines += [paint(text, Part.REASON) for text in reason(reasons.pop(0))]
        lines.append(paint(hunk.head, Part.PLACE))
        lines += [paint(_shown(mark, text), Part(mark)) for mark, text in hunk.lines]
    return "".join(f"{line}\n" for line in lines)


def _shown(mark: str, text: str) -> str:
    return escape_commands(mark + shown(text.rstrip("\r\n")))


def reason(planned: PlannedEdit) -> list[str]:
    """Why; and the evidence where a person has to decide."""
    line = f"line {planned.link.region.line}"
    if not isinstance(planned, NewDestination):
        return [f"{line}: suppressed from now on: {', '.join(planned.rules)}"]
    if planned.finding is None:
        return [f"{line}: as you typed it"]
    told = escape_commands(
        f"{line}: {shown(f'{planned.finding.message} ({planned.finding.rule})')}"
    )
    if planned.certain:
        return [told]
    doubt = "    Not certain: look at it."
    proofs = (escape_commands(f"    {proof.in_words}") for proof in planned.finding.evidence)
    return [told, doubt, *proofs]


def not_done(left: SkippedEdit) -> str:
    place = f"{left.planned.link.path}:{left.planned.link.region.line}"
    return escape_commands(
        f"{shown(place)}: not changed, {left.why}: {shown(left.planned.link.destination)}"
    )


def ending(fixed: Sequence[FixedDocument], *, is_written: bool, doubtful: int) -> str:
    """What was changed or could be, in a line or two."""
    changed = [one for one in fixed if one.made]
    links = plural(sum(len(one.made) for one in changed), "link")
    files = plural(len(changed), "document")
    if not changed:
        told = "No replacement is certain." if doubtful else "Nothing to change."
    elif is_written:
        told = f"Changed {links} in {files}."
    else:
        told = f"Would change {links} in {files}. Run again with --write to apply."
    if doubtful:
        have = "has a possible replacement" if doubtful == 1 else "have possible replacements"
        told += (
            f"\n{plural(doubtful, 'more link')} {have}; review with --interactive or accept the "
            "best with --uncertain."
        )
    return told + "\n"


def remaining(results: Sequence[Result]) -> str:
    """What a check would still find, as far as is known without another request."""
    errors = sum(result.level is Level.ERROR for result in results)
    warnings = sum(result.level is Level.WARNING for result in results)
    if not errors + warnings:
        return "No links with errors or warnings remain.\n"
    parts = [plural(errors, "link") + " with errors"] if errors else []
    parts += [plural(warnings, "link") + " with warnings"] if warnings else []
    is_one = errors + warnings == 1
    return f"{' and '.join(parts)} {'remains' if is_one else 'remain'}; see `linkaudit check`.\n"
