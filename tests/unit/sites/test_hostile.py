"""Sites in a stranger's tree: what their files say is bounded, and stays within the tree."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

import linkaudit
from linkaudit.files.site_dialect import SiteDialects
from linkaudit.sites import tree as tree_module
from linkaudit.sites.find import Sites, find_sites
from linkaudit.sites.front_matter import parsed
from linkaudit.sites.generators import hugo, jekyll
from linkaudit.sites.generators.base import any_glob
from linkaudit.sites.site import Space
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


_MOUNTS = "".join(f"  - {{source: ., target: content/{n}}}\n" for n in range(20))


@pytest.mark.parametrize(
    ("config", "text", "document"),
    [
        ("hugo.yaml", f"module:\n  mounts:\n{_MOUNTS}", "content/a.md"),
        (
            "hugo.yaml",
            "taxonomies:\n" + "".join(f"  a{n}: b{n}\n" for n in range(999)),
            "content/a.md",
        ),
        ("_config.yml", "defaults:\n" + "- a: b\n" * 999, "a.md"),
        ("docusaurus.config.js", "staticDirectories: [" + "'docs'," * 30 + "]", "docs/a.md"),
    ],
)
def test_a_config_that_multiplies_the_tree_leaves_its_links_in_doubt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, config: str, text: str, document: str
) -> None:
    monkeypatch.setattr(tree_module, "_MOST_LOOKS", 60)
    stem = document.removesuffix(".md")
    files = {f"{stem}{n}.md": "---\na: b\n---\n[b](none.md)\n" for n in range(3)}

    sites(tmp_path, {config: text, **files})
    report = linkaudit.audit(folder=tmp_path, offline=True)

    assert {result.verdict.value for result in report.results} == {"skipped"}


@pytest.mark.parametrize("generator", [hugo, jekyll])
def test_an_address_does_not_grow_with_the_marks_in_its_pattern(generator: ModuleType) -> None:
    pattern, values = "/:title" * 1000, {"slug": ("a" * 8000,), "title": ("a" * 8000,)}
    filled = (
        generator._permalink(pattern, "a", "a", "a", "a", values)
        if generator is hugo
        else generator._filled(pattern, "a.md", "a", "", None, values)
    )

    assert len(filled) < 10_000


def test_patterns_are_compiled_once_and_are_not_many() -> None:
    excludes = any_glob([*(f"a{n}b*" for n in range(10_000)), "plain"])

    assert [name for name in ("a7b", "a9999b", "plain", "b") if excludes(name)] == ["a7b", "plain"]


def test_the_first_of_several_reasons_to_doubt_is_told() -> None:
    space = Space(doubts=(("a/b", "first"), ("a", "second"), ("a/b", "third")))

    assert [space.doubt(path) for path in ("a/b/c", "a/c", "b", "")] == ["first", "second", "", ""]


def test_a_document_is_of_the_site_with_the_deepest_content(tmp_path: Path) -> None:
    found = sites(
        tmp_path,
        {
            "mkdocs.yml": "docs_dir: .",
            "a/mkdocs.yml": "docs_dir: ..",
            "b/mkdocs.yml": "",
            "b/docs/a.md": "",
        },
    )

    signs = [
        site.sign if (site := found.of(path)) else "" for path in ("x.md", "a/x.md", "b/docs/a.md")
    ]
    assert signs == ["mkdocs.yml", "mkdocs.yml", "b/mkdocs.yml"]


def test_folders_in_folders_are_listed_to_any_depth(tmp_path: Path) -> None:
    deep = "/".join("a" * 900)
    (tmp_path / deep).mkdir(parents=True)

    assert Tree(tmp_path).is_folder(deep)
    assert SiteDialects().of(str(tmp_path / deep / "a.md")) == ""
