"""One further question: how lists and the archive's answer are read, and what is none."""

import json
from datetime import UTC, datetime

import pytest

from linkaudit.check.followup import read_index, read_snapshot, run_probe
from linkaudit.errors import TransportError
from linkaudit.model.followup import IndexEntry, Probe, ProbeKind, ProbeResult
from linkaudit.model.http import Answer, Failure, FailureKind, Request, Response

pytestmark = pytest.mark.anyio

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
URI = "https://a.example/toc-contents.json"
HTML = {"content-type": "text/html"}
SITEMAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc>https://a.example/b.html</loc><lastmod>2026-01-01</lastmod></url>\n"
    "<url><loc>\n https://a.example/c.html?d=1&amp;e=2 </loc></url></urlset>"
)


def response(body: str | bytes, status: int = 200) -> Response:
    return Response(URI, status, {}, body if isinstance(body, bytes) else body.encode())


async def asked(reading: ProbeKind, answer: Response) -> ProbeResult:
    async def origin(request: Request) -> Response:
        assert request == Request(URI, wants_content=reading is not ProbeKind.PAGE)
        return answer

    return await run_probe(Probe(URI, reading), origin, lambda: NOON)


def test_a_table_of_contents_is_read_in_its_order_with_what_is_below() -> None:
    contents = {
        "contents": [
            {"title": "A", "href": "a.html", "contents": [{"title": "B", "href": "b.html#c"}]},
            {"title": "No page of its own", "contents": [{"href": "d.html"}]},
            {"title": "E", "href": "e.html", "include_contents": "other.json"},
        ]
    }

    listed = read_index(response(json.dumps(contents)))

    assert listed == (
        IndexEntry("a.html", "A"),
        IndexEntry("b.html#c", "B"),
        IndexEntry("d.html"),
        IndexEntry("e.html", "E"),
    )


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ("text/markdown", "# Using it\n\nText\n", ("Using it",)),
        ("Text/Markdown; charset=utf-8", "Text\n\n  #  Using it  \n", ("Using it",)),
        ("text/markdown", "No heading", ("",)),
        ("text/html", "# Using it", ()),
        ("", "# Using it", ()),
    ],
)
async def test_a_page_as_markdown_is_what_says_that_it_is(
    kind: str, body: str, expected: tuple[str, ...]
) -> None:
    answer = Response(URI, 200, {"content-type": kind}, body.encode())

    reply = await asked(ProbeKind.TWIN, answer)

    assert reply.listed == tuple(IndexEntry(URI, title) for title in expected)


def test_a_sitemap_is_read_for_its_places() -> None:
    assert read_index(response(SITEMAP)) == (
        IndexEntry("https://a.example/b.html"),
        IndexEntry("https://a.example/c.html?d=1&e=2"),
    )


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html><title>AWS Lambda</title></html>",
        "[" * 100_000,
        '{"contents": ' * 50_000,
        '{"contents": {"contents": 7}}',
        '[{"href": 7, "title": []}, null, "a"]',
        b"\xff\xfe\x00",
        "<loc>" * 100_000,
        "<loc>" + " " * 500_000,
        '{"contents": [{"href": "a.html"',
        "1" * 10_000,
    ],
    ids=range(11),
)
def test_what_is_no_index_lists_nothing(body: str | bytes) -> None:
    assert read_index(response(body)) == ()


def test_a_title_cannot_write_on_a_terminal() -> None:
    body = json.dumps([{"href": "a.html", "title": "A\x1b[31m\u202e\ud800"}])

    [listed] = read_index(response(body))

    assert listed.title.isprintable()


def test_a_list_without_an_end_is_cut() -> None:
    body = json.dumps([{"href": f"{n}.html"} for n in range(30_000)])

    assert len(read_index(response(body))) == 20_000


def test_the_archive_names_the_nearest_copy() -> None:
    closest = {"available": True, "url": "http://w.example/1", "timestamp": "2020", "status": "200"}

    found = read_snapshot(response(json.dumps({"archived_snapshots": {"closest": closest}})))

    assert found == (IndexEntry("http://w.example/1", "2020"),)


@pytest.mark.parametrize(
    "answer",
    [
        {"archived_snapshots": {}},
        {"archived_snapshots": []},
        {"archived_snapshots": {"closest": {"available": False, "url": "u", "status": "200"}}},
        {"archived_snapshots": {"closest": {"available": True, "url": "u", "status": "404"}}},
        {"archived_snapshots": {"closest": {"available": True, "url": 7, "status": "200"}}},
        [],
        None,
    ],
)
def test_an_archive_without_a_good_copy_lists_nothing(answer: object) -> None:
    assert read_snapshot(response(json.dumps(answer))) == ()


async def test_a_control_is_read_as_a_page() -> None:
    answer = Response(URI, 200, HTML, b"<title>Oops</title><main>Nothing is here.</main>")

    reply = await asked(ProbeKind.PAGE, answer)

    assert isinstance(reply.outcome, Answer)
    assert reply.outcome.page is not None
    assert (reply.outcome.page.title, reply.outcome.page.opening) == ("Oops", "Nothing is here.")
    assert (reply.listed, reply.day) == ((), "2026-11-23")


async def test_an_error_lists_nothing_whatever_its_body() -> None:
    reply = await asked(ProbeKind.INDEX, response('[{"href": "a.html"}]', 404))

    assert reply.listed == ()


async def test_no_answer_is_a_reply_too() -> None:
    failure = Failure(FailureKind.TIMEOUT, "no answer in time")

    async def silent(request: Request) -> Response:
        raise TransportError(failure)

    reply = await run_probe(Probe(URI, ProbeKind.INDEX), silent, lambda: NOON)

    assert reply.outcome == failure
