"""A case of the misbehaving web: a host, what it does, and what must come of its links.

Values only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import idna

from tests.web.certificates import Fault
from tests.web.misbehaving import Door
from tests.web.misbehaving_talk import Behaviour
from tests.web.page import Verdict

ATTEMPTS = 2  # the runs are given one retry


@dataclass(frozen=True, slots=True)
class Case:
    """One host. The name leads to the line that it stands for."""

    name: str
    links: Mapping[str, Verdict]
    """What must come out, by the destination as written."""
    behave: Behaviour | None = None
    door: Door | None = None
    fault: Fault | None = None
    least: int = 1
    most: int = ATTEMPTS
    """Requests to the host; connections where there can be no request."""
    targets: tuple[str, ...] = ()
    """What must be asked for, in this order, where that matters."""
    waits: float = 0.0
    """Seconds that must pass between the first request and the second."""
    words: str = ""
    """What the finding must say, so that a person can tell this trouble from others."""

    @property
    def host(self) -> str:
        name = urlsplit(next(iter(self.links))).hostname or ""
        return name if name.isascii() else idna.encode(name, uts46=True).decode()


def one(
    name: str,
    url: str,
    verdict: Verdict,
    behave: Behaviour | None = None,
    *,
    door: Door | None = None,
    fault: Fault | None = None,
    least: int = 1,
    most: int = ATTEMPTS,
    targets: tuple[str, ...] = (),
    waits: float = 0.0,
    words: str = "",
) -> Case:
    """A case with a single link; a URL without a scheme is asked in plain HTTP."""
    written = url if "://" in url else f"http://{url}"
    most = max(most, len(targets))
    return Case(name, {written: verdict}, behave, door, fault, least, most, targets, waits, words)
