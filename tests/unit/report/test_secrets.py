"""No spelling of a secret gets into any report, wherever in the report it was."""

from html import unescape

import pytest

from linkaudit.report import FORMATS
from tests.fuzz.test_reports import made_of
from tests.unit.secrets import SECRETS

# Of a text of several words: nobody can tell where in a sentence a URL with blanks ends.
_OF_A_LINE = "https://a.example/?token=a hush"
# Destinations as written: what a link leads to has its entities decoded, and no such login.
_AS_WRITTEN = {
    text for text in SECRETS if text != unescape(text) or text.startswith("https://me:a#")
}


@pytest.mark.parametrize("name", FORMATS)
def test_no_spelling_of_a_secret_gets_into_a_report(name: str) -> None:
    leaks = [
        secret
        for secret in SECRETS
        if secret != _OF_A_LINE and secret not in _AS_WRITTEN
        if "hush" in FORMATS[name].render(made_of(["a.md", "b.md", "c.md", *[secret] * 10]))
    ]

    assert leaks == []
