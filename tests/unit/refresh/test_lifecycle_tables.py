"""The three tables, as Markdown and as HTML, and the pages of their rows."""

from __future__ import annotations

from datetime import date

import pytest

from linkaudit.model.http import Response
from linkaudit.refresh.candidate import Candidate, Origin, Remark
from linkaudit.refresh.heard import page_of
from linkaudit.refresh.lifecycle_tables import TABLES, Row, Table, own_day, rows_of
from linkaudit.rules.packs.model import FactKind
from tests.unit.refresh import DOCS, pack

MAINTENANCE, SUNSET, SHUTDOWN = TABLES
FOLDER = f"{DOCS}/general/latest/gr/"

# As the documentation writes it: a blank at the end of a row's head, anchors in HTML.
MARKDOWN = """# Services in maintenance
<a name="maintenance_services"></a>

No new customers are taken. Dates | may change.

| Service | Announcement Date | More |\x20
| --- |--- |--- |
| [Amazon Cog](https://docs.aws.amazon.com/cog/latest/dg/cog-change.html#top) | October 7, 2025 | |
| AWS Wheel (Spoke \\| Rim) | July 25, 2024 | [AWS Wheel change](../../../wheel/change.html) |
| Amazon Far | May 1, 2024 | [elsewhere](https://far.example/x) |
| Amazon Undated | soon | – |
| | July 25, 2024 | – |
| Amazon Short |

## History

| Change | Description |
| --- |--- |
| First | The first |
"""
HTML = """<html><body><h1>Services in maintenance</h1><div class="table-container"><table id="w1">
<thead><tr><th>Service</th><th>Announcement
 Date</th><th>More</th></tr></thead>
<tbody><tr><td><a href="https://docs.aws.amazon.com/cog/latest/dg/cog-change.html#top"
 rel="noopener">Amazon Cog</a></td><td><p>October 7, 2025</p></td><td>–</td></tr>
<tr><td>AWS Wheel (Spoke | Rim)</td><td>July 25, 2024</td>
<td><a href="../../../wheel/change.html">AWS Wheel change</a></td></tr>
<tr><td>Amazon Far</td><td>May 1, 2024</td><td><a href="https://far.example/x">elsewhere</a></td></tr>
<tr><td>Amazon Undated</td><td>soon</td></tr><tr><td></td><td>July 25, 2024</td></tr>
<tr><td>Amazon Short</td></tr></tbody></table></div></body></html>"""


def response(body: str, kind: str) -> Response:
    return Response(FOLDER, 200, {"content-type": kind}, body.encode())


def expected(name: str, day: date, link: str = "") -> Row:
    quote = f"Service | Announcement Date | {name} | {day:%B} {day.day}, {day.year}"
    place = f"{FOLDER}maintenance_services.html"
    told = Candidate(Origin.TABLE, FactKind.CLOSED, name, place, quote, announced=day)
    return Row(told, link)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (MARKDOWN, "text/markdown"),
        (MARKDOWN, "text/plain; charset=utf-8"),
        (HTML, "text/html; charset=utf-8"),
        (HTML, ""),
    ],
)
def test_both_shapes_of_a_table_give_the_same_rows(body: str, kind: str) -> None:
    assert rows_of(MAINTENANCE, response(body, kind), pack()) == (
        expected("Amazon Cog", date(2025, 10, 7), f"{DOCS}/cog/latest/dg/cog-change.html"),
        expected("AWS Wheel (Spoke | Rim)", date(2024, 7, 25), f"{DOCS}/wheel/change.html"),
        expected("Amazon Far", date(2024, 5, 1)),
    )


@pytest.mark.parametrize(
    ("table", "head", "kind", "day"),
    [
        (MAINTENANCE, "Announcement Date", "closed", "announced"),
        (MAINTENANCE, "Closing date", "closed", "date"),
        (SUNSET, "End of support date", "ends", "date"),
        (SHUTDOWN, "Shutdown Date", "ends", "date"),
        (SHUTDOWN, "Date announced", "ends", "announced"),
    ],
)
def test_the_columns_head_says_which_day_it_has(
    table: Table, head: str, kind: str, day: str
) -> None:
    text = f"| Service | {head} |\n| --- | --- |\n| Amazon Cog | 2026-01-31 |\n"

    [row] = rows_of(table, response(text, "text/markdown"), pack())

    assert row.candidate.kind.value == kind
    days = {"date": row.candidate.date, "announced": row.candidate.announced}
    assert days == {"date": None, "announced": None} | {day: date(2026, 1, 31)}
    assert row.candidate.quote == f"Service | {head} | Amazon Cog | 2026-01-31"


@pytest.mark.parametrize(
    "text", ["", "# Moved\n", "| Name | Kind |\n| --- | --- |\n| Cog | old |\n", "| Date |\n|--|\n"]
)
def test_a_page_of_another_shape_has_no_rows(text: str) -> None:
    assert rows_of(SUNSET, response(text, "text/markdown"), pack()) == ()


def test_a_table_without_end_is_read_to_a_bound() -> None:
    rows = "<tr><td>Amazon Cog</td><td>2026-01-31</td></tr>" * 3000
    body = f"<table><tr><th>Service</th><th>Date</th></tr>{rows}</table>"

    assert len(rows_of(SUNSET, response(body, "text/html"), pack())) == 2000


# ------------------------------------------------------------------ the row's own page

PAGE = f"{DOCS}/cog/latest/dg/cog-change.html"
ROW = expected("Amazon Cog - Teeth", date(2025, 10, 7), PAGE)


def said(*sentences: str) -> list[Candidate | Remark]:
    body = f"<title>Amazon Cog</title><main><p>{' '.join(sentences)}</p></main>"
    page = page_of(response(body, "text/html"), (pack(),))
    assert page is not None
    return list(own_day(ROW, page, (pack(),)))


def test_the_rows_own_page_has_the_day_that_counts() -> None:
    sentence = "Amazon Cog will no longer be open to new customers starting November 7, 2025."

    assert said(sentence) == [
        Candidate(
            Origin.OWN_PAGE,
            FactKind.CLOSED,
            "Amazon Cog - Teeth",
            PAGE,
            sentence,
            date(2025, 11, 7),
        )
    ]


def test_a_page_that_speaks_of_another_service_proves_nothing() -> None:
    sentence = "On May 1, 2026, AWS will discontinue support for Amazon Sprocket."

    [left] = said(sentence)

    assert left == Remark("Amazon Cog - Teeth", sentence, PAGE)


def test_a_new_name_on_the_page_keeps_its_own_names() -> None:
    [found] = said("Amazon Cog was previously known as Amazon Old Cog.")

    assert isinstance(found, Candidate)
    assert (found.kind, found.name, found.now) == ("renamed", "Amazon Old Cog", "Amazon Cog")
