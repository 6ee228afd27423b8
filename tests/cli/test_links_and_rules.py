"""`linkaudit links` and `linkaudit rules`, and the door itself."""

import json
from importlib import import_module
from pathlib import Path

import pytest

from linkaudit.cli import main
from linkaudit.rules.registry import RULES


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "a.md"
    path.write_text("See [x](https://a.example/) and <mailto:b@c.example>.\n")
    monkeypatch.chdir(tmp_path)
    return path


def test_links_are_listed_with_their_places(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["links", "a.md"])

    assert status == 0
    assert capsys.readouterr().out.splitlines() == [
        "a.md:1:9  inline     https://a.example/",
        "a.md:1:34  autolink   mailto:b@c.example",
    ]


@pytest.mark.parametrize(
    ("patterns", "listed"),
    [
        (["--include", "a.example"], ["https://a.example/"]),
        (["--exclude", "a.example"], ["mailto:b@c.example"]),
        (["--include", "example", "--exclude", "^mailto:"], ["https://a.example/"]),
        (["--exclude", "nowhere"], ["https://a.example/", "mailto:b@c.example"]),
        (["--include", "nowhere"], []),
    ],
)
def test_patterns_choose_what_is_listed(
    patterns: list[str], listed: list[str], article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in ("cold", "warm"):
        assert main(["links", *patterns]) == 0

        lines = capsys.readouterr().out.splitlines()
        assert [line.split()[-1] for line in lines] == listed


def test_links_as_json_are_unchecked_or_skipped(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article.write_text("[a](https://github.com/) [b](mailto:b@b.example) <http://localhost/>\n")

    main(["links", "a.md", "--format", "json"])

    report = json.loads(capsys.readouterr().out)
    verdicts = [link["verdict"] for link in report["links"]]
    assert verdicts == ["unchecked", "skipped", "skipped"]


def test_links_reports_a_document_that_it_could_not_read(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (article.parent / "large.md").open("wb") as file:
        file.truncate(5 * 1024 * 1024 + 1)

    status = main(["links"])

    assert status == 1
    assert "large.md: larger than 5 MiB" in capsys.readouterr().err


def test_rules_lists_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    main(["rules"])

    rules, _, _ = capsys.readouterr().out.partition("\n\n")
    listed = [line.split()[0] for line in rules.splitlines()]
    assert listed == [rule.id for rule in RULES]


def test_one_rule_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    main(["rules", "aws-docs-stub"])

    assert "soft-404" in capsys.readouterr().out


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--help"])

    assert status == 0
    assert {"check", "links", "rules"} <= set(capsys.readouterr().out.split())


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    status = main([])

    assert status == 2
    assert "Usage: linkaudit" in capsys.readouterr().err


def test_a_bug_shows_its_traceback_and_exits_with_70(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The contract's exit status for a bug of ours; only a planted one can show it."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(import_module("linkaudit.cli.links"), "find_files", broken)

    status = main(["links"])

    assert status == 70
    assert "RuntimeError: planted" in capsys.readouterr().err
