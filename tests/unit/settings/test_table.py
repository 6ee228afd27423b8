"""Every surface of a setting comes from its row: config, option, page, `init`, `audit()`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_type_hints

import click
import pytest

from linkaudit.audit.policy import Policy, policy_of
from linkaudit.check.transport.limits import Limits
from linkaudit.cli.check import check
from linkaudit.errors import ConfigError, SettingError
from linkaudit.init.config_text import config_text, shown_value
from linkaudit.settings.config_file import load
from linkaudit.settings.keywords import Options
from linkaudit.settings.read import settings_of_keywords, settings_of_options
from linkaudit.settings.table import CONFIG_KEYS, KEYWORDS, TABLE, Setting, Settings
from linkaudit.text import toml
from linkaudit.text.toml import literal
from tests import reference
from tests.builders import TODAY

ROWS = [pytest.param(row, id=name) for name, row in TABLE.items()]
KEYS = [pytest.param(row, id=key) for key, row in CONFIG_KEYS.items()]
PAGE = reference.PAGE.read_text(encoding="utf-8")


def config(folder: Path, text: str) -> None:
    (folder / "linkaudit.toml").write_text(text, encoding="utf-8")


# ------------------------------------------------------------------- the surfaces


def test_check_has_an_option_for_each_row_and_no_other() -> None:
    options = [p for p in check.params if isinstance(p, click.Option)]

    assert [p.name for p in options] == [name for name, row in TABLE.items() if name != "paths"]
    for option in options:
        assert option.name
        row = TABLE[option.name]
        assert "/".join((*option.opts, *option.secondary_opts)) == row.option
        assert (option.help, option.multiple) == (row.full_help, row.kind.is_list)


@pytest.mark.parametrize("row", ROWS)
def test_the_page_has_each_row(row: Setting) -> None:
    help_ = row.full_help.replace("|", "\\|")
    names = " / ".join(row.option.split("/"))

    if row.name != "paths":
        assert re.search(rf"^\| `{re.escape(names)}.* {re.escape(help_)} \|$", PAGE, re.M)
    line = rf"^\| `{row.key}` \| {re.escape(row.kind.config_words)} \|"
    assert bool(re.search(line, PAGE, re.M)) == row.in_config


@pytest.mark.parametrize("row", KEYS)
def test_init_shows_each_key_with_a_value_that_the_config_takes(
    row: Setting, tmp_path: Path
) -> None:
    line = f"{row.key} = {literal(shown_value(row))}"

    text = config_text(CONFIG_KEYS.values(), {})

    assert row.help in text.replace("\n# ", " ")
    assert f"\n#{line}\n" in text
    config(tmp_path, line)
    assert list(load(None, tmp_path).values) == [row.key]


@pytest.mark.parametrize("row", ROWS)
def test_a_config_takes_what_the_table_lets_it_and_refuses_the_rest(
    row: Setting, tmp_path: Path
) -> None:
    config(tmp_path, f"{row.key} = {{}}")

    wanted, words = (SettingError, "must be") if row.in_config else (ConfigError, "command line")
    with pytest.raises(wanted, match=rf"linkaudit.toml:1: '{row.key}' .*{words}"):
        load(None, tmp_path)


def test_the_keywords_of_audit_are_those_of_the_table() -> None:
    written = reference.KEYWORDS_FILE.read_text(encoding="utf-8")

    assert written == reference.keywords(), "run `python -m tests.reference`"
    assert list(get_type_hints(Options)) == list(KEYWORDS)


@pytest.mark.parametrize("name", KEYWORDS)
def test_a_wrong_keyword_is_refused_by_its_name_in_python(name: str) -> None:
    with pytest.raises(ValueError, match=rf"^{name} must be .*, not a dict$"):
        settings_of_keywords({name: {}})


# -------------------------------------------------------------- what values mean

SAME: list[tuple[str, Any, str, Any, Any]] = [
    ("offline", True, "true", True, True),
    ("root", "docs", "'docs'", Path("docs"), "docs"),
    ("packs", ("a.toml",), "['a.toml']", [Path("a.toml")], ("a.toml",)),
    ("ignore", ("a", "b"), "['a', 'b']", ["a", "b"], ("a", "b")),
    ("retries", "0", "0", 0, 0),
    ("timeout", "1.5", "1.5", 1.5, 1.5),
    ("deadline", "9", "9", 9, 9.0),
    ("max_age", "12h", "'12h'", timedelta(hours=12), timedelta(hours=12)),
    ("resume", False, "false", False, False),
    ("slugger", "auto", "'auto'", "auto", None),
    ("contact", "mailto:me@a.example", "'mailto:me@a.example'", "mailto:me@a.example",
     "mailto:me@a.example"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "option", "written", "keyword", "value"), SAME)
def test_a_value_means_the_same_everywhere(
    name: str, option: object, written: str, keyword: object, value: object, tmp_path: Path
) -> None:
    config(tmp_path, f"{TABLE[name].key} = {written}")

    found = [
        settings_of_options({name: option}, tmp_path, with_config=False),
        settings_of_options({}, tmp_path),
        settings_of_keywords({name: keyword}),
    ]

    assert [getattr(settings, name) for settings in found] == [value] * 3
    assert [settings.named(name) for settings in found] == [
        TABLE[name].option,
        f"linkaudit.toml:1: '{TABLE[name].key}'",
        name,
    ]


def test_an_option_overrides_the_config_and_the_config_the_default(tmp_path: Path) -> None:
    config(tmp_path, "retries = 1\ntimeout = 2\nresume = false\nexclude = ['a']\n")

    settings = settings_of_options({"retries": "7", "resume": True, "exclude": ()}, tmp_path)

    assert (settings.retries, settings.timeout, settings.resume) == (7, 2.0, True)
    assert settings.per_host == Settings().per_host
    assert len(settings.exclude) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("timeout", "0"),
        ("timeout", "inf"),
        ("timeout", "nan"),
        ("retries", "-1"),
        ("retries", "1.5"),
        ("concurrency", "0"),
        ("as_of", "2026-11"),
        ("color", "red"),
    ],
)
def test_a_text_that_cannot_be_used_is_named_with_its_option(name: str, text: str) -> None:
    with pytest.raises(SettingError, match=rf"^{TABLE[name].option} must be .*, not '{text}'$"):
        settings_of_options({name: text}, Path(), with_config=False)


@pytest.mark.parametrize(
    ("key", "value"), [("concurrency", 1001), ("deadline", 86_401), ("retries", 11)]
)
def test_only_a_config_has_an_upper_bound(key: str, value: int, tmp_path: Path) -> None:
    """A stranger's pull request may bring one."""
    config(tmp_path, f"{key} = {value}")

    assert getattr(settings_of_keywords({key: value}), key) == value
    assert getattr(settings_of_options({key: str(value)}, Path(), with_config=False), key) == value
    with pytest.raises(SettingError, match=f" to {CONFIG_KEYS[key].kind.most}"):
        load(None, tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [("timeout", True), ("timeout", 10**400), ("retries", True), ("retries", 2.0), ("offline", 1),
     ("note", b"x"), ("max_age", True), ("max_age", -1), ("root", 3), ("ignore", [3])],
)  # fmt: skip
def test_a_value_of_another_type_is_no_value(name: str, value: object) -> None:
    with pytest.raises(SettingError, match=f"^{name} must be"):
        settings_of_keywords({name: value})


def test_a_secret_is_in_no_message_and_in_no_repr() -> None:
    """HOSTILE B: a secret appears in no output."""
    with pytest.raises(SettingError) as caught:
        settings_of_keywords({"contact": "https://me:hush@a.example/"})
    settings = settings_of_keywords({"headers": "a.example: X: hush", "proxy": "http://a:hush@b"})

    assert "hush" not in str(caught.value)
    assert "hush" not in repr(settings)


def test_a_text_of_any_length_makes_a_short_message() -> None:
    with pytest.raises(SettingError) as caught:
        settings_of_keywords({"slugger": "x" * 100_000})

    assert len(str(caught.value)) < 200


def test_the_defaults_are_those_of_a_run() -> None:
    """Tests and programs that make the parts themselves get what the command line would."""
    policy = policy_of(Settings(), TODAY, {})

    assert policy.limits == Limits()
    assert policy == Policy(TODAY, packs=policy.packs, versions=policy.versions)


def test_the_day_that_was_asked_for_is_the_day() -> None:
    day = date(2020, 2, 29)

    assert policy_of(Settings(as_of=day), TODAY, {}).as_of == day


@pytest.mark.parametrize("row", KEYS)
def test_what_a_config_shows_is_toml(row: Setting) -> None:
    assert toml.parse(f"key = {literal(shown_value(row))}")
