"""The documents agree with the program."""

import re
import shlex
from pathlib import Path

import click
import pytest

from linkaudit.cli import cli, main
from linkaudit.report import FORMATS
from linkaudit.rules.base import Rule
from linkaudit.rules.registry import RULES
from linkaudit.settings.table import TABLE
from tests import reference
from tests.cli.trees import fill

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


def test_the_pages_of_the_rules_are_what_the_rules_say() -> None:
    found = {path.name: path.read_text("utf-8") for path in reference.RULE_PAGES.glob("*.md")}

    assert found == reference.rule_pages(), "run `python -m tests.reference`"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_all_that_a_page_needs(rule: Rule) -> None:
    page = rule.page()

    assert all(map(str.strip, (rule.summary, rule.why, rule.fix)))
    assert rule.example.message in page
    assert "](../" not in page  # readers of a terminal or of SARIF cannot follow it


def test_the_readme_names_no_unknown_option() -> None:
    known = options_of_check() | options_of("fix") | {"--help"}

    assert options_named("README.md") <= known


def shown(document: str) -> list[list[str]]:
    """The commands of the program in a document's shell blocks, without their comments."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", read(document), re.M | re.S)
    lines = [line for block in blocks for line in block.splitlines()]
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("linkaudit ")]


@pytest.mark.parametrize("arguments", shown("README.md"), ids=" ".join)
def test_every_command_of_the_readme_runs(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, dict.fromkeys(("README.md", "article.md", "docs/b.md"), "# A\n\n[a](#a)\n"))
    monkeypatch.chdir(tmp_path)
    main(["check", "--no-report"])  # so that there is a history
    offline = ["--offline"] if "--offline" in options_of(arguments[0]) else []

    assert main([*arguments, *offline]) == 0


def test_the_page_on_fix_lists_all_its_own_options_and_no_unknown_one() -> None:
    named, known = options_named("docs/fixing.md"), options_of("fix")

    assert known - options_of_check() <= named
    assert named - {"--git", "--directory"} <= known  # these two are git's


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_documented(name: str) -> None:
    assert f"`{name}`" in read("docs/formats.md")
    assert name in TABLE["formats"].help


def test_the_page_of_options_and_config_is_what_the_code_says() -> None:
    assert reference.PAGE.read_text(encoding="utf-8") == reference.page(), (
        "run `python -m tests.reference`"
    )


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_local_link_of_the_documents_is_broken(path: Path) -> None:
    text = re.sub(r"```markdown\n.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text):
        assert (path.parent / target).exists(), target


def test_every_decision_is_in_the_index() -> None:
    index = read("docs/decisions/README.md")

    for page in (ROOT / "docs" / "decisions").glob("0*.md"):
        assert f"({page.name})" in index


SHOWN_BY = re.findall(r"`([\w/]+\.py)::(\w+)`", (ROOT / "docs/security.md").read_text("utf-8"))


def test_every_test_that_the_security_page_names_exists() -> None:
    assert SHOWN_BY
    assert [
        (path, name)
        for path, name in SHOWN_BY
        if not re.search(
            rf"^(?:async )?def {name}\(", (ROOT / "tests" / path).read_text("utf-8"), re.M
        )
    ] == []
