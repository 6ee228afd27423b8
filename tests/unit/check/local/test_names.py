"""By which names a file of the tree is found, and what is told of one that is not."""

from pathlib import Path

import pytest

from linkaudit.check.local.resolve import Local
from linkaudit.extract.registry import SUFFIXES
from linkaudit.model.document import Document
from linkaudit.model.http import Answer, Failure
from linkaudit.model.report import LocalTarget, NotAsked, Observation
from linkaudit.model.slugger import Slugger


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "tree"
    folder.mkdir()
    return folder


def fill(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)


def its_text(document: Document) -> frozenset[str]:
    """Stands for the reader of anchors: says which file was read."""
    return frozenset({document.text})


def observe(
    path: str, root: Path, *, literal: str = "", is_site: bool = False, tree: Path | None = None
) -> Observation:
    sources = [Slugger.MKDOCS.sources] if is_site else []
    local = Local(its_text, SUFFIXES.is_read, *sources)
    return local.observe(LocalTarget(path, literal), root, tree)


def page_read(observation: Observation) -> str:
    """Which file's anchors were read; empty where none were."""
    outcome = observation.outcome
    assert isinstance(outcome, Answer)
    return "".join(outcome.page.anchors) if outcome.page else ""


# ---------------------------------------------------------------------- case


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("Readme.md", "README.md"),
        ("readme.MD", "README.md"),
        ("DOCS/a.md", "docs/a.md"),
        ("DOCS/A.md", "docs/a.md"),
        ("docs/sub/B.md", "docs/sub/b.md"),
        ("Docs", "docs"),
        ("STRASSE.md", "straße.md"),
        ("u\u0308.md", "ü.md"),
    ],
)
def test_a_name_in_another_case_is_missing_and_the_real_one_is_told(
    asked: str, there: str, root: Path
) -> None:
    """Names are compared with those that are listed, so a Mac says what a server will."""
    fill(root, "README.md", "docs/a.md", "docs/sub/b.md", "straße.md", "ü.md")

    observation = observe(asked, root)

    assert isinstance(observation.outcome, Failure)
    assert observation.spellings == (there,)


def test_of_several_that_differ_by_case_two_are_told(root: Path) -> None:
    fill(root, "README.md", "Readme.md", "readme.md")

    assert observe("reADme.md", root).spellings == ("README.md", "Readme.md")


def test_a_name_that_is_there_just_so_is_found_beside_another_case(root: Path) -> None:
    fill(root, "README.md", "readme.md")

    assert page_read(observe("readme.md", root)) == "readme.md"


def test_another_case_is_not_looked_for_outside_the_tree(root: Path) -> None:
    """HOSTILE D: the same whether or not the target exists."""
    fill(root.parent, "other/a.md")
    (root / "up").symlink_to(root.parent / "other", target_is_directory=True)
    (root / "nowhere").symlink_to(root.parent / "none", target_is_directory=True)

    for path in ("UP/a.md", "UP/A.md", "Up", "Nowhere", "NOWHERE/a.md"):
        assert observe(path, root).spellings == ()


# ---------------------------------------------------------------- neighbours


def test_of_a_missing_file_its_neighbours_are_told(root: Path) -> None:
    fill(root, "docs/guide.md", "docs/usage.md", "docs/.hidden", "other.md")

    assert observe("docs/gide.md", root).neighbours == ("guide.md", "usage.md")


@pytest.mark.parametrize("path", ["dcs/guide.md", "docs/guide.md/x/y"])
def test_of_a_missing_folder_no_neighbours_are_told(path: str, root: Path) -> None:
    fill(root, "docs/guide.md")

    assert observe(path, root).neighbours == ()


def test_a_hidden_file_has_hidden_neighbours(root: Path) -> None:
    fill(root, ".editorconfig", "a.md")

    assert observe(".editorconfg", root).neighbours == (".editorconfig", "a.md")


def test_of_a_large_folder_a_thousand_neighbours_are_told(root: Path) -> None:
    fill(root, *(f"{number:04}.md" for number in range(1_001)))

    neighbours = observe("none.md", root).neighbours

    assert (len(neighbours), neighbours[-1]) == (1_000, "0999.md")


# ------------------------------------------------------------ percent-encoding


@pytest.mark.parametrize(
    ("there", "read"),
    [
        (["a b.md"], "a b.md"),
        (["a%20b.md"], "a%20b.md"),
        (["a b.md", "a%20b.md"], "a b.md"),
    ],
)
def test_a_name_is_decoded_and_else_taken_as_it_is(there: list[str], read: str, root: Path) -> None:
    """RFC 3986 §2.4; but a file may be called so."""
    fill(root, *there)

    assert page_read(observe("a b.md", root, literal="a%20b.md")) == read


def test_what_leads_out_when_decoded_is_refused_whatever_is_there(root: Path) -> None:
    """HOSTILE D: `%2e%2e/`."""
    fill(root, "%2e%2e/a.md")

    observation = observe("../a.md", root, literal="%2e%2e/a.md")

    assert isinstance(observation.outcome, NotAsked)


# ------------------------------------------------------------ without a suffix


@pytest.mark.parametrize(
    ("asked", "there", "read"),
    [
        pytest.param("guide", ["guide.md"], "guide.md", id="the-suffix-left-out"),
        pytest.param("guide", ["guide.mdx"], "guide.mdx", id="another-suffix"),
        pytest.param("guide.md", ["guide.md.md", "guide.md"], "guide.md", id="just-so-first"),
        pytest.param("guide", ["guide/index.md"], "guide/index.md", id="a-folder-with-a-page"),
        pytest.param("guide", ["guide/a.md", "guide.md"], "guide.md", id="a-folder-without"),
        pytest.param("guide/a", ["guide/a.md"], "guide/a.md", id="within-a-folder"),
        pytest.param("v1.2", ["v1.2.md"], "v1.2.md", id="with-a-dot-in-it"),
    ],
)
def test_a_site_leaves_the_suffix_out(asked: str, there: list[str], read: str, root: Path) -> None:
    """MkDocs and Docusaurus serve `guide.md` at `guide/` and `guide`."""
    fill(root, *there)

    assert page_read(observe(asked, root, is_site=True)) == read


def test_a_forge_wants_the_suffix(root: Path) -> None:
    fill(root, "guide.md")

    observation = observe("guide", root)

    assert isinstance(observation.outcome, Failure)
    assert observation.neighbours == ("guide.md",)


def test_a_page_of_a_site_is_not_read_outside_the_tree(root: Path) -> None:
    """HOSTILE D: the same whether or not the target exists."""
    fill(root.parent, "secret.md")
    (root / "a.md").symlink_to(root.parent / "secret.md")
    (root / "b.md").symlink_to(root.parent / "none.md")

    outcomes = [observe(path, root, is_site=True).outcome for path in ("a", "b")]

    assert all(isinstance(outcome, Failure) for outcome in outcomes)


# ------------------------------------------------------------------- the root


def test_a_path_may_count_from_a_folder_within_the_tree(root: Path) -> None:
    """A site in `site/` may link to what lies beside it by a symbolic link."""
    fill(root, "site/a.md", "shared.md")
    (root / "site" / "b.md").symlink_to(root / "shared.md")

    assert page_read(observe("a.md", root / "site", tree=root)) == "site/a.md"
    assert page_read(observe("b.md", root / "site", tree=root)) == "shared.md"


@pytest.mark.parametrize("path", ["../shared.md", "../none.md", ".."])
def test_a_path_that_counts_from_a_folder_does_not_leave_it(path: str, root: Path) -> None:
    fill(root, "site/a.md", "shared.md")

    assert isinstance(observe(path, root / "site", tree=root).outcome, NotAsked)


def test_a_base_that_leads_out_of_the_tree_is_refused(root: Path) -> None:
    fill(root.parent, "other/a.md")
    (root / "site").symlink_to(root.parent / "other", target_is_directory=True)

    for path in ("a.md", "none.md"):
        assert isinstance(observe(path, root / "site", tree=root).outcome, NotAsked)
