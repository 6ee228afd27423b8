"""CONTRIBUTING's table "I want to …", followed on a copy of the source.

Each test adds what a row of the table names, in the files that it names and in no others, and looks
where users see it. If one fails, a fact has moved or has got a second place: correct the table.
"""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest

from tests.web.page import plain_page
from tests.web.server import PracticeWeb

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
        return self._python("-m", "linkaudit", *arguments, status=status)

    def python(self, code: str, status: int = 0) -> str:
        """What a program prints that uses the copy."""
        return self._python("-c", code, status=status)

    def _python(self, *arguments: str, status: int) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
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
    # With what is compiled: it holds wherever a file's time and size are the same.
    shutil.copytree(ROOT / "src" / "linkaudit", package)
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


WORDS = """\
    "gathering dust",
"""
VERB = """\
    (Event.STALE, rf"gathering dust{STOP}", "be"),
"""


def test_a_way_to_say_it_is_a_row_of_the_grammar_and_a_word_for_the_reader(copy: Copy) -> None:
    copy.insert("rules/hearing/verbs.py", VERB, before='    (Event.STALE, r"no longer reflects')
    copy.insert("text/notices.py", WORDS, before="    # Other languages")
    (copy.work / "article.md").write_text("[cogs](https://cogs.example/)\n", "utf-8")
    page = plain_page("https://cogs.example/", "Cogs", "This page is gathering dust.")

    with PracticeWeb([page], faults={}) as web:
        printed = copy.run("check", "--no-report", *web.options(), "article.md")

    assert "This page is gathering dust." in printed
    assert copy.touched == {"rules/hearing/verbs.py", "text/notices.py"}


RULE = '''\
"""The rule on cogs."""

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation


def _cog(context: RuleContext) -> Violation | None:
    is_cog = context.link.destination.endswith("cog.md")
    return Violation("this is a cog") if is_cog else None


RULE = Rule(
    id="cog",
    verdict=Verdict.STALE,
    level=Level.WARNING,
    summary="The link leads to a cog.",
    why="Cogs wear out.",
    example=Example("[a](cog.md)", "this is a cog", (), ("cog.md",)),
    fix="Link to a sprocket.",
    decide=_cog,
)
'''


def add_rule(copy: Copy, verdict: str) -> None:
    copy.add("rules/cog.py", RULE.replace("Verdict.STALE", f"Verdict.{verdict}"))
    copy.insert("rules/registry.py", "    cog,\n", before="    fragment_by_script,\n")
    copy.insert("rules/registry.py", "    cog.RULE,\n", before="    unused_definition.RULE,\n")
    (copy.work / "cog.md").write_text("# Cog\n", "utf-8")
    (copy.work / "article.md").write_text("[a](cog.md)\n", "utf-8")


def test_a_rule_is_a_file_and_a_row(copy: Copy) -> None:
    add_rule(copy, "STALE")

    printed = copy.run("check", "--offline", "--no-report", "article.md")
    sarif = json.loads(copy.run(*CHECK, "--format", "sarif"))

    assert "this is a cog" in printed
    assert "cog" in copy.run("rules").split()
    assert "Link to a sprocket." in copy.run("rules", "cog")
    described = sarif["runs"][0]["tool"]["driver"]["rules"]
    assert "Cogs wear out." in str(next(rule for rule in described if rule["id"] == "cog"))
    assert copy.touched == {"rules/cog.py", "rules/registry.py"}


VERDICT = """\
    WORN = "worn", Row(
        letter="W", group=Group.CHANGED, page=Page.SEEN, heading="Worn out cogs",
        meaning="the cog is worn out",
        advice="Turn the cog around.")
"""
SCHEMA = ('"skipped"', '"worn", "skipped"')
CHECK = ("check", "--offline", "--no-report", "--quiet", "article.md")


def test_a_verdict_is_a_row_and_a_rule_that_gives_it(copy: Copy) -> None:
    copy.insert("model/verdict.py", VERDICT, before='    SKIPPED = "skipped", Row(')
    add_rule(copy, "WORN")
    contract = copy.package / "report/schema.json"
    copy.add("report/schema.json", contract.read_text("utf-8").replace(*SCHEMA))
    formats = ("comment", "csv", "html", "json", "sarif", "text")

    shown = {name: copy.run(*CHECK, "--format", name) for name in formats}
    copy.run("check", "--offline", "--report", "report.md", "article.md")
    schema = json.loads(copy.run(*CHECK, "--format", "json-schema"))

    assert json.loads(shown["json"])["links"][0]["verdict"] == "worn"
    jsonschema.validate(json.loads(shown["json"]), schema)
    assert "Worn out cogs" in (copy.work / "report.md").read_text("utf-8")
    assert not [name for name, text in shown.items() if "worn" not in text.lower()]
    rows = {"model/verdict.py", "rules/cog.py", "rules/registry.py"}
    assert copy.touched == rows | {"report/schema.json"}


FORMAT = '''\
"""The report as a number of cogs."""

from linkaudit.model.report import Report
from linkaudit.report.formats import PLAIN, RenderOptions


def render(report: Report, _: RenderOptions = PLAIN) -> str:
    return f"{len(report.results)} cogs\\n"
'''


def test_a_format_is_a_file_and_a_row(copy: Copy) -> None:
    copy.add("report/cog.py", FORMAT)
    row = '    "cog": Format("cog", "a counter of cogs"),\n'
    copy.insert("report/formats.py", row, before='    "csv": Format(')
    (copy.work / "article.md").write_text("[here](#cogs)\n\n# Cogs\n", "utf-8")

    assert copy.run(*CHECK, "--format", "cog") == "1 cogs\n"
    copy.run(*CHECK, "--format", "cog=cogs.txt")
    assert (copy.work / "cogs.txt").read_text("utf-8") == "1 cogs\n"
    assert copy.touched == {"report/cog.py", "report/formats.py"}


READER = '''\
"""Documents that have a URL in each line, and nothing else."""

from linkaudit.extract.reader import Syntax
from linkaudit.extract.source import Source
from linkaudit.model.document import Document, Extraction, Link, LinkKind


def read(document: Document) -> Extraction:
    source, start, links = Source.of(document.text), 0, []
    for line in source.text.splitlines(keepends=True):
        url = line.strip()
        region = source.region(start, start + len(url))
        links.append(Link(document.path, region, url, url, url, LinkKind.HTML, ()))
        start += len(line)
    return Extraction(document.path, tuple(links))


COG = Syntax(
    read=read,
    anchors=lambda document, slugger: frozenset(),
    mentions=lambda document, names: [],
    spellings=lambda link, url, line: iter([("", url, "")]),
    comment="# {}".format,
)
'''
LOADER = """\
def _cog() -> Syntax:
    from linkaudit.extract.cog import COG

    return COG


"""


def test_a_reader_is_a_file_and_a_row(copy: Copy) -> None:
    copy.add("extract/cog.py", READER)
    name = "extract/registry.py"
    copy.insert(name, LOADER, before="# The suffixes that GitHub's linguist has")
    copy.insert(name, '    Reader("Cog", (".cog",), (), _cog),\n', before='    Reader("HTML",')
    (copy.work / "urls.cog").write_text("sprocket.md\nSprocket.md\n", "utf-8")
    (copy.work / "sprocket.md").write_text("# Sprocket\n", "utf-8")

    found = copy.run("check", "--offline", "--no-report", ".", status=1)

    assert "urls.cog:2" in found
    assert "urls.cog" in copy.run("links")
    copy.run("fix", "--offline", "--write", "urls.cog")
    assert (copy.work / "urls.cog").read_text("utf-8") == "sprocket.md\nsprocket.md\n"
    assert copy.touched == {"extract/cog.py", "extract/registry.py"}


SETTING = '    cogs: int = setting(7, kinds.count(1, 9), "Cogs to turn", LIMITS)\n'


def test_a_setting_is_a_row(copy: Copy) -> None:
    copy.insert("settings/table.py", SETTING, before="    concurrency: int = setting(")
    (copy.work / "article.md").write_text("[here](#cogs)\n\n# Cogs\n", "utf-8")
    config = copy.work / "linkaudit.toml"

    assert re.search(r"--cogs \S+\s+Cogs to turn\s+\[default: 7\]", copy.run("check", "--help"))
    copy.run(*CHECK, "--cogs", "8")
    copy.run(*CHECK, "--cogs", "many", status=2)
    config.write_text("cogs = 8\n", "utf-8")
    copy.run(*CHECK)
    config.write_text("cogs = 12\n", "utf-8")
    copy.run(*CHECK, status=2)
    config.unlink()
    call = "import linkaudit; linkaudit.audit('article.md', offline=True, cogs={})"
    copy.python(call.format(8))
    copy.python(call.format("True"), status=1)
    copy.run("init")
    assert "cogs = 7" in config.read_text("utf-8")
    assert copy.touched == {"settings/table.py"}


def test_the_table_names_files_that_are_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    table = text.split("## I want to …\n")[1].split("\n## ")[0]

    named = re.findall(r"`((?:src|tests|docs)/[^`]+)`", table)

    assert named
    # NAME stands for what the contributor adds.
    assert [path for path in named if "NAME" not in path and not (ROOT / path).exists()] == []
