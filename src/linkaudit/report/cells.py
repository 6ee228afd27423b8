"""The small pieces of the Markdown report: places, names, messages with their proof.

Each returns Markdown that fits into a table cell; all foreign text passes `escape.py`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from functools import lru_cache

from linkaudit.exchange import Answer
from linkaudit.model import Evidence, Report, Result, Verdict, WebTarget
from linkaudit.redact import shown
from linkaudit.report import escape, words

_QUOTE_LENGTH = 300
_SOURCES = {
    "pack": "Source",
    "page": "The page",
    "guide": "The guide's index",
    "archive": "The archive",
    "history": "Earlier runs",
}


def place(result: Result, folder: str) -> str:
    """`path:line`, as a link that GitHub opens at that line of the source."""
    line = result.link.region.line
    return _link_to(f"{result.link.path}:{line}", result.link.path, line, folder)


def lines(report: Report, results: Iterable[Result], folder: str) -> str:
    """Where several links stand; the file's name only where the report is of several."""
    found = dict.fromkeys(line(report, result, folder) for result in results)
    return ", ".join(found)


def line(report: Report, result: Result, folder: str) -> str:
    """Where one link stands, in as few words as the report allows."""
    if len(report.documents) > 1:
        return place(result, folder)
    number = result.link.region.line
    return _link_to(f"line {number}", result.link.path, number, folder)


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
        new = [evidence for evidence in finding.evidence if evidence not in told]
        told.update(new)
        proofs = [_proof(evidence, result) for evidence in new]
        found.append("<br>".join([sentence(finding.message), *map(small, filter(None, proofs))]))
    return "<br>".join(found)


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
    label = _SOURCES.get(evidence.source, evidence.source)
    if evidence.source == "http":
        return _trail(result)
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
    return escape.path(posixpath.relpath(path, folder or "."))


def _cut(text: str) -> str:
    return text if len(text) <= _QUOTE_LENGTH else text[: _QUOTE_LENGTH - 1] + "…"
