"""The text of a new config: it loads, means what was meant, and has a word on every key."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.init.config_text import config_text, shown_value
from linkaudit.settings.config_file import load
from linkaudit.settings.table import CONFIG_KEYS
from linkaudit.text import toml
from linkaudit.text.toml import literal

ROWS = tuple(CONFIG_KEYS.values())


def loaded(text: str, folder: Path) -> Mapping[str, object]:
    (folder / "linkaudit.toml").write_text(text, encoding="utf-8")
    return load(None, folder).table


def test_a_config_without_settings_sets_nothing(tmp_path: Path) -> None:
    assert loaded(config_text(ROWS, {}), tmp_path) == {}


def test_no_key_shows_what_only_the_program_knows() -> None:
    """A default that is no value of TOML needs an example."""
    assert {type(shown_value(row)) for row in ROWS} <= {str, int, float, bool, list, tuple}


@pytest.mark.parametrize("key", CONFIG_KEYS)
def test_every_key_is_there_and_can_be_uncommented(key: str, tmp_path: Path) -> None:
    text = config_text(ROWS, {})

    settings = loaded(text.replace(f"\n#{key} = ", f"\n{key} = "), tmp_path)

    assert list(settings) == [key]


def test_what_is_set_reads_back(tmp_path: Path) -> None:
    settings: dict[str, object] = {
        "exclude": [r"^https://a\.example", 'it\'s \\ "both"', "x" * 90, "ü\x7f"],
        "timeout": 2.5,
        "offline": True,
        "max-age": "7d",
        "paths": [],
    }

    assert loaded(config_text(ROWS, settings), tmp_path) == settings


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_reads_back(text: str) -> None:
    assert toml.parse(f"key = {literal(text)}") == {"key": text}


@pytest.mark.parametrize("remark", ["a\nfail-on = 'note'", "a\rb", "a\x85b\u2028c", "ü\x1b[31m"])
def test_a_remark_stays_a_comment(remark: str, tmp_path: Path) -> None:
    text = config_text(ROWS, {}, [remark])

    assert loaded(text, tmp_path) == {}
    assert text.splitlines()[-1].startswith("# ")
