"""AWS's three tables of services that are closed, end, or have ended; and the page of each row.

Reads what was fetched. The first table's day is that of the announcement, which its column's head
says: the day that counts is on the row's own page, a month or two later (issue 17).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from urllib.parse import urljoin

from markdown_it import MarkdownIt

from linkaudit.check.page.tables import Cell, tables_of
from linkaudit.model.http import Page, Response
from linkaudit.refresh.candidate import Candidate, Origin, Remark, plain
from linkaudit.refresh.heard import candidate_of, heard, unheard
from linkaudit.rules.packs.model import FactKind, Pack
from linkaudit.text.uri import host_of

_FOLDER = "https://docs.aws.amazon.com/general/latest/gr/"
_FORMS = ("%B %d, %Y", "%b %d, %Y", "%Y-%m-%d", "%m/%d/%Y", "%B %d %Y")
_MOST = 2000  # rows
_LONGEST = 4000  # characters of one, in Markdown


@dataclass(frozen=True, slots=True)
class Table:
    """One of the tables: its page, and what standing in it means."""

    name: str
    kind: FactKind

    @property
    def uris(self) -> tuple[str, str]:
        """Its page as Markdown, and as HTML where there is none."""
        return f"{_FOLDER}{self.name}.md", f"{_FOLDER}{self.name}.html"


TABLES = (
    Table("maintenance_services", FactKind.CLOSED),
    Table("sunset_services", FactKind.ENDS),
    Table("full_shutdown_services", FactKind.ENDS),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One service of a table: what the table says, and the page that it leads to."""

    candidate: Candidate
    link: str
    """Empty where there is none on the pack's hosts."""


def rows_of(table: Table, response: Response, pack: Pack) -> tuple[Row, ...]:
    """The rows of a table's page, 2,000 at most; none where its shape is not known."""
    return tuple(islice(_rows(table, response, pack), _MOST))


def _rows(table: Table, response: Response, pack: Pack) -> Iterator[Row]:
    for head, *rows in _tables(response):
        columns = _columns([cell.text for cell in head])
        if columns is None:
            continue
        for cells in rows:
            if (row := _row(table, head, cells, columns, pack)) is not None:
                yield row


def own_day(row: Row, page: Page, packs: tuple[Pack, ...]) -> Iterator[Candidate | Remark]:
    """What the row's own page says of the service that the row names."""
    name = row.candidate.name
    notices = list(heard(page, name, row.link, packs))
    for notice in notices:
        found = candidate_of(Origin.OWN_PAGE, notice, name, row.link)
        # The table's name is the one that the pack has.
        yield found if found.kind is FactKind.RENAMED else replace(found, name=name)
    yield from (Remark(name, sentence, row.link) for sentence in unheard(page, notices))


def _tables(response: Response) -> Sequence[Sequence[Sequence[Cell]]]:
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = response.body
    if kind != "text/html" and body.lstrip()[:1] != b"<":
        text = _table_lines(body.decode("utf-8", "replace"))
        body = MarkdownIt("commonmark", {"html": False}).enable("table").render(text).encode()
    return tables_of(body)


def _table_lines(text: str) -> str:
    """The lines of tables, cut, and blank ones for all others: no long text reaches the parser."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line[:_LONGEST] if line.startswith("|") else "" for line in lines)


def _columns(heads: Sequence[str]) -> tuple[int, int, bool] | None:
    """Where the name and the day are, and whether the day is that of the announcement."""
    days = [n for n, head in enumerate(heads) if "date" in head.lower()]
    names = [n for n, head in enumerate(heads) if "date" not in head.lower()]
    if not days or not names:
        return None
    return names[0], days[0], "announce" in heads[days[0]].lower()


def _row(
    table: Table,
    head: Sequence[Cell],
    cells: Sequence[Cell],
    columns: tuple[int, int, bool],
    pack: Pack,
) -> Row | None:
    at, on, is_announcement = columns
    if len(cells) <= max(at, on):
        return None
    name, day = plain(cells[at].text), _day(cells[on].text)
    if not name or day is None:
        return None
    heads = f"{plain(head[at].text)} | {plain(head[on].text)}"
    quote = plain(f"{heads} | {name} | {plain(cells[on].text)}")
    place = table.uris[1]
    links = (urljoin(place, cell.link) for cell in cells if cell.link)
    link = next((one for one in links if pack.covers(one)), "")
    effect, announced = (None, day) if is_announcement else (day, None)
    told = Candidate(Origin.TABLE, table.kind, name, place, quote, effect, announced)
    return Row(told, link.partition("#")[0] if host_of(link) else "")


def _day(text: str) -> date | None:
    for form in _FORMS:
        try:
            return datetime.strptime(" ".join(text.split()), form).date()
        except ValueError:
            continue
    return None
