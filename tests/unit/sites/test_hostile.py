"""Sites in a stranger's tree: what their files say is bounded, and stays within the tree."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkaudit.sites.find import Sites, find_sites
from linkaudit.sites.front_matter import parsed
from linkaudit.sites.tree import Tree


def sites(root: Path, files: dict[str, str]) -> Sites:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return find_sites(Tree(root), files)


@pytest.mark.parametrize(
    ("config", "document", "text"),
    [
        ("mkdocs.yml", "docs/a.md", 'site_url: "http://["'),
        ("hugo.toml", "content/a.md", 'baseURL = "http://["'),
        ("hugo.json", "content/a.md", '{"a":' * 900 + "1" + "}" * 900),
        ("hugo.json", "content/a.md", '{"a":' * 40_000),
    ],
)
def test_a_config_that_no_generator_could_use_is_no_trouble(
    tmp_path: Path, config: str, document: str, text: str
) -> None:
    found = sites(tmp_path, {config: text, document: "a"}).of(document)

    assert found is not None
    assert document in found.space().addresses


def test_lists_of_lists_in_front_matter_are_not_read() -> None:
    text = f"---\na: {'[' * 5000}{']' * 5000}\nb: [c, [d], e]\n---\n"

    assert parsed(text) == {"a": (), "b": ("c", "e")}


def test_an_absolute_path_is_no_part_of_the_tree(tmp_path: Path) -> None:
    """Though the tree has a folder or a file of that name."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("---\nslug: /secret\n---\n", "utf-8")
    first = outside.parts[1]
    top = tmp_path / "top"
    found = sites(
        top, {"mkdocs.yml": f"docs_dir: {outside}", f"{first}/a": "", outside.as_posix()[1:]: ""}
    )
    tree = Tree(top)

    [site] = found.found
    assert site.space().outputs == {}
    assert tree.text(f"{outside}/secret.md") == ""
    assert not tree.is_file("/mkdocs.yml")
    assert not tree.is_folder(f"/{first}")
    assert list(tree.walk(f"/{first}")) == []
