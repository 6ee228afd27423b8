"""Extraction over several processes: the same, in the same order, whatever becomes of them."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.corpus import write_corpus
from linkaudit.extract.parallel import extract_many
from linkaudit.extract.registry import SUFFIXES, extract_document
from linkaudit.files.read import discover
from linkaudit.model.document import Document
from tests.builders import document

BLOCKS = st.sampled_from(
    [
        "[a](b) ",
        "<http://a.example>\n",
        "> - [c]\n",
        "[c]: d\n",
        "\n\n",
        "```\n",
        "é😀 ",
        "x" * 90_000,
    ]
)
TEXTS = st.lists(BLOCKS, max_size=6).map("".join)


@settings(max_examples=4)
@given(st.lists(TEXTS, min_size=1, max_size=12))
def test_many_are_extracted_as_one_by_one(texts: list[str]) -> None:
    documents = [document(text, path=f"{n}.md") for n, text in enumerate(texts)]

    found = list(extract_many(documents, cores=2, enough=0))

    assert found == [extract_document(document) for document in documents]


def test_none_and_few_need_no_process() -> None:
    few = [document("[a](b)")]

    assert list(extract_many([], cores=2)) == []
    assert list(extract_many(few, cores=2)) == [extract_document(few[0])]
    assert list(extract_many(few, cores=1, enough=0)) == [extract_document(few[0])]


@pytest.fixture
def documents(tmp_path: Path) -> tuple[Document, ...]:
    write_corpus(tmp_path, files=60, size=1_000_000)
    return discover([], tmp_path, sys.stdin.buffer, SUFFIXES).documents


class Deadly(Document):
    """Ends the process that it is handed to; the first one, since the largest go first."""

    def __reduce__(self) -> tuple[Callable[[int], object], tuple[int]]:
        return os._exit, (9,)


def test_the_work_of_a_process_that_died_is_done_here(documents: tuple[Document, ...]) -> None:
    every = [*documents, Deadly("deadly.md", "x" * 300_000)]

    found = list(extract_many(every, cores=2, enough=0))

    assert found == [extract_document(document) for document in every]


SCRIPT = """
import os, signal, sys
from pathlib import Path

from linkaudit.files.read import discover
from linkaudit.extract.parallel import extract_many
from linkaudit.extract.registry import SUFFIXES
from linkaudit.model.document import Document


class Striking(Document):
    def __reduce__(self):
        return {blow}


if __name__ == "__main__":
    documents = discover([], Path.cwd(), sys.stdin.buffer, SUFFIXES).documents
    try:
        extract_many([*documents * 10, Striking("a.md", "x" * 300_000)], cores=2)
    except KeyboardInterrupt:
        sys.exit(3)
"""


@pytest.mark.parametrize(
    ("blow", "status"),
    [
        ("os.killpg, (0, signal.SIGINT)", 3),
        ("os.kill, (os.getpid(), signal.SIGKILL)", -9),
    ],
    ids=["Ctrl-C", "kill -9"],
)
def test_no_process_outlives_the_run_or_shows_a_traceback(
    blow: str, status: int, tmp_path: Path
) -> None:
    """Output ends when the last process has closed it, so this would wait for one left behind."""
    write_corpus(tmp_path, files=60, size=1_000_000)
    (tmp_path / "script.py").write_text(SCRIPT.format(blow=blow))

    done = subprocess.run(
        [sys.executable, "script.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        start_new_session=True,
    )

    assert (done.returncode, done.stdout) == (status, "")
    assert "Traceback" not in done.stderr
