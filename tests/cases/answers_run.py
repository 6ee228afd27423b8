"""Audits the cases of tests/cases/answers in a few runs, and says what is not as it must be.

Starts the real command line against loopback; judges only whether a case is met.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cases.answers import AnswerCase, Run
from tests.web.answers import AnswersWeb
from tests.web.misbehaving_run import document, ended, linkaudit, started

APART = frozenset(
    {
        *("over-four-days", "five-streams-and-nothing-else"),
        *("unasked-404s-on-each-connection", "1200-hosts-with-1024-descriptors"),
        *("nat64-64:ff9b::5db8:d70e", "nat64-64:ff9b::808:808", "nat64-64:ff9b::93.184.215.14"),
    }
)
"""The cases of test_answers_apart.py, by the names that not_yet.txt has for them."""

LONGEST = 400  # characters of a message: a line that somebody reads
_OPTIONS: dict[Run, tuple[str, ...]] = {
    "patient": ("--timeout", "10", "--link-timeout", "30", "--retries", "1"),
    "brisk": ("--timeout", "2", "--link-timeout", "6", "--retries", "0"),
    "bare": ("--timeout", "2", "--link-timeout", "6", "--retries", "0"),
}
_WAITS = ("--max-retry-after", "3")
# A run in which nothing answers is called off, unless a well-known page does.
_WITNESS = "detectportal.firefox.com"


@dataclass(frozen=True, slots=True)
class Audited:
    """The links of all runs, as the JSON report has them, and the requests to each host."""

    links: dict[str, dict[str, Any]]
    requests: dict[str, int]


def audited(cases: Iterable[AnswerCase], folder: Path) -> Audited:
    """One run for each way of running; the cases of a run are links of one document."""
    cases = tuple(cases)
    links: dict[str, dict[str, Any]] = {}
    with AnswersWeb(cases) as web:
        for run in sorted({case.run for case in cases}):
            links |= _audit(run, [case for case in cases if case.run == run], web, folder)
        requests = {case.host: len(web.requests_to(case.host)) for case in cases}
    return Audited(links, requests)


def _audit(
    run: Run, cases: list[AnswerCase], web: AnswersWeb, folder: Path
) -> dict[str, dict[str, Any]]:
    urls = [link for case in cases for link in case.links]
    path = document(folder, urls, f"{run}.md")
    if run != "bare":
        return linkaudit(path, *_OPTIONS[run], *_WAITS, *web.options()).links
    names = folder / "names.json"
    known = {name: found for case in cases for name, found in case.addresses.items()}
    names.write_text(json.dumps(known), encoding="utf-8")
    here = ("--connect-to", f"{_WITNESS}:80:127.0.0.1:{web.port}")
    program = ("tests.web.answers_names", str(names))
    options = (*_OPTIONS[run], *here)
    return ended(started(path, *options, program=program, asks_examples=False)).links


def complaints(case: AnswerCase, seen: Audited) -> list[str]:
    """What is not as the case says; empty if all is."""
    return [said for link in case.links for said in _of_link(case, link, seen)]


def _of_link(case: AnswerCase, link: str, seen: Audited) -> Iterator[str]:
    found = seen.links[link]
    findings = found["findings"]
    messages = [finding["message"] for finding in findings]
    if found["verdict"] not in case.right:
        yield f"{found['verdict']}, not {' or '.join(case.right)}: {' '.join(messages)[:300]}"
    elif case.rule and case.rule not in [finding["rule"] for finding in findings]:
        yield f"no finding of {case.rule}"
    if case.says and not any(case.says in message for message in messages):
        yield f"no message says {case.says!r}: {' '.join(messages)[:300]}"
    for message in messages:
        if len(message) > LONGEST or "b'" in message or not message.isprintable():
            yield f"a message for nobody, {len(message)} characters: {message[:120]!r}"
    least, most = case.requests
    if not least <= seen.requests[case.host] <= most * len(case.links):
        yield f"{seen.requests[case.host]} requests, not {least} to {most}"
