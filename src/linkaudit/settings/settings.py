"""What the user asked for, apart from where the documents are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from linkaudit.check.transport.addresses import Network
from linkaudit.check.transport.credentials import Headers
from linkaudit.check.transport.limits import Limits
from linkaudit.check.transport.proxy import Proxies
from linkaudit.check.transport.routes import Routes
from linkaudit.extract.markdown.slugs import Slugger
from linkaudit.model.baseline import Baseline
from linkaudit.model.report import Level
from linkaudit.rules.packs.model import Pack
from linkaudit.text.patterns import Pattern
from linkaudit.text.uri import origin_of


@dataclass(frozen=True, slots=True)
class Policy:
    """One run's settings; the defaults are the contract's."""

    as_of: date
    published: date | None = None
    offline: bool = False
    deadline: float | None = None
    """Seconds for the whole run."""
    include: tuple[Pattern, ...] = ()
    exclude: tuple[Pattern, ...] = ()
    ignore: frozenset[str] = frozenset()
    fail_on: Level | str = Level.ERROR
    """A level, or the id of a rule."""
    limits: Limits = field(default_factory=Limits)
    routes: Routes = field(default_factory=Routes)
    allowed: Sequence[Network] = ()
    packs: tuple[Pack, ...] = ()
    root: Path | None = None
    """The folder that `/guide.md` counts from; the one we run in unless given."""
    slugger: Slugger | None = None
    """Whose ids headings have; by the files in the root unless given."""
    archive: bool = False
    """Whether an archive may be told of dead links, and asked for copies."""
    note: str = ""
    contact: str = ""
    """Who runs the audit, for those whose servers it asks; a URL."""
    headers: Mapping[str, Headers] = field(default_factory=dict, repr=False)
    """Those that single origins get, by origin; they may hold secrets."""
    proxies: Proxies = field(default_factory=Proxies)
    baseline: Baseline | None = None
    """Findings that are known: they fail no run."""

    @property
    def triggers(self) -> tuple[str, ...]:
        """The words by which the packs' sentences are found on pages."""
        return tuple(word for pack in self.packs for word in pack.triggers)

    def may_tell(self, uri: str) -> bool:
        """Whether an archive may hear of it: not of what is behind a header of the user's."""
        return self.archive and origin_of(uri) not in self.headers
