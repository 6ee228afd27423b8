"""The door for programs: the same audit as the command's, cheap to open, and quiet."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import anyio.to_thread
import pytest

import linkaudit
from linkaudit import Level, LinkauditError, Outcome, Verdict, audit
from linkaudit.store.baseline_file import updated_baseline
from tests.cli.trees import fill
from tests.web.server import PracticeWeb

PAGE = (Path(__file__).parents[1] / "docs" / "library.md").read_text(encoding="utf-8")
TREE = {
    "README.md": "# A\n\n[b](docs/b.md) [gone](missing.md)\n",
    "docs/b.md": "# B\n\n[up](../README.md#a) [old](missing.md)\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A tree that we do not stand in."""
    fill(tmp_path / "tree", TREE)
    return tmp_path / "tree"


def test_the_package_imports_nothing_until_it_is_used() -> None:
    script = (
        "import sys; before = set(sys.modules); import linkaudit; "
        "print(sorted(set(sys.modules) - before))"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)

    assert done.stdout == "['linkaudit']\n"


def test_every_name_of_the_door_is_there_and_told_of() -> None:
    for name in linkaudit.__all__:
        assert getattr(linkaudit, name) is not None
        assert f"`{name}`" in PAGE
    with pytest.raises(AttributeError, match="'nonsense'"):
        _ = linkaudit.nonsense  # type: ignore[attr-defined]  # that it is not there is the point


def test_the_room_of_the_same_name_does_not_hide_the_function() -> None:
    import_module("linkaudit.audit.pipeline")

    assert linkaudit.audit is audit


def test_paths_count_from_the_folder_and_no_link_leads_out_of_it(folder: Path) -> None:
    fill(folder.parent, {"secret.md": ""})
    fill(folder, {"out.md": "[out](../secret.md)\n"})

    report = audit("docs", "out.md", folder=folder, offline=True)

    assert report.outcome is Outcome.FINDINGS
    assert {(r.link.path, r.link.destination): r.verdict for r in report.results} == {
        ("docs/b.md", "../README.md#a"): Verdict.OK,
        ("docs/b.md", "missing.md"): Verdict.DEAD,
        ("out.md", "../secret.md"): Verdict.REFUSED,
    }


def test_it_prints_nothing_writes_nothing_and_reads_no_config(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder / "linkaudit.toml").write_text('ignore = ["file-missing"]\n')

    report = audit()

    assert report.outcome is Outcome.FINDINGS
    assert capfd.readouterr() == ("", "")
    assert sorted(p.name for p in folder.iterdir()) == ["README.md", "docs", "linkaudit.toml"]


def test_a_state_remembers(folder: Path) -> None:
    state = folder / "kept.sqlite3"

    audit(folder=folder, offline=True, state=state)

    assert state.stat().st_size > 0


OPTIONS: Mapping[str, Any] = {
    "ignore": ["file-missing"],
    "exclude": "missing",
    "include": ["docs/", "README"],
}


@pytest.mark.parametrize("name", OPTIONS)
def test_options_mean_what_they_mean_on_the_command_line(name: str, folder: Path) -> None:
    value = OPTIONS[name]
    options: Any = {name: value}

    assert audit(folder=folder, offline=True, **options).outcome is Outcome.CLEAN


def test_dates_may_be_dates(folder: Path) -> None:
    day = date(2026, 11, 23)

    report = audit(folder=folder, as_of=day, published=day)

    assert report.as_of == day
    assert set(report.published.values()) == {day}


@pytest.mark.parametrize(
    "options",
    [
        {"concurrency": 0},
        {"concurrency": 1.5},
        {"timeout": True},
        {"offline": "yes"},
        {"packs": 3},
        {"connect_to": ["nowhere"]},
        {"ca_bundle": Path("nowhere.pem")},
        {"headers": ["nothing"]},
        {"proxy": "socks5://a.example"},
        {"contact": "me"},
        {"fail_on": "warn"},
        {"slugger": "mine"},
        {"max_age": "soon"},
        {"as_of": "yesterday"},
        {"ignore": ["no-rule"]},
        {"allow_net": ["everything"]},
        {"root": "nowhere"},
    ],
    ids=str,
)
def test_a_value_that_cannot_be_used_is_told_of(options: Any, folder: Path) -> None:
    [name] = options

    with pytest.raises(LinkauditError, match=rf"^{name}\b"):
        audit(folder=folder, **options)


def test_an_option_that_is_not_there_is_a_type_error(folder: Path) -> None:
    options: Any = {"config": "x"}

    with pytest.raises(TypeError, match="'config'"):
        audit(folder=folder, **options)


@pytest.mark.parametrize("path", ["-", "missing.md"])
def test_a_path_that_names_nothing_is_told_of(path: str, folder: Path) -> None:
    with pytest.raises(LinkauditError, match=path):
        audit(path, folder=folder)


def test_a_baseline_and_a_note_are_options_too(folder: Path, tmp_path: Path) -> None:
    report = audit(folder=folder, offline=True)
    known = tmp_path / "known.txt"
    known.write_text(updated_baseline(report, None, frozenset(), folder), encoding="utf-8")

    again = audit(folder=folder, offline=True, baseline=known, note="Look here.")

    assert (report.outcome, again.outcome) == (Outcome.FINDINGS, Outcome.CLEAN)
    assert again.note == "Look here."


def test_inside_a_running_loop_it_works_as_well(folder: Path) -> None:
    """A notebook runs each cell in a loop, where no second one can be started."""

    async def main(options: list[str]) -> linkaudit.Report:
        plain, secure, bundle = options[1], options[3], options[5]
        return audit("web.md", folder=folder, connect_to=[plain, secure], ca_bundle=bundle)

    (folder / "web.md").write_text("[a](https://ok.example/)\n")
    with PracticeWeb() as web:
        report = anyio.run(main, web.options())

    assert [r.verdict for r in report.results] == [Verdict.OK]


def test_inside_a_running_loop_an_error_is_raised_as_elsewhere(folder: Path) -> None:
    async def main() -> None:
        audit(folder=folder, retries=-1)

    with pytest.raises(LinkauditError, match="retries must be a whole number from 0, not -1"):
        anyio.run(main)


def test_in_a_thread_beside_an_event_loop_it_asks_the_web(folder: Path) -> None:
    """Signals are for the main thread alone."""
    (folder / "web.md").write_text("[a](https://ok.example/) [b](https://gone.example/404)\n")

    async def main(options: list[str]) -> linkaudit.Report:
        plain, secure, bundle = options[1], options[3], options[5]
        return await anyio.to_thread.run_sync(
            lambda: audit(
                "web.md", folder=folder, connect_to=[plain, secure], ca_bundle=bundle, retries=1
            )
        )

    with PracticeWeb() as web:
        report = anyio.run(main, web.options())

    assert [r.verdict for r in report.results] == [Verdict.OK, Verdict.DEAD]
    assert report.results[1].level is Level.ERROR


def test_the_examples_of_the_page_run(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    examples = re.findall(r"^```python\n(.*?)^```$", PAGE, re.M | re.S)
    names: dict[str, Any] = {}

    for example in examples:
        exec(example, names)  # noqa: S102  a program of our own documents

    out = capsys.readouterr().out.splitlines()
    assert len(examples) == 3
    assert out[0] == "README.md:3 dead missing.md"
    assert out[-1] == "findings"
    assert names["page"].startswith("<!-- linkaudit report")
