"""Markdown in odd bytes and odd sizes through the real command line: section D."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from linkaudit.cli import main
from tests.web.misbehaving_run import peak_mebibytes

Said = pytest.CaptureFixture[str]
LINKS = "[a](b.md)\n\n[c](https://d.example/)\n"
PLACES = [("b.md", 1, 5), ("https://d.example/", 3, 5)]
MOST = 100  # MiB


def listed(capsys: Said, *paths: str) -> tuple[int, dict[str, Any]]:
    """The exit status and the report, whose text must be UTF-8 and JSON."""
    status = main(["links", *paths, "--no-state", "--format", "json"])
    return status, json.loads(capsys.readouterr().out.encode("utf-8"))


@pytest.mark.parametrize(
    ("content", "places"),
    [
        (LINKS.encode(), PLACES),
        (LINKS.encode("utf-8-sig"), PLACES),
        (LINKS.encode("utf-16"), PLACES),
        (b"\xfe\xff" + LINKS.encode("utf-16-be"), PLACES),
        (LINKS.replace("\n", "\r").encode(), PLACES),
        (LINKS.replace("\n", "\r\n").encode(), PLACES),
        ("\u2028\u2029\x85 ".encode() + LINKS.encode(), [("b.md", 1, 9), PLACES[1]]),
        ("\u202e\u2066 ".encode() + LINKS.encode(), [("b.md", 1, 8), PLACES[1]]),
        (b"&#xD800; &#0; &#x110000; " + LINKS.encode(), [("b.md", 1, 30), PLACES[1]]),
        (b"[a](x&#xD800;y.md)", [("x&#xD800;y.md", 1, 5)]),
    ],
    ids=[
        "UTF-8",
        "UTF-8 with a mark",
        "UTF-16, little end first",
        "UTF-16, big end first",
        "CR",
        "CRLF",
        "separators of lines that end none",
        "characters that turn the order of letters",
        "half characters as entities",
        "half a character as an entity in a URL",
    ],
)
def test_links_are_found_where_they_stand_in_odd_bytes(
    content: bytes, places: list[tuple[str, int, int]], tree: Path, capsys: Said
) -> None:
    (tree / "a.md").write_bytes(content)

    status, report = listed(capsys, "a.md")

    found = [(link["destination"], link["line"], link["column"]) for link in report["links"]]
    assert (status, found) == (0, places)


@pytest.mark.parametrize("code", ["\u202e", "\u2066", "\u200b", "\ufeff"], ids=ascii)
def test_a_url_with_what_nobody_sees_is_invalid_and_named(
    code: str, tree: Path, capsys: Said
) -> None:
    (tree / "a.md").write_text(f"[a](https://d.example/p{code}q)\n", encoding="utf-8")

    main(["check", "a.md", "--offline", "--no-state", "--no-report", "--format", "json"])

    [link] = json.loads(capsys.readouterr().out)["links"]
    assert link["verdict"] == "invalid"
    assert f"U+{ord(code):04X}" in link["findings"][0]["message"]
    assert code not in link["destination"]


@pytest.mark.parametrize(
    "url", ["http://a.example:٨٠/", "http://a.example:0/", "http://a.example:65536/",
            "http://a.example:-1/"],
)  # fmt: skip
def test_a_port_that_is_none_is_invalid(url: str, tree: Path, capsys: Said) -> None:
    """Section A: it is not even looked up."""
    (tree / "a.md").write_text(f"[a]({url})\n", encoding="utf-8")

    main(["check", "a.md", "--no-state", "--no-report", "--format", "json"])

    [link] = json.loads(capsys.readouterr().out)["links"]
    assert link["verdict"] == "invalid"


TOO_MUCH = {
    "a file of 6 MiB": ("x" * 1000 + "\n") * 6300,
    "a line of 2 MiB": "[a](b.md) " * 200_000,
}


@pytest.mark.parametrize("text", TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_is_too_much_is_a_problem_and_exit_status_1(
    text: str, tree: Path, capsys: Said
) -> None:
    (tree / "b.md").write_text(text)

    status = main(["check", "--offline", "--no-state", "--no-report", "--format", "json"])

    report = json.loads(capsys.readouterr().out)
    assert status == 1
    assert [problem["path"] for problem in report["problems"]] == ["b.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells no process's most memory")
@pytest.mark.parametrize("name", ["b.md", "b.txt"])
def test_a_file_of_100_mb_is_not_read_whole(name: str, tree: Path) -> None:
    """As a document, and as what a link leads into."""
    with (tree / name).open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    (tree / "a.md").write_text("[b](b.txt#L3)\n")

    assert peak_mebibytes(tree / ".", "--offline") < MOST


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells no process's most memory")
@pytest.mark.parametrize(
    "unit", ["[", "> ", "- ", "&", "http://a ", "[a](", "|a", "<!--", "`a"], ids=repr
)
def test_a_document_that_is_made_to_be_large_within_takes_little_memory(
    unit: str, tree: Path
) -> None:
    """20 KB, as parsers were hurt with."""
    (tree / "a.md").write_text(unit * (20_000 // len(unit)))

    assert peak_mebibytes(tree / "a.md", "--offline") < 2 * MOST
