"""CONTRIBUTING's table "I want to …", followed on a copy of the source.

Each test adds what a row of the table names, in the files that it names and in no others, and looks
where users see it. If one fails, a fact has moved or has got a second place: correct the table.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Copy:
    """A copy of the package, and a folder for documents."""

    package: Path
    work: Path
    touched: set[str]

    def insert(self, name: str, text: str, before: str) -> None:
        """Put a text before the only place where `before` stands in a file."""
        path = self.package / name
        old = path.read_text("utf-8")
        assert old.count(before) == 1, (name, before)
        path.write_text(old.replace(before, text + before), "utf-8")
        self.touched.add(name)

    def add(self, name: str, text: str) -> None:
        (self.package / name).write_text(text, "utf-8")
        self.touched.add(name)

    def run(self, *arguments: str, status: int = 0) -> str:
        """What linkaudit prints in the folder of documents."""
        done = subprocess.run(
            [sys.executable, "-m", "linkaudit", *arguments],
            cwd=self.work,
            env={**os.environ, "PYTHONPATH": str(self.package.parent)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    package, work = tmp_path / "src" / "linkaudit", tmp_path / "work"
    source = ROOT / "src" / "linkaudit"
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("__pycache__"))
    work.mkdir()
    return Copy(package, work, set())


FACT = """\
[[entry]]
id = "amazon-cog"
kind = "renamed"
names = ["Amazon Cog"]
now = ["Amazon Sprocket"]
date = 2026-01-31
slugs = ["amazon-cog"]
source = "https://aws.amazon.com/about-aws/whats-new/2026/01/amazon-sprocket/"
quote = "Amazon Cog is now Amazon Sprocket."

"""


def test_a_fact_is_an_entry(copy: Copy) -> None:
    first = '[[entry]]\nid = "amazon-augmented-ai"'
    copy.insert("rules/packs/data/aws.toml", FACT, before=first)
    (copy.work / "article.md").write_text("# Cogs\n\nWe use Amazon Cog for this.\n", "utf-8")

    told = copy.run("check", "--offline", "--no-report", "article.md")

    assert "Amazon Sprocket" in told
    assert copy.touched == {"rules/packs/data/aws.toml"}


def test_a_change_of_the_state_s_schema_is_a_migration(copy: Copy) -> None:
    (copy.work / "article.md").write_text("[here](#cogs)\n\n# Cogs\n", "utf-8")
    check = ("check", "--offline", "--no-report", "--state", "state.sqlite3", "article.md")
    copy.run(*check)
    before = version_and_tables(copy.work / "state.sqlite3")

    table = '    "CREATE TABLE cog (id INTEGER PRIMARY KEY)",\n'
    copy.insert("store/schema.py", table, before=")\nVERSION = len(MIGRATIONS)")
    copy.run(*check)

    version, tables = version_and_tables(copy.work / "state.sqlite3")
    assert version == before[0] + 1
    assert tables - before[1] == {"cog"}
    assert copy.touched == {"store/schema.py"}


def version_and_tables(path: Path) -> tuple[int, set[str]]:
    with closing(sqlite3.connect(path)) as state:
        [version] = state.execute("PRAGMA user_version").fetchone()
        names = state.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return version, {name for [name] in names}
