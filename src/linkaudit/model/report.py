"""The words of the program: targets, what was observed, what was found.

Values only. Nothing here reads a file, opens a socket or looks at a clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from linkaudit.model.baseline import Baseline
from linkaudit.model.document import Link, Problem, Region
from linkaudit.model.history import NO_STREAK, FailureStreak
from linkaudit.model.http import Answer, Failure, Hop
from linkaudit.model.verdict import Level as Level
from linkaudit.model.verdict import Verdict as Verdict
from linkaudit.text.redact import shown

# ------------------------------------------------------------------- the target


@dataclass(frozen=True, slots=True)
class WebTarget:
    """An http or https URI without its fragment: what is asked once for many links."""

    uri: str


@dataclass(frozen=True, slots=True)
class LocalTarget:
    """A file or folder of the checked tree, its path as the link means it."""

    path: str
    literal: str = ""
    """The path with percent signs taken for letters, where that makes a difference."""
    is_rooted: bool = False
    """Counted from the root of the site, as `/guide.md` is."""
    is_file: bool = False
    """A path of the tree, whatever the link is written like; no site gives it another address."""


Target = WebTarget | LocalTarget


class Unasked(StrEnum):
    """Why a link has no target."""

    SKIPPED = "skipped"
    INVALID = "invalid"
    REFUSED = "refused"
    UNCHECKED = "unchecked"


class Skipping(StrEnum):
    """Why a link is skipped, as a count of such links says it: "2 excluded or ignored"."""

    OFFLINE = "not checked (--offline)"
    CHOICE = "excluded or ignored"
    RESERVED = "for local use or examples"
    SITE = "known only when the site is built"
    KIND = "unsupported"


@dataclass(frozen=True, slots=True)
class NotAsked:
    """The link was not followed, and why."""

    why: Unasked
    detail: str
    skipping: Skipping = Skipping.KIND
    """Means something where `why` is SKIPPED only."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a link points to: a target and a fragment, or the reason why it has none."""

    target: Target | NotAsked
    fragment: str | None = None
    """Percent-decoded, without `#`; None where the link has none."""


# --------------------------------------------------------------- what was seen


@dataclass(frozen=True, slots=True)
class Observation:
    """What one target did when asked. Facts only: no verdict, no severity."""

    target: Target | None
    outcome: Answer | Failure | NotAsked
    hops: tuple[Hop, ...] = ()
    attempts: int = 0
    observed_at: datetime | None = None
    spellings: tuple[str, ...] = ()
    """Paths that are there and differ from a missing file's by case only; two at most."""
    neighbours: tuple[str, ...] = ()
    """Names in the folder where a missing file should be; 1,000 at most."""
    is_cached: bool = False
    """An earlier run asked, and this one took its word."""


# ----------------------------------------------------------------- the findings


@dataclass(frozen=True, slots=True)
class Evidence:
    """The proof of a finding: where it was read, and the words."""

    source: str
    """One of http, page, pack, guide, archive, history."""
    quote: str
    url: str = ""
    date: str = ""

    @property
    def in_words(self) -> str:
        """All of it on one line, for people; secrets read `***`."""
        place = ", ".join(filter(None, (shown(self.url), self.date)))
        told = f"Evidence ({self.source}): {shown(self.quote)}"
        return f"{told} ({place})" if place else told


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has to say of one link, or of one place in the text."""

    rule: str
    verdict: Verdict
    level: Level
    message: str
    evidence: tuple[Evidence, ...] = ()
    replacement: str | None = None
    certain: bool = False
    advice: str = ""
    """What to do, where that is not what the verdict advises."""


@dataclass(frozen=True, slots=True)
class PageChange:
    """That a page was changed after the article came out. Nothing is wrong with that."""

    at: str
    """ISO 8601: a day, or a month where no day is named."""
    evidence: tuple[Evidence, ...]
    is_review: bool = False
    """An author read it again and made it true: good news."""

    @property
    def is_dated_by_page(self) -> bool:
        """A server's Last-Modified moves whenever a site is rebuilt."""
        return any(proof.source == "page" for proof in self.evidence)


@dataclass(frozen=True, slots=True)
class PreviousVerdict:
    """How a link stood when its document was last audited to the end."""

    verdict: Verdict | None
    """None where it was not there yet."""
    new: frozenset[str] = frozenset()
    """The rules that find something now, and did not then."""


@dataclass(frozen=True, slots=True)
class Result:
    """A link with everything that came out for it."""

    link: Link
    observation: Observation
    findings: tuple[Finding, ...]
    past: FailureStreak = NO_STREAK
    change: PageChange | None = None
    before: PreviousVerdict | None = None
    """None where there is nothing to compare with."""
    accepted: frozenset[str] = frozenset()
    """The rules whose findings here are in the baseline: told, and no more to be acted on."""

    @property
    def verdict(self) -> Verdict:
        """The worst that applies: by level first, then by rank.

        A finding on how a link is written may say nothing of its target, which is ok then.
        """
        told = [finding for finding in self.findings if finding.verdict is not Verdict.OK]
        return min(told, key=lambda f: (-f.level, f.verdict.rank)).verdict if told else Verdict.OK

    @property
    def level(self) -> Level:
        """How much there is to act on: what the baseline has is left out."""
        if not self.findings:  # nearly always
            return Level.NONE
        return max((finding.level for finding in self.to_act_on), default=Level.NONE)

    @property
    def to_act_on(self) -> tuple[Finding, ...]:
        """The findings that the baseline lacks."""
        return tuple(f for f in self.findings if f.rule not in self.accepted)

    @property
    def is_accepted(self) -> bool:
        """Whether all there was to act on is in the baseline."""
        return bool(self.accepted) and self.level is Level.NONE


@dataclass(frozen=True, slots=True)
class TextFinding:
    """A finding at a place of a document, about none of its links."""

    path: str
    region: Region
    text: str
    """What a reader reads there; empty where nothing is to be read."""
    finding: Finding
    is_new: bool | None = None
    """Since the document was last audited to the end; None where it never was."""
    is_accepted: bool = False
    """The baseline has it."""


class Outcome(StrEnum):
    CLEAN = "clean"
    FINDINGS = "findings"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class PreviousRun:
    """What an earlier run over the same documents came to."""

    at: datetime
    """When it finished."""
    counts: Mapping[Verdict, int]
    """How many links had each verdict; a verdict that none had is absent or 0."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """With which run this one is compared."""

    at: datetime | None
    """When it finished; None where none of the documents was audited to the end before."""
    added: int = 0
    """Documents that no run before this one has audited."""


@dataclass(frozen=True, slots=True)
class Report:
    """One run, complete: all that any reporter may say."""

    version: str
    started_at: datetime
    finished_at: datetime
    as_of: date
    outcome: Outcome
    documents: tuple[str, ...]
    results: tuple[Result, ...]
    problems: tuple[Problem, ...] = ()
    published: Mapping[str, date] = field(default_factory=dict)
    note: str = ""
    """A sentence of the user's own, shown first."""
    interruption: str = ""
    """Why the run did not finish, for people; empty where it did."""
    text_findings: tuple[TextFinding, ...] = ()
    earlier: tuple[PreviousRun, ...] = ()
    """Earlier runs, the oldest first; none without a memory."""
    compared: Comparison | None = None
    """None without a memory."""
    baseline: Baseline | None = None
    unread: Mapping[str, int] = field(default_factory=dict)
    """How many files were found of each format that is not read, by suffix."""
    renamed_ids: tuple[str, ...] = ()
    """A line for each rule that a comment names by an old id."""
    fail_on: Level | str = Level.ERROR
    """From which level on, or by which rule, a finding fails the run."""
    sites: tuple[str, ...] = ()
    """A line for each site that the documents are pages of: its sign, generator and pages."""

    def fails_by(self, finding: Finding) -> bool:
        """Whether this finding fails the run, unless something excuses it."""
        if isinstance(self.fail_on, Level):
            return finding.level >= self.fail_on
        return finding.rule == self.fail_on
