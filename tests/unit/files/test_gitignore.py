"""What git ignores is left out of folders, and audited where it is named."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from linkaudit.errors import UsageError
from linkaudit.extract.registry import SUFFIXES
from linkaudit.files.find import find_files

# Files with their text, and what `git ls-files --others --exclude-standard` of git 2.39 lists.
CASES: list[tuple[dict[str, str], list[str]]] = [
    ({"a.md": "", "site/b.md": ""}, ["a.md", "site/b.md"]),
    ({".gitignore": "site/\n", "a.md": "", "site/b.md": "", "c/site/d.md": ""}, ["a.md"]),
    ({".gitignore": "/site\n", "site/b.md": "", "c/site/d.md": ""}, ["c/site/d.md"]),
    ({".gitignore": "*.md\n!a.md\n", "a.md": "", "b.md": ""}, ["a.md"]),
    ({".gitignore": "x/\n!x/a.md\n", "x/a.md": "", "b.md": ""}, ["b.md"]),
    ({".gitignore": "x/*\n!x/a.md\n", "x/a.md": "", "x/b.md": ""}, ["x/a.md"]),
    ({"c/.gitignore": "b.md\n", "c/b.md": "", "c/d.md": "", "b.md": ""}, ["b.md", "c/d.md"]),
    (
        {".gitignore": "*.md\n", "c/.gitignore": "!b.md\n", "c/b.md": "", "a.md": ""},
        ["c/b.md"],
    ),
    ({".gitignore": "**/out/**\n", "x/out/y/a.md": "", "b.md": ""}, ["b.md"]),
    ({".gitignore": "docs/_build\n", "docs/_build/a.md": "", "docs/b.md": ""}, ["docs/b.md"]),
    ({".gitignore": "# a.md\n\n\\#b.md\n", "a.md": "", "#b.md": ""}, ["a.md"]),
    ({".gitignore": "a[0-9].md\n", "a1.md": "", "ab.md": ""}, ["ab.md"]),
    ({".gitignore": "!\n\\\nb.md\n", "a.md": "", "b.md": ""}, ["a.md"]),
    ({".gitignore": "a.md  \n", "a.md": "", "b.md": ""}, ["b.md"]),
    ({".gitignore": "A.md\n", "a.md": ""}, ["a.md"]),
    (
        {".gitignore": "a*a*a*a*a*a*a*a*b.md\n", "aaaaaaaaaaaaaaaaaaaaaaaa.md": ""},
        ["a" * 24 + ".md"],
    ),
]


def tree(root: Path, files: Mapping[str, str]) -> None:
    (root / ".git").mkdir()
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def found(root: Path, *paths: str, no_gitignore: bool = False) -> list[str]:
    files = find_files(paths, root, SUFFIXES, no_gitignore=no_gitignore)
    return sorted(file.shown for file in files)


@pytest.mark.parametrize(("files", "listed"), CASES)
def test_what_git_ignores_is_left_out(
    tmp_path: Path, files: dict[str, str], listed: list[str]
) -> None:
    tree(tmp_path, files)

    assert found(tmp_path) == sorted(listed)


def test_what_is_named_is_audited_though_git_ignores_it(tmp_path: Path) -> None:
    tree(tmp_path, {".gitignore": "site/\nb.md\n", "a.md": "", "b.md": "", "site/x/c.md": ""})

    assert found(tmp_path, "b.md") == ["b.md"]
    assert found(tmp_path, "site") == ["site/x/c.md"]
    assert found(tmp_path, "site/x") == ["site/x/c.md"]
    assert found(tmp_path, "site/**/*.md") == ["site/x/c.md"]
    assert found(tmp_path, no_gitignore=True) == ["a.md", "b.md", "site/x/c.md"]


def test_the_files_above_a_folder_count_up_to_the_top_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.md\n")
    top = tmp_path / "top"
    top.mkdir()
    tree(top, {".gitignore": "out/\n", "docs/a.md": "", "docs/out/b.md": ""})

    assert found(top, "docs") == ["docs/a.md"]
    assert found(top / "docs") == ["a.md"]


def test_where_git_ignores_all_the_message_says_so(tmp_path: Path) -> None:
    tree(tmp_path, {".gitignore": "*.md\n", "a.md": ""})

    with pytest.raises(UsageError, match="but what git ignores"):
        found(tmp_path)
