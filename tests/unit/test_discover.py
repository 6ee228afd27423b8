"""Which documents are audited."""

import os
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest

from linkaudit.discover import MAX_BYTES, REPORT_MARK, discover
from linkaudit.document import Document, Problem
from linkaudit.errors import UsageError
from linkaudit.files import shown_path

NOTHING = BytesIO()


def plant(root: Path, files: Mapping[str, str | bytes]) -> None:
    for name, content in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


TREE = {
    "a.md": "a",
    "B.MARKDOWN": "b",
    "c.txt": "c",
    "docs/d.md": "d",
    "docs/deep/er/e.md": "e",
    "x.md/f.md": "a folder may be named as a file",
    ".hidden/g.md": "g",
    "node_modules/h/i.md": "i",
    "docs/venv/j.md": "j",
    "reports/recap.md": f"{REPORT_MARK} 1 -->\n# Report",
}


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        ([], ["B.MARKDOWN", "a.md", "docs/d.md", "docs/deep/er/e.md", "x.md/f.md"]),
        (["."], ["B.MARKDOWN", "a.md", "docs/d.md", "docs/deep/er/e.md", "x.md/f.md"]),
        (["a.md"], ["a.md"]),
        (["c.txt"], ["c.txt"]),
        (["docs"], ["docs/d.md", "docs/deep/er/e.md"]),
        (["docs/"], ["docs/d.md", "docs/deep/er/e.md"]),
        (["x.md"], ["x.md/f.md"]),
        (["*.md"], ["a.md"]),
        (["**/[de].md"], ["docs/d.md", "docs/deep/er/e.md"]),
        (["node_modules/**"], ["node_modules/h/i.md"]),
        (["[a-c].*"], ["a.md", "c.txt"]),
        ([".hidden/g.md"], [".hidden/g.md"]),
        (["docs", "a.md", "docs/d.md", "./a.md"], ["docs/d.md", "docs/deep/er/e.md", "a.md"]),
        (["reports"], []),
        (["reports/*.md"], []),
        (["reports/recap.md"], ["reports/recap.md"]),
        (["reports", "reports/recap.md", "reports"], ["reports/recap.md"]),
    ],
)
def test_paths_name_files_folders_and_patterns(
    tmp_path: Path, paths: list[str], found: list[str]
) -> None:
    """The contract: files, folders, globs; with none, every Markdown file below the folder."""
    plant(tmp_path, TREE)

    names = [document.path for document in discover(paths, tmp_path, NOTHING).documents]

    assert names == found


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    plant(tmp_path, {"[a].md": "this", "a.md": "not this"})

    found = discover(["[a].md"], tmp_path, NOTHING)

    assert found.documents == (Document("[a].md", "this"),)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        ("ä".encode(), "ä"),
        (b"\xef\xbb\xbfa", "a"),
        (b"a\xffb", "a\ufffdb"),
        (b"a\r\nb\rc\n", "a\r\nb\rc\n"),
        (b"a\x00b", "a\x00b"),
        ("ä\r\n💩".encode("utf-16"), "ä\r\n💩"),
        (b"\xfe\xff" + "ä".encode("utf-16-be"), "ä"),
        (b"\xff\xfea\x00b", "a\ufffd"),
        (b"\xff\xfe\x00\xd8a\x00", "\ufffda"),
    ],
)
def test_documents_are_read_as_utf_8_or_16_and_otherwise_as_they_are(
    tmp_path: Path, content: bytes, text: str
) -> None:
    """Unicode §23.8: a byte order mark at the start is no part of the text."""
    plant(tmp_path, {"a.md": content})

    assert discover(["a.md"], tmp_path, NOTHING).documents == (Document("a.md", text),)
    assert discover(["-"], tmp_path, BytesIO(content)).documents == (Document("-", text),)


def test_standard_input_stands_beside_files(tmp_path: Path) -> None:
    plant(tmp_path, {"a.md": "a"})

    found = discover(["-", "a.md", "-"], tmp_path, BytesIO(b"b"))

    assert found.documents == (Document("-", "b"), Document("a.md", "a"))


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("b.md", "b.md: no such file; give a Markdown file, a folder or a pattern"),
        ("b*.md", "b*.md: no file matches; quote the pattern, or name a folder"),
        ("empty", "empty: no Markdown file below this folder; name a file or another one"),
        ("large.md", "large.md: larger than 5 MiB: not read; split it, or leave it out"),
        ("pipe.md", "pipe.md: not a regular file: not read; name a file of text"),
        ("-", "standard input: larger than 5 MiB: not read; split it, or leave it out"),
    ],
)
def test_what_was_named_and_cannot_be_read_is_an_error(
    tmp_path: Path, path: str, message: str
) -> None:
    """The contract: exit 2, one line says what and how to mend it."""
    plant(tmp_path, {"large.md": b" " * (MAX_BYTES + 1), "empty/a.txt": ""})
    os.mkfifo(tmp_path / "pipe.md")

    with pytest.raises(UsageError) as raised:
        discover([path], tmp_path, BytesIO(b" " * (MAX_BYTES + 1)))

    assert str(raised.value) == message


@pytest.mark.parametrize("path", [".", "*.md"])
def test_what_was_found_and_cannot_be_read_is_a_problem(tmp_path: Path, path: str) -> None:
    """The contract: nothing is dropped in silence."""
    plant(tmp_path, {"a.md": "a", "full.md": b" " * MAX_BYTES, "large.md": b" " * (MAX_BYTES + 1)})

    found = discover([path], tmp_path, NOTHING)

    assert [document.path for document in found.documents] == ["a.md", "full.md"]
    assert found.problems == (
        Problem("large.md", "larger than 5 MiB: not read; split it, or leave it out"),
    )


def test_pipes_and_links_to_nothing_below_a_folder_are_problems(tmp_path: Path) -> None:
    plant(tmp_path, {"a.md": "a"})
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "gone.md").symlink_to("nowhere.md")
    (tmp_path / "round.md").symlink_to("round.md")

    found = discover(["."], tmp_path, NOTHING)

    assert found.documents == (Document("a.md", "a"),)
    assert found.problems == (
        Problem("gone.md", "cannot be read: no such file or directory; check its permissions"),
        Problem("pipe.md", "not a regular file: not read; name a file of text"),
        Problem(
            "round.md", "cannot be read: too many levels of symbolic links; check its permissions"
        ),
    )


def test_a_folder_that_cannot_be_listed_is_a_problem(tmp_path: Path) -> None:
    """The contract: nothing is dropped in silence. Here, the path is longer than the system's."""
    plant(tmp_path, {"a.md": "a"})
    folder = os.open(tmp_path, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("d" * 250, dir_fd=folder)
        below = os.open("d" * 250, os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = below
    os.close(folder)

    found = discover([], tmp_path, NOTHING)

    assert found.documents == (Document("a.md", "a"),)
    assert [problem.message for problem in found.problems] == [
        "cannot be read: file name too long; check its permissions"
    ]
    assert found.problems[0].path.startswith("ddd")


def test_links_to_folders_are_not_walked(tmp_path: Path) -> None:
    plant(tmp_path, {"docs/a.md": "a"})
    (tmp_path / "docs" / "again").symlink_to(tmp_path / "docs")

    found = discover(["."], tmp_path, NOTHING)

    assert [document.path for document in found.documents] == ["docs/a.md"]


def test_a_path_is_shown_from_the_root_if_it_is_below(tmp_path: Path) -> None:
    root = tmp_path / "root"

    assert shown_path(root / "docs" / "a.md", root) == "docs/a.md"
    assert shown_path(tmp_path / "b" / ".." / "a.md", root) == (tmp_path / "a.md").as_posix()
