"""Which documents are audited."""

import os
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest

from linkaudit.errors import UsageError
from linkaudit.extract.registry import SUFFIXES
from linkaudit.files.find import find_files, shown_path
from linkaudit.files.read import MAX_BYTES, REPORT_MARK, discover, read_in_parts
from linkaudit.model.document import Document, Problem

NOTHING = BytesIO()
CONVERT = "convert it to Markdown, or check the HTML made from it"
REFUSED = "rst adoc org ipynb pdf docx epub tex textile wiki json yaml py png zip"
FOREIGN: dict[str, str | bytes] = {
    **{f"a.{suffix}": "[a](b)" for suffix in REFUSED.split()},
    "A.RST": "a",
    "sitemap.xml": "<a/>",
    "nul.md": b"a\0b",
    "zip.md": b"PK\x03\x04\0",
    "gb.md": "标题".encode("gb18030"),
    "books/a.rst": "a",
    "books/b.rst": "b",
    "books/c.html": "c",
}  # fmt: skip


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

    names = [document.path for document in discover(paths, tmp_path, NOTHING, SUFFIXES).documents]

    assert names == found


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    plant(tmp_path, {"[a].md": "this", "a.md": "not this"})

    found = discover(["[a].md"], tmp_path, NOTHING, SUFFIXES)

    assert found.documents == (Document("[a].md", "this"),)


@pytest.mark.parametrize("content", ["ä\r\n💩".encode(), "ä\r\n💩".encode("utf-16")])
def test_files_and_standard_input_are_decoded(tmp_path: Path, content: bytes) -> None:
    plant(tmp_path, {"a.md": content})
    text = "ä\r\n💩"

    assert discover(["a.md"], tmp_path, NOTHING, SUFFIXES).documents == (Document("a.md", text),)
    assert discover(["-"], tmp_path, BytesIO(content), SUFFIXES).documents == (Document("-", text),)


def test_standard_input_stands_beside_files(tmp_path: Path) -> None:
    plant(tmp_path, {"a.md": "a"})

    found = discover(["-", "a.md", "-"], tmp_path, BytesIO(b"b"), SUFFIXES)

    assert found.documents == (Document("-", "b"), Document("a.md", "a"))


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("b.md", "b.md: no such file; give a Markdown file, a folder or a pattern"),
        ("b*.md", "b*.md: no file matches; quote the pattern, or give a folder"),
        ("empty", "empty: no Markdown file below this folder; give a file or another folder"),
        ("large.md", "large.md: larger than 5 MiB; not read; split it, or exclude it"),
        ("pipe.md", "pipe.md: not a regular file; not read; give a text file"),
        ("-", "standard input: larger than 5 MiB; not read; split it, or exclude it"),
        ("a.rst", f"a.rst: reStructuredText is not read; {CONVERT}"),
        ("A.RST", f"A.RST: reStructuredText is not read; {CONVERT}"),
        ("a.adoc", f"a.adoc: AsciiDoc is not read; {CONVERT}"),
        ("a.org", f"a.org: Org is not read; {CONVERT}"),
        ("a.ipynb", f"a.ipynb: a Jupyter notebook is not read; {CONVERT}"),
        ("a.pdf", f"a.pdf: PDF is not read; {CONVERT}"),
        ("a.docx", f"a.docx: an office document is not read; {CONVERT}"),
        ("a.epub", f"a.epub: an office document is not read; {CONVERT}"),
        ("a.tex", f"a.tex: LaTeX is not read; {CONVERT}"),
        ("a.textile", f"a.textile: Textile is not read; {CONVERT}"),
        ("a.wiki", f"a.wiki: wiki text is not read; {CONVERT}"),
        ("sitemap.xml", "sitemap.xml: XML is not read; give a Markdown file"),
        ("a.json", "a.json: JSON is not read; give a Markdown file"),
        ("a.yaml", "a.yaml: YAML is not read; give a Markdown file"),
        ("a.py", "a.py: source code is not read; give a Markdown file"),
        ("a.png", "a.png: a picture is not read; give a Markdown file"),
        ("a.zip", "a.zip: an archive is not read; give a Markdown file"),
        ("nul.md", "nul.md: not text, it holds a NUL byte: not read; give a Markdown file"),
        (
            "zip.md",
            "zip.md: not text but a zip archive, as .docx, .odt and .epub are: not read; "
            "give a Markdown file",
        ),
        (
            "gb.md",
            "gb.md: not UTF-8 (byte 0xB1 in line 1): not read; "
            "convert it: iconv -f ITS-ENCODING -t UTF-8",
        ),
        ("*.rst", "*.rst: only unsupported files (1 .rst); give Markdown files"),
        (
            "books",
            "books: no Markdown file below this folder (not read: 2 .rst); "
            "give a file or another folder",
        ),
    ],
)
def test_what_was_named_and_cannot_be_read_is_an_error(
    tmp_path: Path, path: str, message: str
) -> None:
    """The contract: exit 2, one line says what and how to fix it."""
    plant(tmp_path, FOREIGN | {"large.md": b" " * (MAX_BYTES + 1), "empty/a.txt": ""})
    os.mkfifo(tmp_path / "pipe.md")

    with pytest.raises(UsageError) as raised:
        discover([path], tmp_path, BytesIO(b" " * (MAX_BYTES + 1)), SUFFIXES)

    assert str(raised.value) == message


@pytest.mark.parametrize("path", [".", "*.md"])
def test_what_was_found_and_cannot_be_read_is_a_problem(tmp_path: Path, path: str) -> None:
    """The contract: nothing is dropped in silence."""
    plant(tmp_path, {"a.md": "a", "full.md": b" " * MAX_BYTES, "large.md": b" " * (MAX_BYTES + 1)})

    found = discover([path], tmp_path, NOTHING, SUFFIXES)

    assert [document.path for document in found.documents] == ["a.md", "full.md"]
    assert found.problems == (
        Problem("large.md", "larger than 5 MiB; not read; split it, or exclude it"),
    )


@pytest.mark.parametrize(
    ("name", "what"),
    [("a.rst", "reStructuredText"), ("nul.md", "not text"), ("gb.md", "not UTF-8"),
     ("a.png", "a picture"), ("large.md", "larger than 5 MiB"), ("-", "not UTF-8")],
)  # fmt: skip
def test_what_was_named_beside_a_document_and_cannot_be_read_is_a_problem(
    tmp_path: Path, name: str, what: str
) -> None:
    """The documents beside it are audited all the same."""
    plant(tmp_path, FOREIGN | {"fine.md": "a", "large.md": b" " * (MAX_BYTES + 1)})

    found = discover([name, "fine.md"], tmp_path, BytesIO(b"\xff"), SUFFIXES)

    assert found.documents == (Document("fine.md", "a"),)
    [problem] = found.problems
    assert problem.path == name
    assert problem.message.startswith(what)


def test_if_nothing_that_was_named_can_be_read_one_line_says_of_how_many(tmp_path: Path) -> None:
    plant(tmp_path, FOREIGN)

    with pytest.raises(UsageError) as raised:
        discover(["a.rst", "nul.md", "a.png"], tmp_path, NOTHING, SUFFIXES)

    assert str(raised.value) == f"a.rst: reStructuredText is not read; {CONVERT} (and 2 more)"


@pytest.mark.parametrize("paths", [[], ["."], ["**/*"]])
def test_formats_that_are_not_read_are_counted_where_they_are_found(
    tmp_path: Path, paths: list[str]
) -> None:
    """The contract: nothing is dropped in silence. Pictures and data are no documents."""
    plant(tmp_path, {"a.md": "a", "b.mdown": "b", "docs/a.rst": "", "docs/b.RST": "", "c.ipynb": "",
                     "site/d.html": "", "e.png": "", "f.json": "", "node_modules/g.rst": "",
                     ".hidden/h.rst": "", "i.rst.md": "i"})  # fmt: skip

    found = discover(paths, tmp_path, NOTHING, SUFFIXES)

    if paths == ["**/*"]:  # a pattern means all that it matches, and HTML can be read
        assert found.unread == {".rst": 3, ".ipynb": 1, ".png": 1, ".json": 1}
    else:
        assert found.unread == {".rst": 2, ".ipynb": 1}
        assert [d.path for d in found.documents] == ["a.md", "b.mdown", "i.rst.md"]
    assert found.problems == ()


def test_a_page_of_html_is_read_where_it_is_named(tmp_path: Path) -> None:
    plant(tmp_path, {"a.md": "a", "b.html": "b", "c.html": "c"})

    found = discover([".", "b.html"], tmp_path, NOTHING, SUFFIXES)

    assert [document.path for document in found.documents] == ["a.md", "b.html"]
    assert found.unread == {}


@pytest.mark.parametrize("name", ["README", "notes.page", "a.2024-01", "a.text", "llms.txt"])
def test_text_of_any_other_suffix_is_read_where_it_is_named(tmp_path: Path, name: str) -> None:
    plant(tmp_path, {name: "a"})

    assert discover([name], tmp_path, NOTHING, SUFFIXES).documents == (Document(name, "a"),)


def test_pipes_and_links_to_nothing_below_a_folder_are_problems(tmp_path: Path) -> None:
    plant(tmp_path, {"a.md": "a"})
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "gone.md").symlink_to("nowhere.md")
    (tmp_path / "round.md").symlink_to("round.md")

    found = discover(["."], tmp_path, NOTHING, SUFFIXES)

    assert found.documents == (Document("a.md", "a"),)
    assert found.problems == (
        Problem("gone.md", "cannot be read: no such file or directory; check its permissions"),
        Problem("pipe.md", "not a regular file; not read; give a text file"),
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

    found = discover([], tmp_path, NOTHING, SUFFIXES)

    assert found.documents == (Document("a.md", "a"),)
    assert [problem.message for problem in found.problems] == [
        "cannot be read: file name too long; check its permissions"
    ]
    assert found.problems[0].path.startswith("ddd")


def test_links_to_folders_are_not_walked(tmp_path: Path) -> None:
    plant(tmp_path, {"docs/a.md": "a"})
    (tmp_path / "docs" / "again").symlink_to(tmp_path / "docs")

    found = discover(["."], tmp_path, NOTHING, SUFFIXES)

    assert [document.path for document in found.documents] == ["docs/a.md"]


def test_a_path_is_shown_from_the_root_if_it_is_below(tmp_path: Path) -> None:
    root = tmp_path / "root"

    assert shown_path(root / "docs" / "a.md", root) == "docs/a.md"
    assert shown_path(tmp_path / "b" / ".." / "a.md", root) == (tmp_path / "a.md").as_posix()


def test_files_are_read_in_parts_of_a_size(tmp_path: Path) -> None:
    plant(tmp_path, {"a.md": "123456", "b.md": "12", "c.md": b"a\0b", "d.md": "1234", "e.md": ""})
    files = find_files(["."], tmp_path, SUFFIXES)

    parts = list(read_in_parts(files, NOTHING, 6))

    assert [[one.path for one in part.documents] for part in parts] == [
        ["a.md"],
        ["b.md", "d.md"],
        ["e.md"],
    ]
    assert [len(part.problems) for part in parts] == [0, 1, 0]


def test_what_was_named_and_cannot_be_read_is_no_error_beside_what_can(tmp_path: Path) -> None:
    """Also where it is in another part."""
    plant(tmp_path, {"a.md": b"a\0b", "b.md": "1234", "c.md": b"a\0b"})
    named = find_files(["a.md", "b.md", "c.md"], tmp_path, SUFFIXES)

    assert [len(part.problems) for part in read_in_parts(named, NOTHING, 1)] == [1, 1]
    with pytest.raises(UsageError, match=r"^a\.md: .*\(and 1 more\)$"):
        list(read_in_parts(find_files(["a.md", "c.md"], tmp_path, SUFFIXES), NOTHING, 1))
