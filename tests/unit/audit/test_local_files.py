"""Documents that include others: each is read a few times, however often it is included."""

from __future__ import annotations

from pathlib import Path

import pytest

import linkaudit
from linkaudit.audit import local_files
from linkaudit.extract.registry import anchors
from linkaudit.model.document import Document
from linkaudit.model.slugger import Slugger


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(['--8<-- "b.md"'] * 400, "anchor-missing", id="itself"),
        pytest.param([f'--8<-- "{"./" * n}b.md"' for n in range(100)], "anchor-missing", id="ways"),
        pytest.param([f'--8<-- "{n}.md"' for n in range(300)], "ok", id="more than are looked at"),
    ],
)
def test_a_document_is_read_once_at_each_depth(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: list[str], expected: str
) -> None:
    read: list[str] = []

    def counted(document: Document, slugger: Slugger) -> frozenset[str]:
        read.append(document.path)
        return anchors(document, slugger)

    monkeypatch.setattr(local_files, "anchors", counted)
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: a\n", "utf-8")
    (tmp_path / "docs/a.md").write_text("[b](b.md#other)\n", "utf-8")
    (tmp_path / "docs/b.md").write_text("\n".join(lines), "utf-8")
    for number in range(300):
        (tmp_path / f"docs/{number}.md").write_text(f"# N{number}\n", "utf-8")

    [result] = linkaudit.audit("docs/a.md", folder=tmp_path, offline=True).results

    assert result.verdict.value == expected
    assert len(read) <= local_files._DEEPEST + 1 + 200
