"""What it takes to read a page and to judge a link, without a network.

    python -m bench.judging [--links 2000] [--rounds 5]

Processor time of this process, the least of the rounds: what else runs on the machine only adds.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from time import process_time

from bench.pages import docs_page
from linkaudit.check.page.read import read_page
from linkaudit.model.document import Link, LinkKind, Place, Region
from linkaudit.model.http import Answer, Hop, Page, Response
from linkaudit.model.report import Observation, Resolved, WebTarget
from linkaudit.rules.base import RuleContext
from linkaudit.rules.followups import next_probes
from linkaudit.rules.packs.load import builtin_packs
from linkaudit.rules.registry import judge

SIZES = {"3 KB": 3_000, "20 KB": 20_000, "100 KB": 100_000, "1 MB": 1_000_000}
_JUDGED = ("3 KB", "20 KB", "100 KB")
_HOSTS = 100
_HTML = {"content-type": "text/html; charset=utf-8"}
_NOON, _TODAY = datetime(2026, 11, 23, 12, tzinfo=UTC), date(2026, 11, 23)
_PACKS = builtin_packs()


def response(seed: int, size: int) -> Response:
    """The answer with a page of documentation."""
    return Response(f"https://docs.example/{seed}", 200, _HTML, docs_page(seed, size))


def contexts(links: int, pages: Sequence[Page]) -> list[RuleContext]:
    """Links as the web of `checking.py` has them: of 20, one is gone and one has moved.

    One of five has a fragment, and of those one in four has lost it.
    """
    found = []
    for number in range(links):
        page = pages[number % len(pages)]
        found.append(_context(number, replace(page, title=f"{page.title}, part {number}")))
    return found


def _context(number: int, page: Page) -> RuleContext:
    uri = f"https://host{number % _HOSTS}.example/guide/chapter/page-{number}.html"
    fragment = None
    if number % 5 == 3:
        fragment = "lost" if number % 20 == 3 else next(iter(page.anchors))
    url = f"{uri}#{fragment}" if fragment else uri
    where = Region(number + 1, 1, number + 1, len(url) + 1)
    link = Link("a.md", where, url, url, "some page", LinkKind.INLINE, (Place(number + 1, 1),))
    hops: tuple[Hop, ...] = ()
    answer = Answer(uri, 200, _HTML, page)
    if number % 20 == 1:
        answer = Answer(uri, 404, _HTML, Page(title="Not found", size=400))
    elif number % 20 == 2:
        hops = (Hop(uri, 301),)
        answer = Answer(uri.replace("/guide/", "/handbook/"), 200, _HTML, page)
    target = WebTarget(uri)
    seen = Observation(target, answer, hops, 1, _NOON)
    return RuleContext(link, Resolved(target, fragment), seen, _PACKS, _TODAY)


def least(work: Callable[[], object], rounds: int) -> float:
    """Seconds of the quickest round."""
    times = []
    for _ in range(rounds):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


def _ask(cases: Sequence[RuleContext]) -> object:
    return next_probes(cases, {}, archive=lambda _: False, control=True)


def _judge(cases: Sequence[RuleContext]) -> object:
    return [judge(case) for case in cases]


def _read(seen: Sequence[Response]) -> object:
    return [read_page(one) for one in seen]


def main(arguments: list[str]) -> None:
    # As a run has it: `audit/network.py`.
    gc.freeze()
    gc.set_threshold(10_000)
    links = int(arguments[arguments.index("--links") + 1] if "--links" in arguments else 2_000)
    rounds = int(arguments[arguments.index("--rounds") + 1] if "--rounds" in arguments else 5)
    print("| pages of | next_probes, µs a link | judge | both |\n|:--|--:|--:|--:|")
    for name in _JUDGED:
        read = [read_page(response(seed, SIZES[name])) for seed in range(20)]
        pages = [page for page in read if page is not None]
        asks, judges = [], []
        for _ in range(rounds):  # cases of their own: what a case remembers is a run's, too
            cases = contexts(links, pages)
            asks.append(least(partial(_ask, cases), 1))
            judges.append(least(partial(_judge, cases), 1))
        each = 1e6 / links
        asked, judged = min(asks) * each, min(judges) * each
        print(f"| {name} | {asked:.0f} | {judged:.0f} | {asked + judged:.0f} |")
    print("\n| page of | with a fragment, ms | without |\n|:--|--:|--:|")
    for name, size in SIZES.items():
        times = max(1, 200_000 // size)
        seen = [response(seed, size) for seed in range(4)] * times
        # Ids are only read where a link has a fragment.
        lean = [replace(one, wants_ids=False) for one in seen]
        took = [1e3 * least(partial(_read, work), rounds) / len(seen) for work in (seen, lean)]
        print(f"| {name} | {took[0]:.3f} | {took[1]:.3f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
