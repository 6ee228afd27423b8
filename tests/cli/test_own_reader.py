"""A format of documents is a file and a row: one that somebody adds works wherever it must.

The row is added to a copy of the sources, so that nothing is patched.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.trees import fill
from tests.test_floors import PACKAGE

FILE = '''"""A link a line; a line that begins with `=` is an anchor."""

from linkaudit.extract.reader import Syntax
from linkaudit.extract.source import Source
from linkaudit.extract.suppress import comments, suppressions
from linkaudit.model.document import Extraction, Link, LinkKind


def read(document):
    source, links, offset = Source.of(document.text), [], 0
    for line in source.text.split("\\n"):
        url = line.partition(" <!--")[0]
        if url and not url.startswith("=") and not url.startswith("<!--"):
            region = source.region(offset, offset + len(url))
            place = (source.place(offset),)
            links.append(Link(document.path, region, url, url, url, LinkKind.BARE, place))
        offset += len(line) + 1
    silenced = suppressions(comments(source.text), source)
    return Extraction(document.path, tuple(links), silenced)


DUMMY = Syntax(
    read=read,
    anchors=lambda document, _: frozenset(
        line[1:] for line in document.text.splitlines() if line.startswith("=")
    ),
    mentions=lambda document, names: [],
    spellings=lambda link, url, line: iter([("", url, "")]),
    comment="<!-- {} -->".format,
)
'''
ROW = """
def _dummy() -> Syntax:
    from linkaudit.extract.dummy import DUMMY

    return DUMMY


READERS = (
    Reader("Dummy", (".dummy",), (), _dummy),
"""


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the package that can read `.dummy`."""
    folder = tmp_path_factory.mktemp("sources")
    package = folder / PACKAGE.name
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "extract" / "dummy.py").write_text(FILE)
    registry = package / "extract" / "registry.py"
    before, start, after = registry.read_text().partition("\nREADERS = (\n")
    assert start
    registry.write_text(before + ROW + after)
    return folder


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    fill(
        tmp_path,
        {
            "a.dummy": "b.dummy#here\nb.dummy#nowhere\nB.dummy\nc.md <!-- linkaudit: ignore -->\n",
            "b.dummy": "=here\n",
        },
    )
    return tmp_path


def run(sources: Path, tree: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "linkaudit", *arguments],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(sources), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def test_its_files_are_found_and_their_links_listed(sources: Path, tree: Path) -> None:
    listed = run(sources, tree, "links", "--no-state").splitlines()

    assert [line.split()[0] for line in listed] == [f"a.dummy:{line}:1" for line in (1, 2, 3, 4)]


def test_its_anchors_are_checked_and_its_comments_suppress(sources: Path, tree: Path) -> None:
    out = run(
        sources, tree, "check", "--offline", "--no-state", "--no-report", "--format", "json=-"
    )

    verdicts = {link["destination"]: link["verdict"] for link in json.loads(out)["links"]}
    assert verdicts == {
        "b.dummy#here": "ok",
        "b.dummy#nowhere": "anchor-missing",
        "B.dummy": "dead",
        "c.md": "skipped",
    }


def test_its_links_are_fixed_in_their_place(sources: Path, tree: Path) -> None:
    before = (tree / "a.dummy").read_text()

    run(sources, tree, "fix", "--write", "--no-state")

    assert (tree / "a.dummy").read_text() == before.replace("B.dummy", "b.dummy")
