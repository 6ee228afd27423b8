"""Which tests are near to a file, by its path."""

from pathlib import Path

import pytest

from tests.quick import CASES, nearest_tests

TREE = (
    "tests/cli/test_check.py",
    "tests/test_api.py",
    "tests/unit/rules/test_signin.py",
    "tests/unit/rules/test_files.py",
    "tests/unit/rules/visits.py",
    "tests/unit/rules/packs/test_load.py",
)
RULES = {"tests/unit/rules/test_signin.py", "tests/unit/rules/test_files.py"}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in TREE:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "tests"),
    [
        ("src/linkaudit/rules/signin.py", RULES),
        ("src/linkaudit/rules/packs/data/aws.toml", {"tests/unit/rules/packs/test_load.py"}),
        ("src/linkaudit/cli/check.py", {"tests/cli/test_check.py"}),
        ("src/linkaudit/api.py", {"tests/test_api.py"}),
        ("tests/unit/rules/visits.py", RULES),
        ("tests/unit/rules/test_signin.py", {"tests/unit/rules/test_signin.py"}),
        ("tests/cases/pages/a-song/page.html", {CASES}),
        ("docs/rules.md", {"tests/test_docs.py"}),
        ("README.md", {"tests/test_docs.py"}),
    ],
)
def test_the_nearest_tests_mirror_the_path(tree: Path, changed: str, tests: set[str]) -> None:
    assert nearest_tests([changed], tree) == (tests, [])


@pytest.mark.parametrize("changed", ["tasks.py", "tests/unit/rules/test_deleted.py", "src/a.py"])
def test_a_file_without_tests_near_it_is_named(tree: Path, changed: str) -> None:
    assert nearest_tests([changed], tree) == (set(), [changed])
