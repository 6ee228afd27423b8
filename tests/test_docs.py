"""The documents agree with the program."""

import re
from pathlib import Path

import click
import pytest

from linkaudit.cli import cli
from linkaudit.cli.outputs import FORMATS
from linkaudit.rules.base import Rule
from linkaudit.rules.registry import RULES
from linkaudit.settings.config_file import KEYS
from tests import reference

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")], key=lambda path: path.as_posix()
)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def options_of(command: str) -> set[str]:
    found = cli.get_command(click.Context(cli), command)
    assert found is not None
    options = [p for p in found.params if isinstance(p, click.Option)]
    return {name for p in options for name in (*p.opts, *p.secondary_opts)}


def options_of_check() -> set[str]:
    return options_of("check")


def options_named(document: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", read(document)))


def test_every_rule_has_one_heading_and_every_heading_a_rule() -> None:
    headings = re.findall(r"^### (.+)$", read("docs/rules.md"), re.MULTILINE)

    assert sorted(headings) == sorted(rule.id for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_page_of_a_rule_names_its_verdict_and_level(rule: Rule) -> None:
    section = read("docs/rules.md").split(f"### {rule.id}\n")[1].split("\n### ")[0]
    level = rule.level.word if rule.level else "no level"

    assert f"*{rule.verdict.value}, {level}.*" in section


def test_the_readme_names_no_unknown_option() -> None:
    known = options_of_check() | options_of("fix") | {"--help"}

    assert options_named("README.md") <= known


def test_the_page_on_fix_lists_all_its_own_options_and_no_unknown_one() -> None:
    named, known = options_named("docs/fixing.md"), options_of("fix")

    assert known - options_of_check() <= named
    assert named - {"--git", "--directory"} <= known  # these two are git's


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_documented(name: str) -> None:
    assert f"`{name}`" in read("docs/formats.md")
    assert name in read("src/linkaudit/cli/check.py").split('"formats"')[1].split("@option")[0]


def test_every_config_key_is_an_option_of_check() -> None:
    options = {"packs": "--pack"}

    assert {options.get(k, f"--{k}") for k in KEYS if k != "paths"} <= options_of_check()


def test_the_page_of_options_and_config_is_what_the_code_says() -> None:
    assert reference.PAGE.read_text(encoding="utf-8") == reference.page(), (
        "run `python -m tests.reference`"
    )


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_local_link_of_the_documents_is_broken(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_every_decision_is_in_the_index() -> None:
    index = read("docs/decisions/README.md")

    for page in (ROOT / "docs" / "decisions").glob("0*.md"):
        assert f"({page.name})" in index


SHOWN_BY = re.findall(r"`([\w/]+\.py)::(\w+)`", (ROOT / "docs/security.md").read_text("utf-8"))


@pytest.mark.parametrize(("path", "name"), SHOWN_BY)
def test_every_test_that_the_security_page_names_exists(path: str, name: str) -> None:
    text = (ROOT / "tests" / path).read_text("utf-8")

    assert re.search(rf"^(?:async )?def {name}\(", text, re.M)
