"""The picture in docs/architecture.md, held against the imports that the code really has."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "linkaudit"

# A module imports from floors below its own; on floor 4 no family knows another.
FLOORS: dict[str, int] = {
    "accepted": 0,
    "children": 0,
    "document": 0,
    "decoding": 0,
    "duration": 0,
    "formats": 0,
    "past": 0,
    "exchange": 0,
    "inquiry": 1,
    "version": 0,
    "model": 1,
    "schemes": 1,
    "mistyped": 2,
    "errors": 2,
    "unseen": 2,
    "interfaces": 2,
    "uri": 3,
    "files": 3,
    "patterns": 3,
    "redact": 2,
    "brief": 3,
    "replacing": 3,
    "output_paths": 3,
    "fingerprint": 3,
    "config": 4,
    "toml": 3,
    "tree": 2,
    "plain": 1,
    "deadline": 1,
    "extract": 4,
    "check": 4,
    "judge": 4,
    "report": 4,
    "schema": 4,
    "setting_aside": 4,
    "transcript": 4,
    "commits": 5,
    "discover": 5,
    "first_commit": 5,
    "policy": 5,
    "state": 5,
    "days": 6,
    "memory": 6,
    "unchanged": 6,
    "records": 6,
    "mend": 6,
    "stopping": 6,
    "references": 6,
    "starting": 6,
    "asking": 7,
    "baseline": 7,
    "journal": 7,
    "silence": 7,
    "listing": 7,
    "wording": 7,
    "pipeline": 8,
    "cli": 9,
    "library": 10,
    "__init__": 11,
    "__main__": 10,
}

# Libraries that only one file may know, so that they can be exchanged.
SOLE_IMPORTERS: dict[str, set[str]] = {
    "aiohttp": {"check/engine.py", "check/names.py"},
    "yarl": {"check/engine.py"},
    "tenacity": {"check/retry.py"},
    "selectolax": {"check/page.py"},
    "rapidfuzz": {"judge/nearest.py", "mistyped.py"},
    "re2": {"patterns.py"},
    "rich": {"cli/progress.py"},
    "jinja2": {"report/html_.py"},
    "markupsafe": {"report/html_.py"},
    "tomllib": {"toml.py"},
}
NETWORK = frozenset({"aiohttp", "httpx", "socket", "ssl", "urllib.request", "http.client"})
MAX_LINES = 300


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def rooms_used(path: Path) -> Iterator[str]:
    for imported in imports(path):
        parts = imported.split(".")
        if parts[0] == "linkaudit" and len(parts) > 1 and parts[1] in FLOORS:
            yield parts[1]


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_lead_downwards_only(path: Path) -> None:
    own = room_of(path)
    for used in rooms_used(path):
        assert used == own or FLOORS[used] < FLOORS[own], f"{own} must not import {used}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_library_with_one_importer_has_no_second(path: Path) -> None:
    for imported in imports(path):
        owners = SOLE_IMPORTERS.get(imported.split(".")[0])
        assert owners is None or name_of(path) in owners, f"{imported} belongs to {owners}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_the_checker_and_the_wiring_know_the_network(path: Path) -> None:
    if room_of(path) in {"check", "cli"}:
        return
    used = {i for i in imports(path) if i in NETWORK or i.split(".")[0] in NETWORK}
    assert not used


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_file_has_one_subject_and_says_which(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "the first lines say what the file knows"
    assert len(text.splitlines()) <= MAX_LINES, "look for the second subject hiding inside"


def test_every_room_has_a_floor() -> None:
    assert {room_of(path) for path in modules()} == set(FLOORS)
