"""Files that are not Markdown, through the command line: never "ready", never read as something."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from linkaudit.cli import main

QUIET = ("--no-state", "--no-report", "--offline")


def fill(folder: Path, **files: str | bytes) -> None:
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("x.rst", b"`the docs <http://rst.example/gone>`_\n", "reStructuredText is not read"),
        ("x.adoc", b"http://a.example/gone[Text]\n", "AsciiDoc is not read"),
        ("x.ipynb", b'{"cells": []}', "a Jupyter notebook is not read"),
        ("x.docx", b"PK\x03\x04\0", "an office document is not read"),
        ("x.pdf", b"%PDF-1.7", "PDF is not read"),
        ("real.md", b"PK\x03\x04\0", "not text but a zip archive"),
        ("x.md", b"a\0b", "not text, it holds a NUL byte"),
        ("x.md", "标题 [链接](b.md)".encode("gb18030"), "not UTF-8"),
        ("x", "Größe".encode("latin-1"), "not UTF-8"),
    ],
)
@pytest.mark.parametrize("command", ["check", "links", "fix"])
def test_a_file_that_is_not_markdown_is_refused_in_one_line(
    command: str,
    name: str,
    content: bytes,
    what: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit 2, and nothing that sounds like an answer."""
    (folder / name).write_bytes(content)
    options = {"check": QUIET, "links": ("--no-state",), "fix": ("--no-state", "--offline")}

    assert main([command, name, *options[command]]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"linkaudit: {name}: {what}")
    assert err.count("\n") == 1


def test_standard_input_with_a_nul_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"[a](b)\0")))

    assert main(["check", "-", *QUIET]) == 2
    assert "standard input: not text, it holds a NUL byte" in capsys.readouterr().err


def test_beside_a_document_it_is_a_problem_and_the_document_is_audited(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(folder, a__md="[b](x.rst)", x__rst="x")

    assert main(["check", "a.md", "x.rst", *QUIET]) == 1

    out = capsys.readouterr().out
    assert "x.rst: reStructuredText is not read" in out
    assert "1 link in 1 document: 1 ok" in out
    assert "Not ready to republish: 1 document could not be read." in out


def test_below_a_folder_it_is_counted_in_every_report(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(folder, a__md="[b](x.rst)", x__rst="x", y__rst="y", z__ipynb="{}", p__png=b"\x89PNG\0")

    status = main(["check", "--no-state", "--offline", "--format", "json=r.json",
                   "--format", "html=r.html"])  # fmt: skip

    assert status == 0
    assert "\nNot read: 2 .rst, 1 .ipynb.\n" in capsys.readouterr().out
    assert json.loads((folder / "r.json").read_text())["unread"] == {".ipynb": 1, ".rst": 2}
    for report in ("reports/a.md", "r.html"):
        assert "not read: 2 .rst, 1 .ipynb" in (folder / report).read_text()


def test_the_list_of_links_says_what_it_leaves_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(folder, a__md="[b](x.rst)", x__rst="x", y__org="y")

    assert main(["links", "--no-state"]) == 0
    assert capsys.readouterr().err == "linkaudit: not read: 1 .org, 1 .rst\n"


def test_a_second_list_refuses_what_the_first_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is remembered of the document beside it makes no difference."""
    fill(folder, a__md="[b](x.rst)", x__rst="x")

    first = main(["links", "a.md", "x.rst"]), capsys.readouterr()
    again = main(["links", "a.md", "x.rst"]), capsys.readouterr()

    assert first == again
    assert first[0] == 1


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.text", "a.mkd", "README", "a.page"])
def test_the_same_bytes_have_the_same_anchors_whatever_their_name(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / name).write_text("# Here\n\n[x](#nope) [y](#here)\n")

    assert main(["check", name, *QUIET]) == 1
    assert "2 links in 1 document: 1 anchor-missing, 1 ok" in capsys.readouterr().out


def test_a_suffix_that_nobody_knows_is_read_as_markdown_and_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(folder, a__page="[a](a.page)")

    assert main(["check", "a.page", *QUIET]) == 0
    assert "linkaudit: a.page: the suffix .page is not known: read as Markdown\n" in (
        capsys.readouterr().err
    )
