"""The folder that tests of local links run in."""

from pathlib import Path

import pytest


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder we are in, with something beside it that is none of our business."""
    (tmp_path / "secret.md").write_text("# Secret\n")
    folder = tmp_path / "tree"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder
