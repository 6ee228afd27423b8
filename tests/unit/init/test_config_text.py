"""The text of a new config: it loads, means what was meant, and has a word on every key."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.cli.config_keys import config_keys
from linkaudit.init.config_text import config_text, literal
from linkaudit.settings.config_file import KEYS, load
from linkaudit.text import toml

KEYS_TOLD = config_keys()


def loaded(text: str, folder: Path) -> dict[str, object]:
    (folder / "linkaudit.toml").write_text(text, encoding="utf-8")
    return load(None, folder)


def test_a_config_without_settings_sets_nothing(tmp_path: Path) -> None:
    assert loaded(config_text(KEYS_TOLD, {}), tmp_path) == {}


def test_no_key_shows_what_only_the_program_knows() -> None:
    """click marks an option without a default with a value of its own."""
    assert {type(key.default) for key in KEYS_TOLD} <= {str, int, float, bool, list}


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_there_and_can_be_uncommented(key: str, tmp_path: Path) -> None:
    text = config_text(KEYS_TOLD, {})

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

    assert loaded(config_text(KEYS_TOLD, settings), tmp_path) == settings


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_reads_back(text: str) -> None:
    assert toml.parse(f"key = {literal(text)}") == {"key": text}


@pytest.mark.parametrize("remark", ["a\nfail-on = 'note'", "a\rb", "a\x85b\u2028c", "ü\x1b[31m"])
def test_a_remark_stays_a_comment(remark: str, tmp_path: Path) -> None:
    text = config_text(KEYS_TOLD, {}, [remark])

    assert loaded(text, tmp_path) == {}
    assert text.splitlines()[-1].startswith("# ")
