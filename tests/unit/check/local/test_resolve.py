"""Files and folders of the checked tree, and that nothing outside it is told."""

import os
from pathlib import Path

import pytest

from linkaudit.check.local.resolve import MAX_BYTES, Local
from linkaudit.extract.registry import SUFFIXES
from linkaudit.model.document import Document
from linkaudit.model.http import Answer, Failure, FailureKind, Page
from linkaudit.model.report import LocalTarget, NotAsked, Observation, Unasked
from linkaudit.text.brief import cut

OUTSIDE = NotAsked(Unasked.REFUSED, "the path leads out of the audited folder")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tree to check, beside a file that is none of its business."""
    (tmp_path / "secret.md").write_text("# Secret\n")
    (tmp_path / "loop").symlink_to("loop")
    folder = tmp_path / "tree"
    folder.mkdir()
    return folder


def words(document: Document) -> frozenset[str]:
    """Stands for the reader of anchors: every word is one."""
    return frozenset(document.text.split())


def observe(path: str, root: Path) -> Observation:
    return Local(words, SUFFIXES.is_read).observe(LocalTarget(path), root)


def page(*anchors: str, lines: int = 1) -> Page:
    return Page(anchors=frozenset(anchors), lines=lines)


def found(path: str, page: Page | None = None) -> Observation:
    return Observation(LocalTarget(path), Answer(path, 0, page=page))


def missing(path: str, *neighbours: str) -> Observation:
    failure = Failure(FailureKind.MISSING, f"there is no file {cut(path)}", path)
    return Observation(LocalTarget(path), failure, neighbours=neighbours)


@pytest.mark.parametrize("name", ["notes.md", "NOTES.MD", "notes.markdown"])
def test_a_file_of_markdown_is_there_with_its_anchors(name: str, root: Path) -> None:
    """The contract: `anchor-missing` holds for local files too."""
    (root / name).write_bytes(b"\xef\xbb\xbfone\ntwo")

    observation = observe(name, root)

    assert observation == found(name, page("one", "two", lines=2))


@pytest.mark.parametrize("content", [b"one \xff", b"one\0", "語".encode("gb18030"), b"%PDF-1.7"])
def test_a_file_that_cannot_be_decoded_is_there_and_proves_nothing_missing(
    content: bytes, root: Path
) -> None:
    """The contract: a page that could not be decoded proves no fragment missing."""
    (root / "a.md").write_bytes(content)

    assert observe("a.md", root) == found("a.md")


def test_a_file_of_plain_text_has_the_anchors_of_markdown(root: Path) -> None:
    """Its links are read as those of Markdown, so what they jump to is too."""
    (root / "a.txt").write_text("one two")

    assert observe("a.txt", root) == found("a.txt", page("one", "two"))


def test_a_document_of_any_suffix_has_anchors_and_another_file_of_that_suffix_has_none(
    root: Path,
) -> None:
    for name in ("notes.page", "other.page"):
        (root / name).write_text("one two")
    local = Local(words, {os.path.realpath(root / "notes.page")}.__contains__)

    seen = [local.observe(LocalTarget(name), root) for name in ("notes.page", "other.page")]

    assert seen == [
        found("notes.page", page("one", "two")),
        found("other.page", Page(lines=1, has_ids=False)),
    ]


def test_a_file_of_another_kind_is_there_and_its_anchors_are_unknown(root: Path) -> None:
    """No fragment of a picture can be called missing."""
    (root / "figure.png").write_bytes(b"\x89PNG\0")

    assert observe("figure.png", root) == found("figure.png")


def test_what_is_not_there_is_missing(root: Path) -> None:
    assert observe("none.md", root) == missing("none.md")


def test_a_long_name_of_a_missing_file_is_cut_in_what_is_said_and_whole_in_the_data(
    root: Path,
) -> None:
    path = "a name with blanks " * 100 + ".md"

    outcome = observe(path, root).outcome

    assert outcome == Failure(FailureKind.MISSING, f"there is no file {path[:199]}…", path)


def test_a_file_of_text_is_there_with_its_lines(root: Path) -> None:
    """GitHub's `#L10` leads to a line of any text; names of other kinds are unknown."""
    (root / "run.py").write_text("one\ntwo\nthree")

    assert observe("run.py", root) == found("run.py", Page(lines=3, has_ids=False))


@pytest.mark.parametrize(("text", "lines"), [("", 0), ("\n", 1), ("a", 1), ("a\n", 1), ("a\nb", 2)])
def test_a_line_is_what_ends_in_a_line_end_or_with_the_file(
    text: str, lines: int, root: Path
) -> None:
    (root / "run.py").write_text(text)

    assert observe("run.py", root) == found("run.py", Page(lines=lines, has_ids=False))


@pytest.mark.parametrize("name", ["big.md", "big.py"])
def test_of_a_file_that_is_too_large_nothing_within_is_known(name: str, root: Path) -> None:
    """5 MiB are read, as of any document."""
    (root / name).write_bytes(b"\n" * (MAX_BYTES + 1))

    assert observe(name, root) == found(name)


def test_a_file_is_not_read_where_no_fragment_is_asked_of_it(root: Path) -> None:
    (root / "notes.md").write_text("one")

    observation = Local(words, SUFFIXES.is_read).observe(LocalTarget("notes.md"), root, reads=False)

    assert observation == found("notes.md")


def test_a_pipe_is_there_and_nobody_waits_for_it(root: Path) -> None:
    os.mkfifo(root / "pipe.md")

    assert observe("pipe.md", root) == found("pipe.md")


@pytest.mark.parametrize("name", ["README.md", "index.md", "index.mdx", "index.html"])
def test_a_folder_stands_for_the_page_within_it(name: str, root: Path) -> None:
    """Forges show the README of a folder; generators its index."""
    (root / "docs").mkdir()
    (root / "docs" / name).write_text("one")

    assert observe("docs", root) == found("docs", page("one"))


@pytest.mark.parametrize("name", ["docs", "docs.md"])
def test_a_folder_without_a_page_is_there_all_the_same(name: str, root: Path) -> None:
    (root / name).mkdir()

    assert observe(name, root) == found(name)


def test_of_two_pages_in_a_folder_the_readme_is_shown(root: Path) -> None:
    (root / "docs").mkdir()
    (root / "docs" / "README.md").write_text("one")
    (root / "docs" / "index.md").write_text("two")

    assert observe("docs", root) == found("docs", page("one"))


def test_the_tree_itself_can_be_linked_to(root: Path) -> None:
    assert observe(".", root) == found(".")


@pytest.mark.parametrize(
    "path",
    [
        *("../secret.md", "../none.md", "docs/../../secret.md", "/etc/passwd", "/none", ".."),
        *("../loop", f"../{'x' * 300}"),
    ],
)
def test_what_lies_outside_is_refused_whether_or_not_it_exists(path: str, root: Path) -> None:
    """HOSTILE D: no existence oracle."""
    assert observe(path, root) == Observation(LocalTarget(path), OUTSIDE)


@pytest.mark.parametrize("there", ["secret.md", "none.md"])
def test_a_symbolic_link_out_of_the_tree_is_refused(there: str, root: Path) -> None:
    """HOSTILE D: a symlink to a file that leaves the root, existing or not."""
    (root / "way-out.md").symlink_to(root.parent / there)

    assert observe("way-out.md", root) == Observation(LocalTarget("way-out.md"), OUTSIDE)


@pytest.mark.parametrize("name", ["secret.md", "none.md"])
def test_a_symbolic_link_to_a_folder_outside_is_refused(name: str, root: Path) -> None:
    """HOSTILE D: a symlink to a folder that leaves the root."""
    (root / "up").symlink_to(root.parent, target_is_directory=True)
    path = f"up/{name}"

    assert observe(path, root) == Observation(LocalTarget(path), OUTSIDE)


@pytest.mark.parametrize("there", ["secret.md", "none.md"])
def test_the_page_of_a_folder_is_not_read_outside_the_tree(there: str, root: Path) -> None:
    """HOSTILE D: the same whether or not the file exists, and its words stay its own."""
    (root / "docs").mkdir()
    (root / "docs" / "README.md").symlink_to(root.parent / there)

    assert observe("docs", root) == found("docs")


def test_a_symbolic_link_within_the_tree_is_followed(root: Path) -> None:
    (root / "real.md").write_text("one")
    (root / "other.md").symlink_to("real.md")

    assert observe("other.md", root) == found("other.md", page("one"))


def test_a_tree_that_is_a_symbolic_link_itself_is_checked(root: Path) -> None:
    (root / "real.md").write_text("one")
    alias = root.parent / "alias"
    alias.symlink_to(root, target_is_directory=True)

    assert observe("real.md", alias) == found("real.md", page("one"))


@pytest.mark.parametrize("path", ["a", "a/x.md", "docs"])
def test_a_loop_of_symbolic_links_leads_to_no_file(path: str, root: Path) -> None:
    """HOSTILE D: a symlink loop ends, and is no bug of ours."""
    (root / "a").symlink_to("b")
    (root / "b").symlink_to("a")
    (root / "docs").symlink_to("docs")

    assert observe(path, root) == missing(path)


def test_a_folder_whose_page_is_a_loop_is_there_all_the_same(root: Path) -> None:
    """HOSTILE D, as above."""
    (root / "docs").mkdir()
    (root / "docs" / "README.md").symlink_to("README.md")

    assert observe("docs", root) == found("docs")


@pytest.mark.parametrize("path", ["x" * 300, "x/" * 2500, "nul\x00.md", "file.md/x"])
def test_a_path_that_no_file_can_have_is_missing(path: str, root: Path) -> None:
    """HOSTILE D: a NUL, 5,000 characters, and no exception."""
    (root / "file.md").write_text("one")

    observation = observe(path, root)

    assert observation.outcome == missing(path).outcome
