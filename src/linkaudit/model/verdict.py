"""The verdicts: one row each, with everything that any room has to know of it.

A new verdict is a row here, and a rule that gives it. The order is the rank: of two findings of one
level the earlier row names the link, and reports list links in this order.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from linkaudit.model.history import Health


class Level(IntEnum):
    """How much a finding matters; an IntEnum, so that levels compare."""

    NONE = 0
    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        return _WORDS[self]


_WORDS = tuple(level.name.lower() for level in Level)


class Group(StrEnum):
    """What charts group verdicts to: readers cannot tell more than four colours apart."""

    BROKEN = "broken"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    FINE = "fine"


class Page(StrEnum):
    """What a verdict says of the page that the author meant."""

    SEEN = "seen"
    GONE = "gone"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is known of a verdict. Sentences are for people; `meaning` has no full stop."""

    letter: str
    """Stands for it in a line of history."""
    group: Group
    page: Page
    heading: str
    meaning: str
    advice: str = ""
    """What to do about such a link."""
    advice_from: Level = Level.NONE
    """The least level at which that has to be done."""
    by_hand: tuple[str, str] = ("", "")
    """What a checklist says of one such link, and of several; empty if there is nothing to do."""
    is_checked: bool = True
    """The target was looked at; if not, the verdict is no change for the better or worse."""
    is_verified: bool = True
    """Whether the link works is known, or was not asked."""
    is_about_text: bool = False
    """The text around the link is outdated too, so that a new URL alone is not enough."""
    health: Health = Health.UNKNOWN
    """What one run says of a target whose availability it is."""


class Verdict(StrEnum):
    """One for each link, from the worst to the best."""

    row: Row

    def __new__(cls, word: str, row: Row | None = None) -> Verdict:
        # `row` is absent where a verdict is looked up: Verdict("dead").
        made = str.__new__(cls, word)
        made._value_ = word
        if row is not None:
            made.row = row
        return made

    # fmt: off
    DEAD = "dead", Row(
        letter="D", group=Group.BROKEN, page=Page.GONE, heading="Dead",
        meaning="the page or file does not exist",
        advice="Remove the link, or link to a successor.", health=Health.FAILED)
    SOFT_404 = "soft-404", Row(
        letter="S", group=Group.BROKEN, page=Page.GONE,
        heading="Soft 404: gone, although the server answers 200",
        meaning="the server answers 200, but the page is gone",
        advice="Remove the link, or link to a successor.")
    ANCHOR_MISSING = "anchor-missing", Row(
        letter="A", group=Group.BROKEN, page=Page.SEEN, heading="Missing anchors",
        meaning="the page exists, but the anchor that the link points to does not",
        advice="Link to the page without the anchor, or to the section that replaced it.")
    REFUSED = "refused", Row(
        letter="X", group=Group.BROKEN, page=Page.UNSEEN, heading="Refused",
        meaning="blocked by linkaudit's safety rules (private address, port or scheme)",
        advice="Remove the link, or use --allow-net for an address that you trust.",
        is_verified=False)
    INVALID = "invalid", Row(
        letter="I", group=Group.BROKEN, page=Page.UNSEEN, heading="Invalid",
        meaning="not a valid URL",
        advice="Correct the URL.")
    RETIRED = "retired", Row(
        letter="E", group=Group.CHANGED, page=Page.SEEN, heading="Retired",
        meaning="the product or feature has ended, is ending, or is closed to new customers",
        advice="Say so in the text, or link to the successor.", is_about_text=True)
    RENAMED = "renamed", Row(
        letter="N", group=Group.CHANGED, page=Page.SEEN, heading="Renamed",
        meaning="the product or feature was renamed",
        advice="Use the new name in the text around the link.", is_about_text=True)
    STALE = "stale", Row(
        letter="O", group=Group.CHANGED, page=Page.SEEN, heading="Stale",
        meaning="the page is marked as outdated",
        advice="Look for a current page on the subject.", is_about_text=True)
    REDIRECTED = "redirected", Row(
        letter="R", group=Group.CHANGED, page=Page.SEEN, heading="Redirected",
        meaning="the page has moved",
        advice="Use the new URL.", advice_from=Level.WARNING)
    BLOCKED = "blocked", Row(
        letter="B", group=Group.UNKNOWN, page=Page.UNSEEN, heading="Blocked",
        meaning="the server refused or rejected the request",
        advice="Open the link in a browser.",
        by_hand=("was refused by its server; open it in a browser",
                 "were refused by their servers; open them in a browser"),
        is_verified=False)
    UNREACHABLE = "unreachable", Row(
        letter="U", group=Group.UNKNOWN, page=Page.UNSEEN, heading="Unreachable",
        meaning="no usable answer this time; this may be temporary",
        advice="Run the audit again later.",
        by_hand=("did not answer; run the audit again later",) * 2,
        is_verified=False, health=Health.FAILED)
    UNCHECKED = "unchecked", Row(
        letter="?", group=Group.UNKNOWN, page=Page.UNSEEN, heading="Unchecked",
        meaning="the run ended before this link was checked",
        advice="Run the audit again.",
        by_hand=("was not checked; run the audit again",
                 "were not checked; run the audit again"),
        is_checked=False, is_verified=False)
    SKIPPED = "skipped", Row(
        letter="-", group=Group.FINE, page=Page.UNSEEN, heading="Skipped",
        meaning="excluded, for local use or an example, or a kind of link that is not checked",
        is_checked=False)
    OK = "ok", Row(
        letter=".", group=Group.FINE, page=Page.SEEN, heading="OK",
        meaning="the page exists, and so does the anchor, if the link has one", health=Health.WELL)
    # fmt: on

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANK[self]

    @property
    def works(self) -> bool | None:
        """Whether the link leads to its page; None if the run did not find out."""
        if self.row.group is Group.BROKEN or self.row.health is Health.FAILED:
            return False
        return True if self.row.page is Page.SEEN else None

    @property
    def is_quiet(self) -> bool:
        """There is nothing to say of such a link that a reader has to see unasked."""
        return self is Verdict.OK or not self.row.is_checked

    @property
    def is_inconclusive(self) -> bool:
        """What an earlier run found may still be so: this one did not learn otherwise."""
        return self.row.group is Group.UNKNOWN or not self.row.is_checked


_RANK = {verdict: rank for rank, verdict in enumerate(Verdict)}


DOUBTFUL = "doubtful"
"""What a store has for `unreachable` where that counts for nothing."""


def told(noted: str) -> str:
    """The verdict that a run noted, for people."""
    return Verdict.UNREACHABLE.value if noted == DOUBTFUL else noted


def health_of(noted: str) -> Health:
    """Whether a run that noted this counts as a failed one, as a success, or as none of them."""
    known = noted in Verdict.__members__.values()
    return Verdict(noted).row.health if known else Health.UNKNOWN
