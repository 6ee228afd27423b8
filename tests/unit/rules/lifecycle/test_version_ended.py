"""Links to the documentation of versions without support."""

from __future__ import annotations

from datetime import date

import pytest

from linkaudit.model.http import Hop
from linkaudit.model.report import (
    Level,
    NotAsked,
    Observation,
    Resolved,
    Skipping,
    Unasked,
    Verdict,
)
from linkaudit.rules.base import RuleContext
from linkaudit.rules.packs.versions import builtin_versions
from linkaudit.rules.registry import judge
from tests.builders import TODAY, answer, link, observation
from tests.builders import case as built

VERSIONS = builtin_versions()
PYTHON = "https://docs.python.org/3.7/library/json.html"


def found(
    url: str, *, to: str = "", status: int = 200, text: str = "docs", as_of: date = TODAY
) -> list[tuple[str, str, str | None]]:
    """What the rule says: rule, version and replacement."""
    asked = url.partition("#")[0]
    hops = [Hop(asked, 302)] if to else []
    seen = observation(asked, outcome=answer(to or asked, status), hops=hops)
    context = built(asked, link=link(url, text=text), seen=seen, as_of=as_of, versions=VERSIONS)
    return [
        (finding.rule, finding.message, finding.replacement)
        for finding in judge(context)
        if finding.rule == "version-ended"
    ]


ENDED = [
    (PYTHON, "Python 3.7", "https://docs.python.org/3/library/json.html"),
    ("https://docs.python.org/3.7", "Python 3.7", "https://docs.python.org/3/"),
    ("https://docs.python.org/3.7.2/library/", "Python 3.7", "https://docs.python.org/3/library/"),
    ("https://docs.python.org/2/tutorial/", "Python 2.7", "https://docs.python.org/3/tutorial/"),
    ("https://docs.python.org/ja/3.6/", "Python 3.6", "https://docs.python.org/ja/3/"),
    (
        "https://docs.python.org/3.7/library/json.html#cli",
        "Python 3.7",
        "https://docs.python.org/3/library/json.html#cli",
    ),
    (
        "https://v1-18.docs.kubernetes.io/docs/home/",
        "Kubernetes 1.18",
        "https://kubernetes.io/docs/home/",
    ),
    (
        "https://nodejs.org/docs/latest-v14.x/api/fs.html",
        "Node.js 14",
        "https://nodejs.org/docs/latest/api/fs.html",
    ),
    (
        "https://nodejs.org/docs/v12.22.1/api/fs.html",
        "Node.js 12",
        "https://nodejs.org/docs/latest/api/fs.html",
    ),
    (
        "https://www.postgresql.org/docs/11/sql-select.html",
        "PostgreSQL 11",
        "https://www.postgresql.org/docs/current/sql-select.html",
    ),
    (
        "https://www.postgresql.org/docs/9.6/static/sql-select.html",
        "PostgreSQL 9.6",
        "https://www.postgresql.org/docs/current/sql-select.html",
    ),
    (
        "https://docs.djangoproject.com/en/2.2/topics/auth/",
        "Django 2.2",
        "https://docs.djangoproject.com/en/stable/topics/auth/",
    ),
    (
        "https://www.elastic.co/guide/en/elasticsearch/reference/7.10/index.html",
        "Elasticsearch 7",
        "https://www.elastic.co/guide/en/elasticsearch/reference/current/index.html",
    ),
    ("https://dev.mysql.com/doc/refman/5.7/en/json.html", "MySQL 5.7", None),
    ("https://v2.vuejs.org/v2/guide/", "Vue.js 2", None),
    (
        "https://guides.rubyonrails.org/v5.2/",
        "Ruby on Rails 5.2",
        "https://guides.rubyonrails.org/",
    ),
    (
        "https://docs.spring.io/spring-boot/docs/2.3.4.RELEASE/reference/html/",
        "Spring Boot 2.3",
        None,
    ),
    (
        "https://www.debian.org/releases/stretch/installmanual",
        "Debian 9",
        "https://www.debian.org/releases/stable/installmanual",
    ),
    ("https://tomcat.apache.org/tomcat-7.0-doc/index.html", "Apache Tomcat 7", None),
    ("https://lucene.apache.org/solr/guide/7_3/", "Apache Solr 7", None),
]


@pytest.mark.parametrize(("url", "version", "current"), ENDED, ids=[url for url, _, _ in ENDED])
def test_the_documentation_of_an_ended_version(url: str, version: str, current: str | None) -> None:
    """Issue 17, item 11: the address names the version."""
    [(_, message, replacement)] = found(url)

    assert message.startswith(f"support for {version} ended on ")
    assert replacement == current


@pytest.mark.parametrize(
    "url",
    [
        "https://docs.python.org/3/library/json.html",
        "https://docs.python.org/3.13/library/json.html",
        "https://docs.python.org/dev/library/json.html",
        "https://docs.python.org/3.70/",
        "https://docs.python.org.example/3.7/",
        "https://mirror.example/3.7/library/json.html",
        "https://www.python.org/downloads/release/python-370/",
        "https://nodejs.org/api/fs.html",
        "https://nodejs.org/docs/latest/api/fs.html",
        "https://www.postgresql.org/docs/current/sql-select.html",
        "https://www.postgresql.org/docs/17/sql-select.html",
        "https://www.postgresql.org/docs/release/9.6.0/",
        "https://kubernetes.io/docs/home/",
        "https://docs.djangoproject.com/en/stable/",
        "https://docs.djangoproject.com/en/dev/",
        "https://github.com/python/cpython/tree/3.7",
        "https://packages.example/django/2.2/",
        # about the version's own time
        "https://docs.python.org/3.7/whatsnew/3.7.html",
        "https://docs.djangoproject.com/en/2.2/releases/2.2/",
        "https://www.postgresql.org/docs/11/release-11.html",
        "https://www.postgresql.org/docs/11/upgrading.html",
        "https://v2.vuejs.org/lts/",
    ],
)
def test_an_address_that_proves_nothing(url: str) -> None:
    assert found(url) == []


@pytest.mark.parametrize("text", ["Python 3.7 (end of life)", "the docs of an older version"])
def test_a_link_that_says_so_is_meant(text: str) -> None:
    assert found(PYTHON, text=text) == []


def test_a_redirect_to_the_current_version_leaves_the_reader_well() -> None:
    assert found(PYTHON, to="https://docs.python.org/3/library/json.html") == []
    assert found(PYTHON, to="https://docs.python.org/ja/3.7/library/json.html") != []


def test_a_page_that_is_gone_is_explained_by_the_end_of_its_version() -> None:
    assert found(PYTHON, status=404) != []


@pytest.mark.parametrize(
    ("as_of", "is_told"), [(date(2023, 6, 27), False), (date(2023, 6, 28), True)]
)
def test_on_its_last_day_a_version_is_supported(as_of: date, *, is_told: bool) -> None:
    assert bool(found(PYTHON, as_of=as_of)) is is_told


@pytest.mark.parametrize(
    ("as_of", "message"),
    [
        (
            date(2026, 11, 23),
            "support for Python 3.7 ended on 2023-06-27; Python 3.14 is supported until 2030-10-31",
        ),
        (date(2031, 1, 1), "support for Python 3.7 ended on 2023-06-27"),
    ],
)
def test_the_message_names_a_version_to_go_on_with(as_of: date, message: str) -> None:
    assert [said for _, said, _ in found(PYTHON, as_of=as_of)] == [message]


def test_paid_support_is_told_as_such() -> None:
    [(_, message, _)] = found("https://help.ubuntu.com/20.04/", as_of=TODAY)

    assert message.startswith(
        "support for Ubuntu 20.04 ended on 2025-05-31; paid support until 2030-04-02"
    )


def test_offline_the_address_is_enough() -> None:
    offline = NotAsked(Unasked.SKIPPED, "not asked", Skipping.OFFLINE)
    context = RuleContext(
        link(PYTHON), Resolved(offline), Observation(None, offline), (), TODAY, versions=VERSIONS
    )

    [finding, skipped] = judge(context)

    assert (finding.rule, skipped.rule) == ("version-ended", "skipped")
    assert (finding.verdict, finding.level) == (Verdict.RETIRED, Level.WARNING)
    [proof] = finding.evidence
    assert (proof.url, proof.date) == ("https://endoflife.date/python", "2026-08-22")
    assert proof.quote == 'releaseCycle: "3.7", eol: 2023-06-27'


def test_a_link_that_was_left_out_is_let_be() -> None:
    skipped = observation(outcome=NotAsked(Unasked.SKIPPED, "excluded"))

    judged = judge(built(PYTHON, seen=skipped, versions=VERSIONS))

    assert [finding.rule for finding in judged] == ["skipped"]
