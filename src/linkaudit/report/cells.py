"""The small pieces of the Markdown report: places, names, messages with their proof.

Each returns Markdown that fits into a table cell; all foreign text passes `escape.py`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from functools import lru_cache

from linkaudit.exchange import Answer
from linkaudit.model import Evidence, Finding, Remark, Report, Result, Verdict, WebTarget
from linkaudit.redact import shown
from linkaudit.report import escape, words

_QUOTE_LENGTH = 300
_SOURCES = {
    "http": "The server",
    "pack": "Source",
    "page": "The page",
    "guide": "The guide's index",
    "archive": "The archive",
    "history": "Earlier runs",
}


def place(item: Result | Remark, folder: str) -> str:
    """`path:line`, as a link that GitHub opens at that line of the source."""
    path, number = _position(item)
    return _link_to(f"{path}:{number}", path, number, folder)


def lines(report: Report, items: Iterable[Result | Remark], folder: str) -> str:
    """Where several things stand; the file's name only where the report is of several."""
    found = dict.fromkeys(line(report, item, folder) for item in items)
    return ", ".join(found)


def line(report: Report, item: Result | Remark, folder: str) -> str:
    """Where one thing stands, in as few words as the report allows."""
    if len(report.documents) > 1:
        return place(item, folder)
    path, number = _position(item)
    return _link_to(f"line {number}", path, number, folder)


def _position(item: Result | Remark) -> tuple[str, int]:
    match item:
        case Result(link=link):
            return link.path, link.region.line
        case Remark(path=path, region=region):
            return path, region.line


def name(result: Result) -> str:
    """The link's own words, in bold."""
    text = shown(result.link.text).strip() or shown(result.link.destination).strip()
    return f"**{escape.text(_cut(text))}**" if text else "**(no text)**"


def asked(result: Result) -> str:
    """The URL as the document has it, small."""
    url = result.link.url
    return small(escape.url(url) if url else escape.text(words.target(result)))


def messages(result: Result) -> str:
    """What the rules found, each as a sentence with its proof below."""
    told: set[Evidence] = set()
    found = []
    for finding in result.findings:
        is_known = finding.rule in result.accepted and not result.is_accepted
        known = small("In the baseline.") if is_known else ""
        new = [evidence for evidence in finding.evidence if evidence not in told]
        told.update(new)
        proofs = (_proof(item, result) for item in new)
        found.append(_with_proofs(finding.message, [*proofs, known]))
    return "<br>".join(found)


def names(remarks: Iterable[Remark]) -> str:
    """The names as they stand in the text, each once."""
    found = dict.fromkeys(escape.text(_cut(remark.text)) for remark in remarks)
    return ", ".join(f"**{name}**" for name in found)


def message(finding: Finding) -> str:
    """What was found in the text, with its proof below."""
    return _with_proofs(finding.message, (small(quoted(proof)) for proof in finding.evidence))


def _with_proofs(told: str, proofs: Iterable[str]) -> str:
    return "<br>".join([sentence(told), *filter(None, proofs)])


def sentence(text: str) -> str:
    text = shown(text).strip()
    end = "" if text.endswith((".", ".”")) else "."
    return f"{escape.text(text[:1].upper() + text[1:])}{end}"


def instead(result: Result, report: Report) -> str:
    """What to put in place of the link: a URL where one is known, else what to do."""
    offer, advice = words.replacement(result), words.advice(result)
    parts = []
    if offer is not None:
        parts.append(escape.url(offer))
        if not any(f.certain and f.replacement == offer for f in result.findings):
            parts.append(small("Not certain: look at it first."))
    if advice and not (offer and result.verdict is Verdict.REDIRECTED):
        parts.append(escape.text(advice))
    if result.verdict in (Verdict.DEAD, Verdict.SOFT_404):
        parts += _archive(result, report)
    return "<br>".join(parts) or "–"


def _archive(result: Result, report: Report) -> list[str]:
    """Where an archived copy would be; nobody has looked whether it is there."""
    target = result.observation.target
    if not isinstance(target, WebTarget):
        return []
    day = report.published.get(result.link.path, report.as_of)
    url = f"https://web.archive.org/web/{day:%Y%m%d}/{target.uri}"
    return [small(f"[Look in the archive]({escape.destination(url)})")]


def small(text: str) -> str:
    # Not <sub>: GitHub gives it no line height, so that longer text falls over itself.
    return f"<small>{text}</small>"


def _proof(evidence: Evidence, result: Result) -> str:
    told = _trail(result) if evidence.source == "http" else quoted(evidence)
    return small(told) if told else ""


def quoted(evidence: Evidence) -> str:
    """The words of a proof, and where they stand."""
    label = _SOURCES.get(evidence.source, evidence.source)
    if evidence.url.startswith(("https://", "http://")):
        label = f"[{label}]({escape.destination(evidence.url)})"
    day = f", read {evidence.date}" if evidence.source == "pack" and evidence.date else ""
    return f"{label}{day}: “{escape.text(_cut(evidence.quote.strip('| ')))}”"


def _trail(result: Result) -> str:
    """The hops; the first URL stands in the row already, and the last in the message."""
    if not result.observation.hops:
        return ""
    steps = [result.observation.hops[0].answer]
    steps += [f"{escape.url(hop.uri)} {hop.answer}" for hop in result.observation.hops[1:]]
    outcome = result.observation.outcome
    if isinstance(outcome, Answer):
        steps.append(str(outcome.status))
    return " → ".join(steps)


def _link_to(label: str, path: str, number: int, folder: str) -> str:
    if path == "-" or path.startswith("/"):
        return escape.code(label)
    return f"[{escape.text(label)}]({_path_from(folder, path)}?plain=1#L{number})"


@lru_cache  # many links stand in one document, and come one after the other
def _path_from(folder: str, path: str) -> str:
    if folder.startswith("https://"):  # where the sources are shown, not where they lie
        return f"{folder}/{escape.path(path)}"
    return escape.path(posixpath.relpath(path, folder or "."))


def _cut(text: str) -> str:
    return text if len(text) <= _QUOTE_LENGTH else text[: _QUOTE_LENGTH - 1] + "…"
