"""What a folder shows about itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkaudit.init.repository import inspect, where
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


def test_documents_are_told_by_the_folders_they_lie_in() -> None:
    paths = ["docs/b/c.md", "README.md", "docs/a.md", "CHANGELOG.md"]

    assert where(paths) == "CHANGELOG.md, README.md, docs/ (2)"
