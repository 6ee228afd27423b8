"""The seam of checking: items of work in, what was seen of each out; both are data."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from linkaudit.model.followup import ProbeKind
from linkaudit.model.http import Answer, Failure
from linkaudit.model.report import Observation
from linkaudit.model.work import WorkItem
from linkaudit.text.uri import host_of
from tests.unit.check.web_of_three import Seen, ask

PAGES = ("https://kept.example", "https://moved.example", "https://third.example")
ITEMS = [
    *(WorkItem(f"{site}/{path}") for site in PAGES for path in ("page", "old", "gone", "broken")),
    WorkItem("https://kept.example/kept", (("If-None-Match", '"1"'),)),
    WorkItem("https://third.example/short", has_fragment=False),
    WorkItem("https://third.example/said", texts=("text=Here", "text=There")),
]


def in_order(seen: Seen) -> Seen:
    return sorted(seen, key=lambda pair: repr(pair[0]))


def test_each_item_comes_back_once_with_what_was_seen_of_it() -> None:
    """Also what `emit` asks for because of an answer: here the folder of each page that is gone."""
    seen = ask(ITEMS)

    probes = [WorkItem(f"{site}/", reading=ProbeKind.PAGE) for site in PAGES]
    assert sorted(map(repr, (item for item, _ in seen))) == sorted(map(repr, [*ITEMS, *probes]))
    kinds = {type(s.outcome) for _, s in seen if isinstance(s, Observation)}
    assert kinds == {Answer, Failure}


def test_another_process_sees_the_same() -> None:
    """By host, as what a host bears is known in one place; all that crosses is data."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as other:
        abroad = [pair for share in other.map(ask, _shares(ITEMS)) for pair in share]

    assert in_order(abroad) == in_order(ask(ITEMS))


def _shares(items: Sequence[WorkItem]) -> list[list[WorkItem]]:
    hosts = sorted({host_of(item.uri) for item in items})
    return [[item for item in items if host_of(item.uri) == host] for host in hosts]
