"""Values for tests: every builder makes a good one, and a test names only what it is about.

Values only, as in `linkaudit.model.report` and its kin; every host is a `*.example`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from linkaudit.check.transport.routes import Routes
from linkaudit.extract.registry import extract_document
from linkaudit.model.baseline import Baseline
from linkaudit.model.document import Document, Link, LinkKind, Place, Problem, Region
from linkaudit.model.http import Answer, Failure, Hop, Page, Response
from linkaudit.model.report import (
    Comparison,
    Evidence,
    Finding,
    Level,
    NotAsked,
    Observation,
    Outcome,
    PageChange,
    PreviousRun,
    PreviousVerdict,
    Report,
    Resolved,
    Result,
    Target,
    TextFinding,
    Verdict,
    WebTarget,
)
from linkaudit.rules.base import RuleContext
from linkaudit.rules.packs.model import Pack
from linkaudit.rules.packs.versions import VersionPack

URI = "https://a.example/"
PATH = "article.md"
TODAY = date(2026, 11, 23)
ASKED = Routes.parse((":::",))
"""A route for any host that changes nothing: with it, names for examples are asked."""
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def document(text: str = "", *, path: str = PATH) -> Document:
    return Document(path, text)


def link(
    destination: str = URI,
    *,
    path: str = PATH,
    line: int = 1,
    column: int = 1,
    url: str | None = None,
    text: str = "the text",
    kind: LinkKind = LinkKind.INLINE,
    uses: Sequence[Place] | None = None,
) -> Link:
    """A link whose destination stands on one line; used where it stands unless `uses` says."""
    region = Region(line, column, line, column + len(destination))
    places = (Place(line, column),) if uses is None else tuple(uses)
    return Link(path, region, destination, destination if url is None else url, text, kind, places)


def response(
    uri: str = URI,
    status: int = 200,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    hops: Sequence[Hop] = (),
    attempts: int = 1,
) -> Response:
    return Response(uri, status, headers or {}, body, tuple(hops), attempts)


def answer(
    uri: str = URI,
    status: int = 200,
    *,
    headers: Mapping[str, str] | None = None,
    page: Page | None = None,
) -> Answer:
    return Answer(uri, status, headers or {}, page)


def observation(
    uri: str = URI,
    *,
    target: Target | None = None,
    outcome: Answer | Failure | NotAsked | None = None,
    hops: Sequence[Hop] = (),
    attempts: int = 1,
    observed_at: datetime | None = NOON,
) -> Observation:
    """What `uri` (or `target`) did; 200 unless `outcome` says. What was not asked has no target."""
    if isinstance(outcome, NotAsked):
        return Observation(target, outcome)
    asked = target or WebTarget(uri)
    return Observation(asked, outcome or answer(uri), tuple(hops), attempts, observed_at)


def case(
    uri: str = URI,
    *,
    link: Link | None = None,
    fragment: str | None = None,
    seen: Observation | None = None,
    packs: Sequence[Pack] = (),
    as_of: date = TODAY,
    published: date | None = None,
    versions: VersionPack | None = None,
) -> RuleContext:
    """One link to `uri` to be judged; `seen` is what its target did, 200 unless given."""
    seen = seen or observation(uri)
    target = seen.outcome if isinstance(seen.outcome, NotAsked) else seen.target or WebTarget(uri)
    written = link or _link_to(uri if fragment is None else f"{uri}#{fragment}")
    resolved = Resolved(target, fragment)
    return RuleContext(written, resolved, seen, tuple(packs), as_of, published, versions=versions)


def finding(
    rule: str = "not-found",
    verdict: Verdict = Verdict.DEAD,
    level: Level = Level.ERROR,
    *,
    message: str = "the page does not exist",
    evidence: Sequence[Evidence] = (),
    replacement: str | None = None,
    certain: bool = False,
) -> Finding:
    return Finding(rule, verdict, level, message, tuple(evidence), replacement, certain)


def result(
    *findings: Finding,
    link: Link | None = None,
    seen: Observation | None = None,
    change: PageChange | None = None,
    before: PreviousVerdict | None = None,
    accepted: Sequence[str] = (),
) -> Result:
    """A link with its findings; its target answered 200 unless `seen` says otherwise."""
    written = link or _link_to(URI)
    seen = seen or observation(written.url)
    return Result(
        written, seen, findings, change=change, before=before, accepted=frozenset(accepted)
    )


def change(at: str = "2021-04-28", *quotes: str, source: str = "page") -> PageChange:
    """That a page was changed on that day, by its own word unless `source` is `http`."""
    words = quotes or (f"article:modified_time: {at}",)
    return PageChange(at, tuple(Evidence(source, quote, URI, "2026-11-23") for quote in words))


def old_name(
    text: str = "Cog Cloud",
    now: str = "Cog Grid",
    *,
    path: str = PATH,
    line: int = 1,
    column: int = 1,
    evidence: Sequence[Evidence] = (),
) -> TextFinding:
    """A name in the text that has changed."""
    message = f"{text} was renamed to {now} on 2021-09-08"
    found = finding(
        "outdated-name",
        Verdict.RENAMED,
        Level.WARNING,
        message=message,
        evidence=evidence,
        replacement=now,
    )
    return TextFinding(path, Region(line, column, line, column + len(text)), text, found)


def aside(
    text: str = "Cog Cloud", *, path: str = PATH, line: int = 1, evidence: Sequence[Evidence] = ()
) -> TextFinding:
    """A name in the text of what is closed: a note."""
    message = f"{text} takes no new customers since 2026-03-01"
    found = finding("retired-name", Verdict.RETIRED, Level.NOTE, message=message, evidence=evidence)
    return TextFinding(path, Region(line, 1, line, 1 + len(text)), text, found)


def report(
    *results: Result,
    version: str = "0.1.0",
    started_at: datetime = NOON,
    finished_at: datetime = NOON,
    as_of: date = TODAY,
    outcome: Outcome | None = None,
    documents: Sequence[str] | None = None,
    problems: Sequence[Problem] = (),
    published: Mapping[str, date] | None = None,
    note: str = "",
    interruption: str = "",
    text_findings: Sequence[TextFinding] = (),
    earlier: Sequence[PreviousRun] = (),
    compared: Comparison | None = None,
    baseline: Baseline | None = None,
) -> Report:
    """A run over the documents that the results are from; findings if there is an error."""
    is_bad = bool(problems) or any(item.level is Level.ERROR for item in results)
    paths = dict.fromkeys(item.link.path for item in results) or (PATH,)
    return Report(
        version,
        started_at,
        finished_at,
        as_of,
        outcome or (Outcome.FINDINGS if is_bad else Outcome.CLEAN),
        tuple(paths) if documents is None else tuple(documents),
        results,
        tuple(problems),
        published or {},
        note,
        interruption,
        tuple(text_findings),
        tuple(earlier),
        compared,
        baseline,
    )


_link_to = link  # where a parameter is called `link`


def extract(of: Document) -> tuple[Link, ...]:
    """The links of a document."""
    return extract_document(of).links
