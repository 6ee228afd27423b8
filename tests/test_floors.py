"""The picture in docs/architecture.md, held against the imports that the code really has."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "src" / "linkaudit"

# The rooms, from the top floor down, and what each may import: the table of docs/architecture.md.
# Anybody may import `errors` and `version`; `cli` and the doors may import everything.
ROOMS: dict[str, frozenset[str]] = {
    "api": frozenset({"audit", "settings", "report", "files", "model", "text"}),
    "audit": frozenset(
        {"rules", "check", "extract", "store", "settings", "sites", "files", "model", "text"}
    ),
    "init": frozenset({"settings", "files", "model", "text"}),
    "refresh": frozenset({"rules", "check", "files", "model", "text"}),
    "fix": frozenset({"extract", "files", "model", "text"}),
    "report": frozenset({"rules", "model", "text"}),
    "rules": frozenset({"model", "text"}),
    "check": frozenset({"model", "text"}),
    "extract": frozenset({"model", "text"}),
    "store": frozenset({"files", "model", "text"}),
    "sites": frozenset({"files", "model", "text"}),
    "settings": frozenset({"files", "model", "text"}),
    "files": frozenset({"model", "text"}),
    "model": frozenset({"text"}),
    "text": frozenset(),
    "errors": frozenset({"model"}),
    "version": frozenset(),
}
DOORS = frozenset({"cli", "__init__", "__main__"})
COMMON = frozenset({"errors", "version"})


# Libraries that only one file may know, so that they can be exchanged.
SOLE_IMPORTERS: dict[str, set[str]] = {
    "pycurl": {f"check/transport/{name}.py" for name in ("engine", "transfer", "curl_errors")},
    "tenacity": {"check/transport/retry.py"},
    "selectolax": {
        f"check/page/{name}.py" for name in ("read", "scripts", "tables", "visible_text")
    },
    "ada_url": {"text/uri.py"},
    "publicsuffixlist": {"text/registrable_domain.py"},
    "rapidfuzz": {"rules/replacement/similarity.py", "text/mistyped.py"},
    "re2": {"text/patterns.py", "check/page/top.py"},
    "rich": {"cli/progress.py"},
    "jinja2": {"report/html/render.py"},
    "markupsafe": {"report/html/render.py"},
    "tomllib": {"text/toml.py"},
    "yaml": {"sites/config_text.py"},
    "webencodings": {"text/web_encoding.py"},
    "pathspec": {"files/gitignore.py"},
}
NETWORK = frozenset({"pycurl", "httpx", "socket", "ssl", "urllib.request", "http.client"})
MAX_LINES = 400


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def imports(path: Path) -> tuple[str, ...]:
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
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
        if parts[0] == "linkaudit" and len(parts) > 1 and parts[1] in {*ROOMS, *DOORS}:
            yield parts[1]


def arrows() -> set[tuple[str, str]]:
    """Each file with each room that it imports and may not."""
    return {
        (name_of(path), used)
        for path in modules()
        if (own := room_of(path)) not in DOORS
        for used in rooms_used(path)
        if used != own and used not in ROOMS[own] | COMMON
    }


def test_imports_lead_downwards_only() -> None:
    assert arrows() == set()


def test_nothing_below_the_command_line_knows_click_or_rich() -> None:
    below = [path for path in modules() if room_of(path) not in DOORS]
    known = {name_of(p) for p in below for i in imports(p) if i.split(".")[0] in {"click", "rich"}}
    assert not known


def test_a_library_with_one_importer_has_no_second() -> None:
    imported = [(name_of(path), name) for path in modules() for name in imports(path)]

    assert [
        (file, name)
        for file, name in imported
        if file not in SOLE_IMPORTERS.get(name.split(".")[0], {file})
    ] == []


def test_only_the_checker_and_the_wiring_know_the_network() -> None:
    others = [
        path
        for path in modules()
        if room_of(path) not in {"check", "cli"} and name_of(path) != "audit/network.py"
    ]

    assert [
        (name_of(path), name)
        for path in others
        for name in imports(path)
        if {name, name.split(".")[0]} & NETWORK
    ] == []


def test_a_file_says_what_it_knows_and_has_one_subject() -> None:
    """A file of more lines has a second subject hiding inside."""
    texts = {name_of(path): path.read_text(encoding="utf-8") for path in modules()}

    assert [name for name, text in texts.items() if not ast.get_docstring(ast.parse(text))] == []
    assert [name for name, text in texts.items() if len(text.splitlines()) > MAX_LINES] == []


def test_every_room_has_a_floor() -> None:
    assert {room_of(path) for path in modules()} == {*ROOMS, *DOORS}
