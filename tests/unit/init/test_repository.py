"""What a folder shows about itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkaudit.init.repository import inspect, where
from linkaudit.model.slugger import Slugger
from tests.cli.trees import fill


@pytest.mark.parametrize(
    ("files", "github", "gitlab"),
    [
        ({}, False, False),
        ({".git/config": '[remote "origin"]\n\turl = git@github.com:acme/docs.git\n'}, True, False),
        ({".git/config": "[remote]\n url = https://t0ken@github.com/acme/docs\n"}, True, False),
        ({".git/config": "[remote]\n url = ssh://git@gitlab.com/acme/docs\n"}, False, True),
        ({".git/config": "[remote]\n url = https://github.com.a.example/docs\n"}, False, False),
        ({".git/config": "[remote]\n url = https://nogithub.company/docs\n"}, False, False),
        ({".git": "gitdir: ../elsewhere\n"}, False, False),
        ({".github/CODEOWNERS": "\n"}, True, False),
        ({".gitlab-ci.yml": "\n"}, False, True),
    ],
)
def test_where_a_repository_lives_is_found_out(
    files: dict[str, str], github: bool, gitlab: bool, tmp_path: Path
) -> None:
    fill(tmp_path, files)

    place = inspect(tmp_path)

    assert (place.is_on_github, place.is_on_gitlab) == (github, gitlab)


@pytest.mark.parametrize(
    ("files", "site"),
    [
        ({"README.md": ""}, None),
        ({"site/mkdocs.yml": ""}, ("site", Slugger.MKDOCS)),
        ({"website/docusaurus.config.js": ""}, ("website", Slugger.DOCUSAURUS)),
        # `check` sees for itself what lies in the folder where it runs.
        ({"mkdocs.yml": "", "website/docusaurus.config.js": ""}, None),
        ({".hidden/mkdocs.yml": ""}, None),
    ],
)
def test_a_site_in_a_folder_below_is_found(
    files: dict[str, str], site: object, tmp_path: Path
) -> None:
    fill(tmp_path, files)

    assert inspect(tmp_path).site == site


def test_no_site_is_looked_for_through_a_link(tmp_path: Path) -> None:
    fill(tmp_path, {"elsewhere/site/mkdocs.yml": "", "tree/README.md": ""})
    (tmp_path / "tree" / "site").symlink_to("../elsewhere/site")

    assert inspect(tmp_path / "tree").site is None


def test_documents_are_told_by_the_folders_they_lie_in() -> None:
    paths = ["docs/b/c.md", "README.md", "docs/a.md", "CHANGELOG.md"]

    assert where(paths) == "CHANGELOG.md, README.md, docs/ (2)"
