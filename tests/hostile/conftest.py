"""A folder to be checked, as a stranger's pull request leaves it, and something beside it."""

from pathlib import Path

import pytest

SECRET = "[kept](https://kept.example/for-nobody)"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder we run in. Beside it, `outside` holds what is nobody's business."""
    folder = tmp_path / "tree"
    folder.mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.md").write_text(SECRET)
    (folder / "a.md").write_text("# Title\n\nNothing but words.\n")
    monkeypatch.chdir(folder)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return folder
