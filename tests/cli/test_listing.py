"""The list of links is the same whether files were read or known, whatever happened to them."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest

from linkaudit.audit.links import extract_sequentially
from linkaudit.cli import links, main
from linkaudit.cli.links import listing
from linkaudit.extract.codec import decode, encode
from linkaudit.extract.registry import SUFFIXES
from linkaudit.extract.version import extractor
from linkaudit.files.read import MAX_BYTES, REPORT_MARK, discover
from linkaudit.model.document import Problem
from linkaudit.model.protocols import ExtractAll
from linkaudit.store.database import State, open_state
from linkaudit.store.extraction_cache import Codec, cached_extraction
from tests.builders import TODAY

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
    return listed(root, arguments, extract_sequentially)


def warm(state: State, root: Path, *arguments: str) -> Listed:
    codec = Codec(extractor(), encode, decode)
    return listed(root, arguments, cached_extraction(state, extract_sequentially, TODAY, codec))


def listed(root: Path, arguments: Sequence[str], extract_all: ExtractAll) -> Listed:
    found = discover(arguments, root, BytesIO(b"[i](j)\n"), SUFFIXES)
    extractions = list(extract_all(found.documents))
    problems = [*found.problems, *(problem for one in extractions for problem in one.problems)]
    return listing(extractions), problems


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

    change(tree)

    assert warm(state, tree, *arguments) == cold(tree, *arguments)
    assert warm(state, tree, *arguments) == cold(tree, *arguments)
    assert not state.trouble


def test_each_line_has_its_own_path_and_acts_on_nobody(tree: Path) -> None:
    text, _ = cold(tree, "docs")

    assert text.splitlines()[:4] == [
        "docs/  .md:1:5  inline     y",
        "docs/::error::.md:1:5  inline     #\u2060#[error]",
        "docs/a?token=***:1:5  inline     y",
        "docs/d.mdx:1:5  inline     y",
    ]


def test_a_listing_in_parts_is_the_listing_as_a_whole(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Parts keep memory small; neither what is listed nor its order may show them."""
    monkeypatch.chdir(tree)
    listed = []
    for size in (1, 20, 10_000):
        monkeypatch.setattr(links, "_PART", size)
        main(["links", "--no-state", "docs", "a.md"])
        listed.append(capsys.readouterr())

    assert listed[0].out.count("\n") > 10
    assert listed[0] == listed[1] == listed[2]
