"""No spelling of a secret gets into any report, wherever in the report it was."""

from collections.abc import Callable
from html import unescape

import pytest

from linkaudit.model.report import Report
from linkaudit.report import csv_, github, json_, junit, sarif, text
from linkaudit.report.html import render as html_
from linkaudit.report.markdown import report
from linkaudit.rules.registry import RULES
from tests.fuzz.test_reports import made_of
from tests.unit.secrets import SECRETS

# Of a text of several words: nobody can tell where in a sentence a URL with blanks ends.
_OF_A_LINE = "https://a.example/?token=a hush"
# Destinations as written: what a link leads to has its entities decoded, and no such login.
_AS_WRITTEN = {
    text for text in SECRETS if text != unescape(text) or text.startswith("https://me:a#")
}

FORMATS: dict[str, Callable[[Report], str]] = {
    "Markdown": lambda made: report.render(made, "reports"),
    "text": text.render,
    "JSON": json_.render,
    "SARIF": lambda made: sarif.render(made, RULES),
    "JUnit": junit.render,
    "HTML": html_.render,
    "CSV": csv_.render,
    "annotations": github.render,
}


@pytest.mark.parametrize("render", FORMATS.values(), ids=FORMATS)
def test_no_spelling_of_a_secret_gets_into_a_report(render: Callable[[Report], str]) -> None:
    leaks = [
        secret
        for secret in SECRETS
        if secret != _OF_A_LINE and secret not in _AS_WRITTEN
        if "hush" in render(made_of(["a.md", "b.md", "c.md", *[secret] * 10]))
    ]

    assert leaks == []
