"""Which dialect a document is in, by the nearest config of a generator."""

from pathlib import Path

import pytest

from linkaudit.files.site_dialect import SiteDialects

AUTOREFS = "plugins:\n  - search\n  - autorefs\n"


@pytest.mark.parametrize(
    ("files", "path", "dialect"),
    [
        ({}, "docs/a.md", ""),
        ({"website/docusaurus.config.js": ""}, "website/docs/a.md", "mdx"),
        ({"website/docusaurus.config.ts": ""}, "website/docs/deep/er/a.md", "mdx"),
        ({"website/docusaurus.config.js": ""}, "README.md", ""),
        ({"website/docusaurus.config.js": ""}, "website/README.md", ""),
        ({"docusaurus.config.js": "markdown: {format: 'detect'}"}, "docs/a.md", ""),
        ({"docusaurus.config.js": "markdown: {format: 'mdx'}"}, "docs/a.md", "mdx"),
        ({"mkdocs.yml": "site_name: x"}, "docs/a.md", "mkdocs"),
        ({"mkdocs.yml": AUTOREFS}, "docs/a.md", "mkdocs-autorefs"),
        ({"mkdocs.yml": "plugins:\n  mkdocstrings:\n"}, "docs/a.md", "mkdocs-autorefs"),
        ({"mkdocs.yml": "# no autorefs"}, "docs/a.md", "mkdocs"),
        ({"docs/en/mkdocs.yml": ""}, "docs/en/docs/a.md", "mkdocs"),
        ({"docs/en/mkdocs.yml": ""}, "docs/de/docs/a.md", ""),
        ({"mkdocs.yml": "", "web/docusaurus.config.js": ""}, "web/docs/a.md", "mdx"),
        ({"mkdocs.yml": "", "sub/.git/HEAD": ""}, "sub/docs/a.md", ""),
    ],
)
def test_the_nearest_config_says_how_a_document_is_read(
    tmp_path: Path, files: dict[str, str], path: str, dialect: str
) -> None:
    (tmp_path / ".git").mkdir()
    for name, text in {path: "", **files}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    assert SiteDialects().of(str(tmp_path / path)) == dialect


@pytest.mark.parametrize(
    ("generator", "path", "dialect"),
    [
        ("docusaurus", "README.md", "mdx"),
        ("mkdocs", "README.md", "mkdocs-autorefs"),
        ("mkdocs", "docs/a.md", "mkdocs-autorefs"),
        ("github", "docs/a.md", ""),
        ("hugo", "docs/a.md", ""),
    ],
)
def test_a_generator_that_was_named_overrules_the_configs(
    tmp_path: Path, generator: str, path: str, dialect: str
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(AUTOREFS)

    assert SiteDialects(generator).of(str(tmp_path / path)) == dialect
