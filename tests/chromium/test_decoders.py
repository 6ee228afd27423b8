"""Our decoders beside Chromium's: all labels, all pairs, four bytes, odd sequences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from linkaudit.text.web_encoding import decode, name_of
from tests.chromium import decoders
from tests.rows import each

SAID: dict[str, Any] = json.loads(
    (Path(__file__).parent / "decoders.json").read_text(encoding="utf-8")
)
# `TextDecoder` throws for them (Encoding §7.2); a page in one of them is one U+FFFD.
REFUSED = frozenset(
    {"csiso2022kr", "hz-gb-2312", "iso-2022-cn", "iso-2022-cn-ext", "iso-2022-kr", "replacement"}
)
# Of 3,119 groups, these differ. docs/decisions/0024-the-webs-encodings.md says why.
ACCEPTED = {
    "big5": {"88", "a2"},
    "euc-jp": {"8fa2", "odd"},
    "gb18030": {"8130"},
    "iso-2022-jp": {"odd"},
}


@each("label", decoders.LABELS)
def test_a_label_means_what_it_means_to_chromium(label: str) -> None:
    """Encoding §4.2."""
    assert name_of(label) == ("replacement" if label in REFUSED else SAID["labels"][label])


@pytest.mark.parametrize("name", decoders.NAMES)
def test_bytes_are_the_characters_that_chromium_makes_of_them(name: str) -> None:
    differ = {
        group
        for group, samples in decoders.samples(name)
        if decoders.digest([decode(one, name).text for one in samples])
        != SAID["decoders"][name][group]
    }

    assert differ <= ACCEPTED.get(name, set())


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("big5", b"\x88\x62\x88\xa5", "Ê̄ê̌"),
        ("euc-jp", b"\x8f\xd8\x7f\xb0\xbb", "\ufffd\x7f飴"),
        ("iso-2022-jp", b"\x1b$\xd8A", "\ufffd$\ufffdA"),
    ],
)
def test_the_standard_counts_where_chromium_departs_from_it(
    name: str, data: bytes, text: str
) -> None:
    """Its text, followed by hand."""
    assert decode(data, name).text == text
