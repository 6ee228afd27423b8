"""One round: the real command line on hosts that break HTTP at random, sound ones beside them.

Says what came of it and what of that must not be.
"""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.web.fuzz import broken
from tests.web.misbehaving import MisbehavingWeb
from tests.web.misbehaving_run import Run, document, measured
from tests.web.misbehaving_table import HEALTHY_HOSTS, HEALTHY_URLS
from tests.web.misbehaving_talk import HEALTHY, says
from tests.web.page import Verdict

_QUICK = ("--timeout", "2", "--link-timeout", "8", "--retries", "1", "--max-retry-after", "1")
_POSSIBLE: frozenset[Verdict] = frozenset(
    # Nobody is `unchecked`, and no link here is `skipped` or `invalid`.
    ("ok", "redirected", "renamed", "retired", "stale", "soft-404", "anchor-missing", "dead",
     "blocked", "unreachable", "refused")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Round:
    """What one run made of one seed."""

    seed: str
    urls: tuple[str, ...]
    """Of the hosts that break HTTP."""
    run: Run
    mebibytes: float
    seconds: float
    requests: int

    @property
    def verdicts(self) -> Counter[str]:
        return Counter(self.run.verdicts.get(url, "none") for url in self.urls)

    def troubles(self) -> Iterator[str]:
        """What must not be, a line each."""
        if self.run.status not in (0, 1):
            yield f"exit status {self.run.status}"
        if self.run.said:
            yield f"standard error: {self.run.said}"
        if harmed := [url for url in HEALTHY_URLS if self.run.verdicts.get(url) != "ok"]:
            yield f"{len(harmed)} healthy links are not ok, the first: {harmed[0]}"
        for verdict in self.verdicts.keys() - _POSSIBLE:
            yield f"{self.verdicts[verdict]} links are {verdict}"
        if len(self.run.report.get("links", ())) != len(self.urls) + len(HEALTHY_URLS):
            yield "not each link has one record"


def played(seed: str, hosts: int, folder: Path) -> Round:
    """Ask so many hosts, two links each; `folder` is for what the run reads and writes."""
    names = [f"broken-{number}.example" for number in range(hosts)]
    urls = tuple(f"http://{name}/{path}#here" for name in names for path in ("a", "b?c=d"))
    served = {name: broken(f"{seed} {name}") for name in names}
    served |= dict.fromkeys(HEALTHY_HOSTS, says(HEALTHY))
    path = document(folder, [*urls, *HEALTHY_URLS])
    with MisbehavingWeb(served) as web:
        begun = time.monotonic()
        run, mebibytes = measured(path, *_QUICK, "--no-progress", *web.options())
        seconds = time.monotonic() - begun
        return Round(seed, urls, run, mebibytes, seconds, len(web.asked))
