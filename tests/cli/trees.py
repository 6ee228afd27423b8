"""Shorthand for tests on a small tree of files: fill it, check it, read the verdicts."""

import json
from pathlib import Path
from typing import Any

import pytest

from linkaudit.cli import main

Tree = dict[str, str]
"""Paths, and what stands in the files."""


def fill(folder: Path, files: Tree) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, Any]]]:
    """The exit status, and the records of the links of `a.md` or what is named instead."""
    named = [] if any(item.endswith(".md") for item in arguments) else ["a.md"]
    status = main(["check", *named, *arguments, "--no-report", "--format", "json"])
    return status, json.loads(capsys.readouterr().out)["links"]


def verdicts(links: list[dict[str, Any]]) -> dict[str, str]:
    return {link["destination"]: link["verdict"] for link in links}


def links_to(*destinations: str) -> str:
    return "# Title\n\n" + "".join(f"- [x](<{target}>)\n" for target in destinations)
