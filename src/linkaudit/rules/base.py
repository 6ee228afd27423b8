"""What a rule gets to see, and what a rule is.

A context is one link with what its target did, the day of the audit and the facts at hand.
Nothing here touches the network, the disk or the clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit

from linkaudit.model.document import Link
from linkaudit.model.followup import ProbeResult
from linkaudit.model.history import NO_STREAK, FailureStreak
from linkaudit.model.http import Answer, Hop
from linkaudit.model.report import (
    Evidence,
    Finding,
    Level,
    NotAsked,
    Observation,
    Resolved,
    Skipping,
    Verdict,
    WebTarget,
)
from linkaudit.rules.packs.model import Pack
from linkaudit.rules.packs.versions import VersionPack
from linkaudit.text.brief import brief
from linkaudit.text.locales import is_language
from linkaudit.text.uri import InvalidUriError, normalise, origin_of, path_of


@dataclass(frozen=True, slots=True)
class RuleContext:
    """One link to be judged."""

    link: Link
    resolved: Resolved
    observation: Observation
    packs: tuple[Pack, ...] = ()
    as_of: date = date.max
    """The day on which lifecycle dates are judged."""
    published: date | None = None
    """When the article came out; None where that is not known."""
    past: FailureStreak = NO_STREAK
    """Failures of the target in earlier runs and in this one."""
    probes: Mapping[str, ProbeResult] = field(default_factory=dict)
    """Results of further requests, by the URI that was requested."""
    versions: VersionPack | None = None

    # Known from the start: the rules ask a hundred times for one link.
    request_url: str = field(init=False, repr=False, compare=False)
    """The URI that was requested first; empty for what is not on the web."""
    written_url: str = field(init=False, repr=False, compare=False)
    """The same, or with `--offline` the URI that would be: what an address says by itself."""
    answer: Answer | None = field(init=False, repr=False, compare=False)
    success: Answer | None = field(init=False, repr=False, compare=False)
    """The last answer, if it was one of success; a local file that is there is one."""

    def __post_init__(self) -> None:
        target, outcome = self.resolved.target, self.observation.outcome
        answer = outcome if isinstance(outcome, Answer) else None
        is_success = answer is not None and (answer.status == 0 or 200 <= answer.status < 300)
        url = target.uri if isinstance(target, WebTarget) else ""
        object.__setattr__(self, "request_url", url)
        object.__setattr__(self, "written_url", url or self._url_offline())
        object.__setattr__(self, "answer", answer)
        object.__setattr__(self, "success", answer if is_success else None)

    def _url_offline(self) -> str:
        match self.resolved.target:
            case NotAsked(skipping=Skipping.OFFLINE):
                try:
                    return normalise(self.link.url)[0]
                except InvalidUriError:
                    return ""
        return ""


@dataclass(frozen=True, slots=True)
class Violation:
    """What a rule says when it applies; the rule adds id, verdict and level."""

    message: str
    evidence: tuple[Evidence, ...] = ()
    replacement: str | None = None
    certain: bool = False
    advice: str = ""
    """What to do about it, where that is not what the verdict advises."""


@dataclass(frozen=True, slots=True)
class Example:
    """A document and the finding that a rule makes of it; a test plays each through an audit."""

    markdown: str
    message: str
    answers: tuple[str, ...] = ()
    """What the web answers, a line per URL: `URL 301 TARGET`, `URL 200 HTML`, `URL timeout`."""
    files: tuple[str, ...] = ()
    """Names of other files in the document's folder."""


_LINK = re.compile(r"\[([^\[\]]+)\]\(\.\./[^()]*+\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: what users read about it, and the function that decides. Texts are Markdown."""

    id: str
    verdict: Verdict
    level: Level
    summary: str
    """One line: what the rule finds."""
    why: str
    """Why that matters, and what counts."""
    example: Example
    fix: str
    """What to do about it."""
    silent_when: str = ""
    """Where the rule finds nothing although it may look so."""
    decide: Callable[[RuleContext], Violation | None] = lambda _: None
    """What is wrong with a link; rules on the text are never asked."""

    def page(self, *, has_links: bool = False) -> str:
        """Its page as Markdown; links to other documents only where they can be followed."""
        level = f"level `{self.level.word}`" if self.level else "no level"
        answers = "\n".join(self.example.answers)
        parts = [
            f"# {self.id}",
            self.summary,
            f"Verdict `{self.verdict.value}`, {level}.",
            f"## Why this matters\n\n{self.why.strip()}",
            f"## Example\n\n```markdown\n{self.example.markdown}\n```",
            f"The web answers:\n\n```text\n{answers}\n```" if answers else "",
            f"linkaudit reports:\n\n> {self.example.message}",
            f"## What to do\n\n{self.fix.strip()}",
            f"## When it is silent\n\n{self.silent_when.strip()}" if self.silent_when else "",
        ]
        text = "\n\n".join(filter(None, parts)) + "\n"
        return text if has_links else _LINK.sub(r"\1", text)

    def finding(self, found: Violation) -> Finding:
        return Finding(
            self.id,
            self.verdict,
            self.level,
            brief(found.message),
            found.evidence,
            found.replacement,
            found.certain,
            found.advice,
        )


def observed_on(context: RuleContext) -> str:
    """The day of the observation, for evidence."""
    moment = context.observation.observed_at
    return moment.date().isoformat() if moment else ""


def trail(context: RuleContext) -> Evidence:
    """The hops as evidence: every URI asked, with what it answered."""
    answer = context.answer
    steps = [f"{hop.answer} {hop.uri}" for hop in context.observation.hops]
    if answer is not None and answer.status:
        steps.append(f"{answer.status} {answer.uri}")
    return Evidence("http", " → ".join(steps), context.request_url, observed_on(context))


_SHOWN = ("pdf", "xml", "json")  # of `application/…`, what browsers show


def final_url(context: RuleContext) -> tuple[tuple[Hop, ...], str]:
    """The hops and the URI they led to, less refreshes that leave the reader where he is.

    A folder that refreshes to its own first page has not moved: another server would show it
    as `index.html`. Nor has a page whose refresh begins a download.
    """
    hops, uri = (
        context.observation.hops,
        context.answer.uri if context.answer else context.request_url,
    )
    if hops and hops[-1].refresh is not None and _is_download(context.success):
        hops, uri = hops[:-1], hops[-1].uri
    while hops and hops[-1].refresh is not None and _is_first_page(hops[-1].uri, uri):
        _, sign, fragment = uri.partition("#")
        inherited = "" if "#" in hops[-1].refresh.target else f"{sign}{fragment}"
        hops, uri = hops[:-1], f"{hops[-1].uri}{inherited}"
    return hops, uri


def _is_download(answer: Answer | None) -> bool:
    """Whether a browser would keep the page it has, and save what comes."""
    kind = (
        answer.headers.get("content-type", "").partition(";")[0].strip().lower() if answer else ""
    )
    return kind.startswith("application/") and not kind.endswith(_SHOWN)


def _is_first_page(folder: str, uri: str) -> bool:
    parts = segments(folder)
    is_folder = path_of(folder).endswith("/") or len(parts) < path_of(folder).count("/")
    same = origin_of(folder) == origin_of(uri) and segments(uri)[: len(parts)] == parts
    return is_folder and same


_INDEX = re.compile(r"(?:index|home)(?:\.\w{2,5})?|default\.\w{2,5}", re.I)
_TRACKING = re.compile(r"utm_\w+|nc1|nc2|trk|trkcampaign|sc_\w+|fbclid|gclid|ref_?|source", re.I)


def without_locale(parts: list[str]) -> list[str]:
    """Path segments without a language at their start."""
    return parts[1:] if parts and is_language(parts[0]) else parts


def segments(uri: str) -> list[str]:
    """The parts of a path, without `index.html` or its like and the empty ones."""
    parts = [part for part in urlsplit(uri).path.split("/") if part]
    if parts and _INDEX.fullmatch(parts[-1]):
        parts.pop()
    return parts


def plain_form(uri: str) -> str:
    """A URI without what makes no difference to a reader.

    Scheme, `www.`, trailing slash, `index.html`, a leading locale and tracking parameters.
    """
    parts = urlsplit(uri)
    host = (parts.hostname or "").removeprefix("www.")
    path = without_locale(segments(uri))
    return f"{host}/{'/'.join(path)}?{plain_query(uri)}"


def plain_query(uri: str) -> str:
    """A query without tracking parameters."""
    pairs = parse_qsl(urlsplit(uri).query, True)
    return urlencode([(key, value) for key, value in pairs if not _TRACKING.fullmatch(key)])
