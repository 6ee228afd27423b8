"""One report with every verdict and hostile strings in all places, as each reporter writes it.

`python -m tests.golden` rewrites the expected files; look at the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from linkaudit.model.baseline import Baseline, BaselineEntry
from linkaudit.model.document import Link, LinkKind, Place, Problem, Region
from linkaudit.model.http import Answer, Failure, FailureKind, Hop, Refresh
from linkaudit.model.report import (
    Comparison,
    Evidence,
    Finding,
    Level,
    LocalTarget,
    NotAsked,
    Observation,
    Outcome,
    PageChange,
    PreviousRun,
    PreviousVerdict,
    Report,
    Result,
    TextFinding,
    Unasked,
    Verdict,
)
from linkaudit.report import FORMATS, RenderOptions
from linkaudit.rules.base import Example, Rule
from tests.builders import (
    NOON,
    answer,
    change,
    finding,
    link,
    observation,
    old_name,
    report,
    result,
)

HERE = Path(__file__).parent


def _row(id_: str, verdict: Verdict, level: Level, summary: str) -> Rule:
    return Rule(
        id=id_,
        verdict=verdict,
        level=level,
        summary=summary,
        why="Readers see a [fact](../packs.md).",
        example=Example("[a](b.md)", "a message", ("https://a.example/ 404",)),
        fix="Replace the link.",
    )


# Some of the rules, and not as they are: a better sentence in one changes no golden file.
ROWS = (
    _row("not-found", Verdict.DEAD, Level.ERROR, "The page does not exist."),
    _row("permanent-redirect", Verdict.REDIRECTED, Level.WARNING, "The page moved permanently."),
    _row("blocked", Verdict.BLOCKED, Level.NOTE, "The server refuses automated requests."),
    _row("skipped", Verdict.SKIPPED, Level.NONE, "The link is not checked."),
)

_OPTIONS = RenderOptions(folder="reports", rules=ROWS)
EXPECTED: Mapping[str, Callable[[Report], str]] = {
    name: partial(FORMATS[format_].render, options=_OPTIONS)
    for name, format_ in {
        "report.md": "markdown",
        "report.txt": "text",
        "report.json": "json",
        "report.sarif": "sarif",
        "report.junit.xml": "junit",
        "report.github.txt": "github",
        "report.gitlab.json": "gitlab",
        "report.csv": "csv",
        "report.html": "html",
    }.items()
}

_W, _N, _0 = Level.WARNING, Level.NOTE, Level.NONE
_HOSTILE = "a|b `c` <img src=x onerror=alert(1)> ![p](http://t.example/p) @you #1 ##[error]x"
LAST = NOON - timedelta(days=7)
_STALE = (
    BaselineEntry(
        "article/recap.md", f"https://a.example/?token=hush&x={_HOSTILE}", "blocked", "0" * 32
    ),
)
_TABLE = "https://docs.aws.amazon.com/general/latest/gr/full_shutdown_services.html"


def make_report() -> Report:
    """Every verdict once, in the order of the lines, then hostile text."""
    return report(
        *map(_with_past, _plain()),
        *_hostile(),
        finished_at=NOON + timedelta(seconds=9),
        as_of=date(2026, 12, 1),
        outcome=Outcome.FINDINGS,
        documents=["article/recap.md", "::error::notes|x.md"],
        problems=[
            Problem("big.md", "larger than 5 MiB: not read"),
            Problem("::error::big.md", f"##[error]{_HOSTILE}"),
        ],
        published={"article/recap.md": date(2020, 12, 8)},
        note=f"A note of the user's. {_HOSTILE}",
        text_findings=_remarks(),
        earlier=[
            PreviousRun(NOON - timedelta(days=14), {Verdict.OK: 15, Verdict.REDIRECTED: 2}),
            PreviousRun(LAST, {Verdict.OK: 12, Verdict.REDIRECTED: 3, Verdict.DEAD: 2}),
        ],
        compared=Comparison(LAST, added=1),
        baseline=Baseline("base|line.txt", frozenset(_STALE), _STALE),
    )


def _with_past(item: Result) -> Result:
    """Most are as they were; some are new, worse, well again or in the baseline."""
    destination, rules = item.link.destination, frozenset(f.rule for f in item.findings)
    if destination == "https://gone.example/404":
        return replace(item, before=PreviousVerdict(Verdict.OK, rules))
    if destination == "https://wall.example/":
        return replace(item, before=PreviousVerdict(None, rules))
    if destination == "https://ok.example/":
        return replace(item, before=PreviousVerdict(Verdict.DEAD))
    is_known = destination.endswith("/16") or "trivial-redirect" in rules
    known = rules if is_known else frozenset[str]()
    return replace(item, before=PreviousVerdict(item.verdict), accepted=known)


def _remarks() -> list[TextFinding]:
    source = Evidence("pack", "On September 8, 2021 …", _TABLE, "2026-11-23")
    old, new = "Amazon Elasticsearch Service", "Amazon OpenSearch Service"
    article, hostile = "article/recap.md", "::error::notes|x.md"
    unused = finding(
        "unused-suppression", Verdict.OK, _N, message="unused suppression comment; remove it"
    )
    return [
        replace(old_name(old, new, path=article, line=13, evidence=[source]), is_new=True),
        replace(
            old_name(old, new, path=article, line=35, column=9, evidence=[source]),
            is_new=False,
            is_accepted=True,
        ),
        TextFinding(article, Region(37, 1, 37, 1), "", unused, is_new=False),
        old_name(_HOSTILE, f"New {_HOSTILE}", path=hostile, line=3),
    ]


def _plain() -> list[Result]:
    return [
        _one(3, "https://gone.example/404", "A page that is gone", _not_found(), status=404),
        _one(
            5,
            "https://docs.aws.amazon.com/lambda/latest/dg/gone.html",
            "A page that the guide lacks",
            finding(
                "aws-docs-stub",
                Verdict.SOFT_404,
                message="this page is no longer in the guide",
                evidence=[
                    Evidence("http", "302 … → 200 …", "https://docs.aws.amazon.com/"),
                    Evidence("page", "1010 bytes, titled “AWS Lambda”", "https://a.example/"),
                ],
            ),
            to="https://docs.aws.amazon.com/lambda/latest/dg/welcome.html",
            by=302,
            refresh=Refresh("welcome.html", "AWS Lambda", 1010),
        ),
        _one(
            7,
            "https://manual.example/tour#requirments",
            "A slip of the pen",
            finding(
                "fragment-missing",
                Verdict.ANCHOR_MISSING,
                message="no anchor “requirments” on this page; closest match: “requirements”",
                evidence=[Evidence("page", "ids on the page: install, requirements")],
                replacement="https://manual.example/tour#requirements",
            ),
        ),
        _unasked(9, "http://127.0.0.1/", Unasked.REFUSED, "not followed: not a public address"),
        _unasked(11, "", Unasked.INVALID, "the destination is empty"),
        _one(
            13,
            "https://docs.aws.amazon.com/es/what-is.html",
            "Amazon Elasticsearch Service",
            finding(
                "page-renamed",
                Verdict.RENAMED,
                _W,
                message="Amazon Elasticsearch Service was renamed to "
                "Amazon OpenSearch Service on 2021-09-08",
                evidence=[
                    Evidence("pack", "On September 8, 2021 …", _TABLE, "2026-11-23"),
                    Evidence("page", "What is Amazon OpenSearch Service?", "https://a.example/"),
                ],
                replacement="https://docs.aws.amazon.com/opensearch/what-is.html",
            ),
            to="https://docs.aws.amazon.com/opensearch/what-is.html",
        ),
        *(
            _one(
                line,
                f"https://aws.amazon.com/deeplens/{line}",
                "AWS DeepLens",
                finding(
                    "service-ended",
                    Verdict.RETIRED,
                    _W,
                    message="AWS DeepLens ended on 2024-01-31",
                    evidence=[Evidence("pack", "| AWS DeepLens | January 31, 2024 |", _TABLE)],
                ),
            )
            for line in (15, 16)
        ),
        _one(
            17,
            "https://code.example/acme/sprocket",
            "sprocket",
            finding(
                "stale-page",
                Verdict.STALE,
                _W,
                message="the page says: “This repository is archived.”",
                evidence=[Evidence("page", "This repository is archived.")],
            ),
        ),
        _one(
            19,
            "https://moved.example/old",
            "The handbook",
            finding(
                "permanent-redirect",
                Verdict.REDIRECTED,
                _W,
                message="moved permanently to https://moved.example/new",
                evidence=[Evidence("http", "301 https://moved.example/old → 200 …")],
                replacement="https://moved.example/new",
                certain=True,
            ),
            to="https://moved.example/new",
            change=change(
                "2025-10-21", "Last-Modified: Tue, 21 Oct 2025 07:28:00 GMT", source="http"
            ),
        ),
        _one(
            21,
            "http://moved.example/secure",
            "A page that is served over HTTPS now",
            finding(
                "trivial-redirect",
                Verdict.REDIRECTED,
                _N,
                message="the same page under a slightly different address",
            ),
            to="https://moved.example/secure",
        ),
        _one(
            23,
            "https://wall.example/",
            "Behind a wall",
            finding("blocked", Verdict.BLOCKED, _N, message="could not be checked"),
            status=403,
        ),
        _one(
            25,
            "https://slow.example/",
            "A slow one",
            finding("timeout", Verdict.UNREACHABLE, _N, message="could not be reached"),
            outcome=Failure(FailureKind.TIMEOUT, "no answer in 20 s", "https://slow.example/"),
        ),
        _unasked(27, "https://late.example/", Unasked.UNCHECKED, "the run ended first"),
        _unasked(29, "mailto:me@a.example", Unasked.SKIPPED, "'mailto:' links are not checked"),
        _one(31, "https://ok.example/", "Fine", change=_review()),
        result(
            link=_link(33, "guide.md#install", "The guide", kind=LinkKind.REFERENCE),
            seen=Observation(LocalTarget("article/guide.md"), Answer("article/guide.md", 0)),
        ),
    ]


def _hostile() -> list[Result]:
    uri = "https://me:secret@a.example/a|b?token=hush&x=`y`&path=##[error]x"
    path = "::error::notes|x.md"
    found = finding(
        message=f"the page is gone: {_HOSTILE}",
        evidence=[
            Evidence("http", "404"),
            Evidence("page", f"{_HOSTILE}\n::error::x", "javascript:alert(1)"),
        ],
        replacement="javascript:alert(1)",
    )
    return [
        result(
            found,
            link=link(uri, path=path, line=1, text=_HOSTILE),
            seen=observation(uri, outcome=answer(uri, 404)),
            change=change("2026-01-02", f"{_HOSTILE}\n::error::x"),
        ),
        result(
            finding("invalid-url", Verdict.INVALID, message="\n::error::not a URL"),
            link=link("java script:\u202ex", path=path, line=2, text="\x1b[31mred\x07"),
            seen=observation(outcome=NotAsked(Unasked.INVALID, "not a URL")),
        ),
    ]


def _not_found() -> Finding:
    proof = Evidence("http", "404 https://gone.example/404", "https://gone.example/404")
    return finding(message="the page is not found (404)", evidence=[proof])


def _link(line: int, destination: str, words: str, kind: LinkKind = LinkKind.INLINE) -> Link:
    uses = [Place(line, 3), Place(line + 1, 8)] if kind is LinkKind.REFERENCE else None
    return link(
        destination, path="article/recap.md", line=line, column=12, text=words, kind=kind, uses=uses
    )


def _one(
    line: int,
    uri: str,
    words: str,
    *found: Finding,
    status: int = 200,
    to: str = "",
    by: int = 301,
    refresh: Refresh | None = None,
    outcome: Failure | None = None,
    change: PageChange | None = None,
) -> Result:
    target = uri.partition("#")[0]
    second = Hop(f"{target}/2", by) if refresh is None else Hop(f"{target}/2", 200, refresh)
    seen = observation(
        target,
        outcome=outcome or answer(to or target, status),
        hops=[Hop(target, by), second] if to else [],
    )
    return result(*found, link=_link(line, uri, words), seen=seen, change=change)


def _review() -> PageChange:
    quote = "April 2024: This post was reviewed and updated for accuracy."
    return replace(change("2024-04", quote), is_review=True)


def _unasked(line: int, destination: str, why: Unasked, detail: str) -> Result:
    level = Level.ERROR if why in (Unasked.REFUSED, Unasked.INVALID) else _0
    found = finding(why.value, Verdict(why.value), level, message=detail)
    seen = observation(outcome=NotAsked(why, detail))
    return result(found, link=_link(line, destination, "the text"), seen=seen)
