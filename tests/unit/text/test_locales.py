"""Languages at the start of a path, and words that only look like one."""

from __future__ import annotations

import pytest

from linkaudit.rules.base import plain_form
from linkaudit.text.locales import is_language

LANGUAGES = """
    en de jp kr cn tw en-us en-US en_US EN-GB de-at fr-ca pt-br pt_BR es-419 es-mx ar-sa
    it-it id-id zh-cn zh-hans zh_Hant zh-hans-cn zh-Hant-TW ja-jp ko-kr sv-fi uk-ua
"""
WORDS = """
    ar-vr ar_vr de-fi ai ml ai-ml no-op no-code cs-go it-qa it-ops id-card da-ta he-ro hi
    en-to-de en-us-guide pl-sql tr-ue fi-re is-it vr us gb zh-hans-guide x- - 419
"""


@pytest.mark.parametrize(
    "segment",
    LANGUAGES.split(),
)
def test_a_language_is_known_with_or_without_its_country(segment: str) -> None:
    assert is_language(segment)


@pytest.mark.parametrize(
    "segment",
    WORDS.split(),
)
def test_two_words_are_no_language(segment: str) -> None:
    assert not is_language(segment)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/ar-sa/page", "https://a.example/page", True),
        ("https://a.example/ar-vr/page", "https://a.example/page", False),
        ("https://a.example/de-fi/page", "https://a.example/page", False),
        ("https://a.example/page/en-us", "https://a.example/page", False),
    ],
)
def test_only_a_leading_language_makes_no_difference_to_a_url(
    one: str, other: str, same: bool
) -> None:
    assert (plain_form(one) == plain_form(other)) is same
