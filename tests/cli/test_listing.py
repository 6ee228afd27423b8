"""The list of links is the same whether files were read or known, whatever happened to them."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest

from linkaudit.audit.links import extract_sequentially
from linkaudit.cli.listing import listing
from linkaudit.extract.codec import decode, encode
from linkaudit.extract.version import extractor
from linkaudit.files.find import find_files
from linkaudit.files.read import MAX_BYTES, REPORT_MARK
from linkaudit.model.document import Document, Extraction, Problem
from linkaudit.store.database import State, open_state
from linkaudit.store.extraction_cache import Codec, cached_extraction
from linkaudit.store.file_index import FileIndex
from tests.ticks import LATER, tick

ARTICLE = "[a](https://a.example/) [b][no] <https://u:p@c.example/?token=t>\n\n[d]: e\n[d]: f\n"
TREE = {
    "a.md": ARTICLE,
    "docs/same.md": ARTICLE,
    "docs/d.mdx": "[x](y) <A href='z'>\n",
    "docs/empty.md": "",
    "docs/deep.md": ">" * 120 + " [x](y)\n\n[z](z)\n",
    "docs/::error::.md": "[x](##[error])\n",
    "docs/a?token=b.md": "[x](y)\n",
    "docs/ \u202e.md": "[x](y)\n",
    "reports/r.md": f"{REPORT_MARK} 1 -->\n[x](y)\n",
}
ARGUMENTS = [
    [],
    ["docs"],
    ["a.md"],
    ["-"],
    ["*.md"],
    ["docs", "-", "a.md", "./a.md"],
    ["reports", "reports/r.md"],
]


Listed = tuple[str, Sequence[Problem]]


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with closing(open_state(tmp_path / "memory" / "state.sqlite3")) as opened:
        yield opened


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    for name, text in TREE.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    (root / os.fsdecode(b"docs/\xff.md")).write_text("[x](y)\n")
    (root / "docs" / "link.md").symlink_to("../a.md")
    (root / "docs" / "gone.md").symlink_to("nowhere.md")
    return root


def cold(root: Path, *arguments: str) -> Listed:
    return listing(find_files(arguments, root), BytesIO(b"[i](j)\n"), extract_sequentially)


def warm(state: State, root: Path, *arguments: str) -> Listed:
    known = FileIndex(state, "1", LATER)
    extract_all = cached_extraction(
        state, extract_sequentially, LATER.date(), Codec(extractor(), encode, decode)
    )
    return listing(find_files(arguments, root), BytesIO(b"[i](j)\n"), extract_all, known)


def refused(documents: Sequence[Document]) -> Iterable[Extraction]:
    assert not documents
    return []


def rewritten_at_its_old_time(root: Path) -> None:
    status = (root / "a.md").stat()
    (root / "a.md").write_text(ARTICLE.replace("a.example", "b.example"))
    os.utime(root / "a.md", ns=(status.st_atime_ns, status.st_mtime_ns))


def swapped(root: Path) -> None:
    (root / "a.md").rename(root / "c.md")
    (root / "docs" / "d.mdx").rename(root / "a.md")
    (root / "c.md").rename(root / "docs" / "d.mdx")


def linked_elsewhere(root: Path) -> None:
    (root / "docs" / "link.md").unlink()
    (root / "docs" / "link.md").symlink_to("d.mdx")


CHANGES: list[Callable[[Path], object]] = [
    Path.exists,  # no change
    lambda root: (root / "a.md").touch(),
    lambda root: (root / "a.md").write_text("[other](https://b.example/)\n"),
    rewritten_at_its_old_time,
    lambda root: (root / "docs" / "same.md").rename(root / "docs" / "renamed.md"),
    lambda root: (root / "docs" / "d.mdx").rename(root / "docs" / "d.md"),
    swapped,
    linked_elsewhere,
    lambda root: (root / "docs" / "same.md").unlink(),
    lambda root: (root / "docs" / "new.md").write_text(ARTICLE),
    lambda root: (root / "docs" / "gone.md").rename(root / "docs" / "lost.md"),
    lambda root: (root / "docs" / "nowhere.md").write_text(ARTICLE),
    lambda root: (root / "docs" / "deep.md").write_text("[x](y)\n"),
    lambda root: (root / "docs" / "same.md").write_text(TREE["reports/r.md"]),
    lambda root: (root / "reports" / "r.md").write_text(ARTICLE),
    lambda root: os.truncate(root / "docs" / "same.md", MAX_BYTES + 1),
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("arguments", ARGUMENTS, ids=" ".join)
def test_what_is_known_is_listed_as_what_is_read(
    arguments: list[str], change: Callable[[Path], object], state: State, tree: Path
) -> None:
    """Cold, warm, and warm after a change."""
    assert warm(state, tree, *arguments) == cold(tree, *arguments)
    assert warm(state, tree, *arguments) == cold(tree, *arguments)

    for name in TREE:
        tick(tree / name)
    change(tree)

    assert warm(state, tree, *arguments) == cold(tree, *arguments)
    assert warm(state, tree, *arguments) == cold(tree, *arguments)
    assert not state.trouble


def test_only_what_changed_or_is_trouble_is_read_again(state: State, tree: Path) -> None:
    first = warm(state, tree)
    tick(tree / "a.md")
    (tree / "a.md").touch()
    read: list[str] = []

    def noting(documents: Sequence[Document]) -> Iterable[Extraction]:
        read.extend(document.path for document in documents)
        return extract_sequentially(documents)

    again = listing(find_files([], tree), BytesIO(), noting, FileIndex(state, "1", LATER))

    assert again == first
    assert read == ["a.md", "docs/deep.md", "docs/link.md"]


def test_an_unchanged_tree_makes_no_document(state: State, tree: Path) -> None:
    (tree / "docs" / "deep.md").unlink()
    first = warm(state, tree)

    assert listing(find_files([], tree), BytesIO(), refused, FileIndex(state, "1", LATER)) == first


def test_each_line_has_its_own_path_and_acts_on_nobody(tree: Path) -> None:
    text, _ = cold(tree, "docs")

    assert text.splitlines()[:4] == [
        "docs/  .md:1:5  inline     y",
        "docs/::error::.md:1:5  inline     #\u2060#[error]",
        "docs/a?token=***:1:5  inline     y",
        "docs/d.mdx:1:5  inline     y",
    ]


@pytest.mark.parametrize(
    "foreign",
    [b"1:1  \x1b[2J\n", b"1:1\r::error::\n", b"\xff\n", "1:1  \u202e\n".encode()],
)
def test_a_state_that_somebody_prepared_shows_nothing_that_acts(
    foreign: bytes, state: State, tree: Path
) -> None:
    wanted = warm(state, tree, "a.md")
    assert state.connection is not None
    state.connection.execute("UPDATE file SET listing = ?", (foreign,))

    assert warm(state, tree, "a.md") == wanted


def test_lines_that_somebody_prepared_are_no_commands(state: State, tree: Path) -> None:
    """Of GitHub's runner: `::name::` where a line begins, `##[name]` anywhere in one."""
    warm(state, tree, "a.md")
    assert state.connection is not None
    state.connection.execute("UPDATE file SET listing = ?", (b"::error::\n##[error]\n",))

    text, _ = warm(state, tree, "a.md")

    assert text == "a.md:::error::\na.md:#\u2060#[error]\n"
