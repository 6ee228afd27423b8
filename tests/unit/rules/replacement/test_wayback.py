"""Copies in an archive: what is asked for, what is told to nobody, and what is believed."""

from dataclasses import replace
from datetime import date

import pytest

from linkaudit.model.followup import IndexEntry, Probe, ProbeKind, ProbeResult
from linkaudit.model.http import Answer
from linkaudit.rules.base import RuleContext
from linkaudit.rules.replacement.wayback import copies, snapshot
from tests.builders import NOON
from tests.unit.rules.visits import visit

API = "https://archive.org/wayback/available?url=https%3A%2F%2Fa.example%2Fb%3Fc%3D1"
PAGE = "https://a.example/b?c=1"
COPY = "http://web.archive.org/web/20201209/https://a.example/b?c=1"


def answered(copy: IndexEntry | None, published: date | None = None) -> RuleContext:
    case = visit(PAGE, status=404, published=published)
    [question] = copies(case)
    listed = (copy,) if copy else ()
    reply = ProbeResult(question, Answer(question.uri, 200), listed, NOON)
    return replace(case, probes={question.uri: reply})


@pytest.mark.parametrize(
    ("published", "expected"), [(None, API), (date(2020, 12, 8), f"{API}&timestamp=20201208")]
)
def test_the_archive_is_asked_for_the_day_of_publication(
    published: date | None, expected: str
) -> None:
    [question] = copies(visit(PAGE, status=404, published=published))

    assert question == Probe(expected, ProbeKind.SNAPSHOT)


@pytest.mark.parametrize(
    "uri",
    [
        "https://a.example/?token=abc",
        "http://intranet/page",
        "http://10.0.0.5/page",
        "http://[fd00::5]/page",
        "https://wiki.corp/page",
        "https://wiki.acme.internal./page",
        "https://web.archive.org/web/2020/https://a.example/",
    ],
)
def test_what_is_nobodys_business_is_told_to_no_archive(uri: str) -> None:
    assert list(copies(visit(uri, status=404))) == []


def test_a_copy_is_offered_with_its_day_over_a_secure_connection() -> None:
    offer = snapshot(answered(IndexEntry(COPY, "20201209101112"), date(2020, 12, 8)))

    assert offer is not None
    assert offer.uri == COPY.replace("http:", "https:", 1)
    assert (offer.evidence.source, offer.evidence.date) == ("archive", "2020-12-09")


@pytest.mark.parametrize(
    "copy",
    [
        None,
        IndexEntry("https://evil.example/web/2020/", "20201209101112"),
        IndexEntry("javascript:alert(1)", "20201209101112"),
        IndexEntry(COPY, "yesterday"),
        IndexEntry(COPY, ""),
    ],
)
def test_what_is_no_copy_of_the_archive_is_not_offered(copy: IndexEntry | None) -> None:
    assert snapshot(answered(copy)) is None
