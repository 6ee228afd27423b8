"""The small pieces of the Markdown report: places, names, messages with their proof.

Each returns Markdown that fits into a table cell; all foreign text passes `escape.py`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from functools import lru_cache

from linkaudit.model.report import Finding, Report, Result, TextFinding
from linkaudit.report.markdown import escape
from linkaudit.report.view import evidence, wording
from linkaudit.report.view.evidence import Proof, Quote, Trail


def place(item: Result | TextFinding, folder: str) -> str:
    """`path:line`, as a link that GitHub opens at that line of the source."""
    path, number = wording.position(item)
    return _link_to(f"{path}:{number}", path, number, folder)


def lines(report: Report, items: Iterable[Result | TextFinding], folder: str) -> str:
    """Where several things stand; the file's name only where the report is of several."""
    found = dict.fromkeys(line(report, item, folder) for item in items)
    return ", ".join(found)


def line(report: Report, item: Result | TextFinding, folder: str) -> str:
    """Where one thing stands, in as few words as the report allows."""
    return _link_to(wording.place(report, item), *wording.position(item), folder)


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def link(result: Result) -> str:
    """The link's own words and its URL, below each other."""
    return f"{name(result)}<br>{asked(result)}"


def name(result: Result) -> str:
    """The link's own words, in bold."""
    return bold(escape.text(evidence.name(result)) or "(no text)")


def asked(result: Result) -> str:
    """The URL as the document has it, small."""
    url = result.link.url
    return small(escape.url(url) if url else escape.text(wording.target(result)))


def messages(result: Result) -> str:
    """What the rules found, each as a sentence with its proof below."""
    return "<br>".join(
        _with_proofs(finding.message, found, is_known=_is_known(finding, result))
        for finding, found in evidence.proofs(result)
    )


def _is_known(finding: Finding, result: Result) -> bool:
    """Whether to say that the baseline has it: where it has all, the whole section says so."""
    return finding.rule in result.accepted and not result.is_accepted


def names(text_findings: Iterable[TextFinding]) -> str:
    """The names as they stand in the text, each once."""
    found = dict.fromkeys(escape.text(evidence.shortened(remark.text)) for remark in text_findings)
    return ", ".join(bold(name) for name in found if name)


def message(finding: Finding) -> str:
    """What was found in the text, with its proof below."""
    return _with_proofs(finding.message, map(evidence.quote, finding.evidence))


def _with_proofs(told: str, found: Iterable[Proof], *, is_known: bool = False) -> str:
    known = [small("In the baseline.")] if is_known else []
    return "<br>".join([sentence(told), *(small(_proof(one)) for one in found), *known])


def sentence(text: str) -> str:
    return escape.text(wording.sentence(text))


def instead(result: Result, report: Report) -> str:
    """What to put in place of the link: a URL where one is known, else what to do."""
    found = wording.replacement_for(result, report)
    parts = [escape.url(found.url)] if found.url else []
    if found.is_doubtful:
        parts.append(small(wording.DOUBT))
    if found.advice:
        parts.append(escape.text(found.advice))
    if found.archive:
        parts.append(small(f"[Find an archived copy]({escape.destination(found.archive)})"))
    return "<br>".join(parts) or "–"


def bold(text: str) -> str:
    return f"**{text}**" if text else ""


def small(text: str) -> str:
    # Not <sub>: GitHub gives it no line height, so that longer text falls over itself.
    return f"<small>{text}</small>"


def _proof(found: Proof) -> str:
    match found:
        case Quote():
            return quoted(found)
        case Trail():
            return _trail(found)


def quoted(found: Quote) -> str:
    """The words of others, and where they stand."""
    label = escape.text(found.source)
    if found.url:
        label = f"[{label}]({escape.destination(found.url)})"
    day = f", read {found.read_on}" if found.read_on else ""
    return f"{label}{day}: “{escape.text(found.words)}”"


def _trail(found: Trail) -> str:
    """The first URL stands in the row already, and the last in the message."""
    steps = [found.hops[0].answer]
    steps += [f"{escape.url(hop.uri)} {hop.answer}" for hop in found.hops[1:]]
    return " → ".join([*steps, *([str(found.status)] if found.status is not None else [])])


def _link_to(label: str, path: str, number: int, folder: str) -> str:
    if path == "-" or path.startswith("/"):
        return escape.code(label)
    return f"[{escape.label(label)}]({_path_from(folder, path)}?plain=1#L{number})"


@lru_cache  # many links stand in one document, and come one after the other
def _path_from(folder: str, path: str) -> str:
    if folder.startswith("https://"):  # where the sources are shown, not where they lie
        return f"{folder}/{escape.path(path)}"
    return escape.path(posixpath.relpath(path, folder or "."))
