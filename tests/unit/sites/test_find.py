"""Which site a document belongs to, found by names alone."""

from pathlib import Path

import pytest

from linkaudit.sites.find import find_sites
from linkaudit.sites.tree import Tree


def fill(root: Path, *paths: str, text: str = "") -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")


def generator(root: Path, document: str, named: str = "") -> str:
    fill(root, document)
    site = find_sites(Tree(root), [document], named).of(document)
    return site.generator if site else ""


@pytest.mark.parametrize(
    ("signs", "document", "expected"),
    [
        (["mkdocs.yml"], "docs/a.md", "mkdocs"),
        (["mkdocs.yml"], "README.md", ""),
        (["docs/en/mkdocs.yml"], "docs/en/docs/a.md", "mkdocs"),
        (["docs/en/mkdocs.yml", "docs/hi/docs/b.md"], "docs/hi/docs/a.md", "mkdocs"),
        (["website/docusaurus.config.ts"], "website/docs/a.md", "docusaurus"),
        (["website/docusaurus.config.ts"], "website/README.md", ""),
        (["website/docusaurus.config.ts"], "docs/a.md", ""),
        (["docs/.vitepress/config.mts"], "docs/a/b.md", "vitepress"),
        (["docs/.vitepress/theme/a.ts"], "docs/a.md", ""),
        (["astro.config.mjs", "src/content/docs/b.md"], "src/content/docs/a.md", "starlight"),
        (["astro.config.mjs"], "src/pages/a.md", "Astro"),
        (["hugo.toml"], "content/a.md", "hugo"),
        (["config.toml"], "content/a.md", "hugo"),
        (["config.toml"], "docs/a.md", ""),
        (["config/_default/hugo.yaml"], "content/a.md", "hugo"),
        (["_config.yml"], "a.md", "jekyll"),
        (["_config.yml"], "CONTRIBUTING.md", ""),
        (["_config.yml", "_toc.yml"], "a.md", "sphinx"),
        (["book.toml"], "src/a.md", ""),
        (["myst.yml"], "a.md", "myst"),
        (["docs/docfx.json"], "docs/a/b.md", "docfx"),
        (["docs/conf.py"], "docs/a.md", ""),
        (["_config.yml", "docs/mkdocs.yml"], "docs/docs/a.md", "mkdocs"),
        (["next.config.js"], "docs/a.md", "Next.js"),
        ([], "docs/a.md", ""),
    ],
)
def test_the_nearest_sign_decides(
    signs: list[str], document: str, expected: str, tmp_path: Path
) -> None:
    fill(tmp_path, *signs)

    assert generator(tmp_path, document) == expected


def test_sphinx_is_known_by_its_parser(tmp_path: Path) -> None:
    fill(tmp_path, "docs/conf.py", text='extensions = ["myst_parser"]\n')

    assert generator(tmp_path, "docs/a.md") == "sphinx"


def test_docs_beside_a_site_are_its_own_where_the_config_says_so(tmp_path: Path) -> None:
    config = "// path: 'wrong'\nexport default {presets: [['x', {docs: {path: '../docs'}}]]}\n"
    fill(tmp_path, "website/docusaurus.config.js", text=config)

    assert generator(tmp_path, "docs/a.md") == "docusaurus"


@pytest.mark.parametrize(
    ("named", "expected"), [("hugo", "hugo"), ("github", ""), ("none", ""), ("mkdocs", "mkdocs")]
)
def test_a_generator_that_is_named_overrules(named: str, expected: str, tmp_path: Path) -> None:
    fill(tmp_path, "mkdocs.yml")
    document = "content/a.md" if named == "hugo" else "docs/a.md"

    assert generator(tmp_path, document, named) == expected


def test_no_sign_is_looked_for_through_a_link(tmp_path: Path) -> None:
    fill(tmp_path, "elsewhere/mkdocs.yml", "tree/site/docs/a.md")
    (tmp_path / "tree" / "linked").symlink_to("../elsewhere")
    (tmp_path / "tree" / "site" / "mkdocs.yml").symlink_to("../../elsewhere/mkdocs.yml")
    tree = Tree(tmp_path / "tree")

    sites = find_sites(tree, ["site/docs/a.md"])

    assert [site.sign for site in sites.found] == ["site/mkdocs.yml"]
    assert tree.text("site/mkdocs.yml") == ""  # a name, and nothing of what is outside
    assert not tree.files("linked")


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ndocs_dir: [*c, *c]\n",
        "docs_dir: " + "[" * 50_000,
        "- " * 50_000,
        "docs_dir: !!python/object/apply:os.system ['x']\n",
        "docs_dir: {{{\n",
        "\x00\x01",
        "plugins: 7\nmarkdown_extensions: {toc: [1]}\nexclude_docs: [1]\n",
    ],
    ids=["aliases", "brackets", "dashes", "object", "braces", "control", "types"],
)
def test_a_config_that_is_not_as_it_should_be_is_read_as_the_defaults(
    text: str, tmp_path: Path
) -> None:
    """A config may come with a stranger's pull request."""
    fill(tmp_path, "mkdocs.yml", text=text)

    assert generator(tmp_path, "docs/a.md") == "mkdocs"


def test_folders_are_listed_once_and_only_near_documents(tmp_path: Path) -> None:
    fill(tmp_path, *(f"far/{n}/deep/x.txt" for n in range(50)), "docs/a.md", "docs/b.md")
    tree = Tree(tmp_path)

    find_sites(tree, ["docs/a.md", "docs/b.md"])

    assert not tree.has_listed("far/7/deep")
