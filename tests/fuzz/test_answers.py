"""Whatever a server says: one verdict for its link, none for its neighbour's, nothing inwards.

The whole audit with a function in the network's place; section C.
"""

import json
from datetime import UTC, datetime
from email.utils import format_datetime

import anyio
import httpx
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.check.followup import read_index, read_snapshot
from linkaudit.check.page.dates import last_modified
from linkaudit.check.page.read import read_page, refresh_of
from linkaudit.check.transport.addresses import refusal
from linkaudit.check.transport.cookies import Jar
from linkaudit.check.transport.retry_after import http_date, retry_after
from linkaudit.model.http import Response
from linkaudit.model.report import WebTarget
from linkaudit.report import json_
from linkaudit.report.markdown import render as markdown
from linkaudit.store.observation_codec import decode, encode
from linkaudit.text.uri import host_of, is_address
from tests.builders import NOON
from tests.fuzz import EXAMPLES
from tests.fuzz.test_reports import JSON_SCHEMA, assert_quiet
from tests.fuzz.test_urls import URLS
from tests.fuzz.texts import TEXTS as ANY_TEXTS
from tests.pipeline.test_audit import audited, ground

WELL = "https://well.example/"
WILD = "https://docs.aws.amazon.com/wild/latest/dg/page.html"
_PAGE = b"<title>Well</title><p id='here'>All is well here, as it has been for long.</p>"

# Joined to a path, a URL without its scheme is a path, and nobody can tell a password in it.
TEXTS = ANY_TEXTS.map(lambda text: text.replace(" //me:hush@", " //me@"))
DATES = st.one_of(
    st.datetimes(timezones=st.just(UTC)).map(lambda moment: format_datetime(moment, usegmt=True)),
    st.datetimes().map(lambda moment: moment.strftime("%A, %d-%b-%y %H:%M:%S GMT")),
    st.datetimes().map(lambda moment: moment.strftime("%a %b %e %H:%M:%S %Y")),
    st.from_regex(
        r"[A-Z][a-z]{2}, [0-9]{1,3} [A-Z][a-z]{2} [0-9]{1,6} [0-9:]{1,9} [A-Z+-]?[0-9]{0,20}"
    ),
    st.from_regex(r"-?[0-9]{1,40}"),
    TEXTS,
)
_REFRESH = st.builds(
    lambda delay, mark, url: f"{delay}{mark}{url}",
    st.sampled_from(["0", "0.5", ".", "", "1e9", "9" * 400, "-1", "٣"]),
    st.sampled_from([";", ";url=", "; URL='", ',url="', " ", ""]),
    URLS,
)
_KINDS = st.sampled_from(
    ["text/html", "text/html; charset=utf-16", "text/html;charset=x-user-defined", "text/plain",
     "TEXT/HTML ; CHARSET=\"big5\"", "application/xhtml+xml", "application/json", "", ";",
     "text/html; charset=idna", "text/html; charset=hex", "text/html; charset=utf-7"]
)  # fmt: skip
_COOKIES = st.builds(
    lambda name, rest: f"{name}={rest}",
    st.text("ab=;, \t", max_size=4),
    st.sampled_from(["1; Path=/", "1; Domain=.example", "1; Max-Age=-1", "x; Expires=never"])
    | TEXTS,
)
HEADERS = st.lists(
    st.one_of(
        st.tuples(st.just("Content-Type"), _KINDS | TEXTS),
        st.tuples(st.just("Location"), URLS | TEXTS),
        st.tuples(st.just("Refresh"), _REFRESH | TEXTS),
        st.tuples(st.just("Set-Cookie"), _COOKIES),
        st.tuples(st.sampled_from(["Retry-After", "Last-Modified", "Date", "Age"]), DATES),
        st.tuples(st.sampled_from(["Link", "ETag", "Server", "cf-mitigated"]), TEXTS),
        st.tuples(
            st.just("Content-Encoding"), st.sampled_from(["gzip", "br", "gzip, gzip"]) | TEXTS
        ),
    ),
    max_size=6,
)
_HTML = st.sampled_from(
    ["<title>", "</title>", "<main>", "<p>", "<script type=application/ld+json>", "</script>",
     '{"@type":"Article","dateModified":"2026-02-30T99:00"}',
     "<meta property=article:modified_time content=",
     "<meta http-equiv=refresh content='", "'>", '">', "<link rel=canonical href=", "<base href=",
     "<a id=x name=y>", "404 not found", "no longer available", "This page has been archived. ",
     "<input type=password>", "<noscript>", "<template>", "<svg>", "<meta charset=utf-16>",
     '{"contents":[{"title":', '"href":', "}]}", "<loc>", "</loc>", '{"archived_snapshots":{']
)  # fmt: skip
BODIES = st.lists(_HTML | TEXTS, max_size=12).map(
    lambda pieces: "".join(pieces).encode("utf-8", "surrogatepass")
) | st.binary(max_size=200)
STATUSES = st.sampled_from(
    [200, 200, 200, 301, 302, 303, 307, 308, 404, 410, 429, 503]
) | st.integers(200, 999)


def sent(headers: list[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    """As they come off the wire: no line ends, and any other byte."""
    return [
        (name.encode(), value.encode("utf-8", "surrogatepass").translate(None, b"\r\n\0"))
        for name, value in headers
    ]


@EXAMPLES
@given(st.lists(st.tuples(STATUSES, HEADERS, BODIES), min_size=1, max_size=4))
def test_any_answer_gives_one_verdict_and_leads_nowhere_inwards(
    answers: list[tuple[int, list[tuple[str, str]], bytes]],
) -> None:
    asked: list[str] = []

    def origin(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        if request.url.host == host_of(WELL):
            return httpx.Response(200, headers={"Content-Type": "text/html"}, content=_PAGE)
        status, headers, body = answers[len(asked) % len(answers)]
        return httpx.Response(status, headers=sent(headers), stream=httpx.ByteStream(body))

    report = anyio.run(
        audited, f"[w]({WELL}#here)\n\n[x]({WILD}#there)\n", ground(httpx.MockTransport(origin))
    )

    well, wild = report.results
    assert well.verdict.value == "ok"
    assert wild.verdict.value != "unchecked"
    for host in map(host_of, asked):
        assert not is_address(host) or refusal(host) is None
    document = json_.render(report)
    JSON_SCHEMA.validate(json.loads(document))
    assert_quiet(document)
    assert_quiet(markdown.render(report))
    again = decode(encode(wild.observation), WebTarget(WILD))
    assert again is not None
    assert (again.outcome, again.hops) == (wild.observation.outcome, wild.observation.hops)


@EXAMPLES
@given(DATES)
def test_any_date_is_a_moment_or_none(value: str) -> None:
    moment, wait = http_date(value), retry_after(value, NOON)

    assert moment is None or moment.tzinfo is not None
    assert wait is None or 0 <= wait < float("inf")


@EXAMPLES
@given(DATES, DATES, DATES)
def test_any_dates_of_an_answer_are_a_day_or_none(changed: str, date: str, age: str) -> None:
    found = last_modified({"last-modified": changed, "date": date, "age": age})

    if found is not None:
        datetime.fromisoformat(found.at)  # or else it raises


@EXAMPLES
@given(_REFRESH | TEXTS)
def test_any_refresh_has_a_delay_and_a_target_or_is_none(value: str) -> None:
    found = refresh_of(value)

    assert found is None or (found[0] >= 0 and found[1])


@EXAMPLES
@given(_KINDS | TEXTS, BODIES)
def test_any_page_is_read_or_left(kind: str, body: bytes) -> None:
    response = Response(WILD, 200, {"content-type": kind}, body)

    page = read_page(response)

    assert page is None or page.size == len(body)
    assert all(listed.href and listed.title.isprintable() for listed in read_index(response))
    assert len(read_snapshot(response)) <= 1


@EXAMPLES
@given(st.lists(_COOKIES, max_size=70), URLS)
def test_any_cookie_is_sent_back_as_a_header_or_not_at_all(cookies: list[str], other: str) -> None:
    jar = Jar()
    jar.keep(Response(WILD, 302, {}, cookies=tuple(cookies)))

    header = jar.header(WILD)

    assert header.isascii()
    assert header == "" or header.isprintable()
    assert len(header) <= 16 * 1024 + 200
    assert jar.header("https://other.example/") == ""
