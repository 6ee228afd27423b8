"""No test depends on how busy the machine is, nor on which run it is."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
_CLOCKS = frozenset({"monotonic", "perf_counter", "process_time", "time", "now", "today", "utcnow"})
_IN_THE_PROFILE = frozenset({"deadline", "derandomize", "print_blob", "database", "phases"})

FILES = sorted(path for path in TESTS.rglob("*.py") if path.name != "conftest.py")
TEST_FILES = [path for path in FILES if path.name.startswith("test_")]


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Each call, with its place: `tests/a.py:7`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield f"{path.relative_to(TESTS.parent)}:{node.lineno}", node


def is_clock(called: ast.expr) -> bool:
    match called:
        case ast.Attribute(attr="current_time"):
            return True
        case ast.Attribute(ast.Name("time" | "datetime" | "date" | "loop"), name):
            return name in _CLOCKS
        case ast.Name("monotonic" | "perf_counter" | "current_time"):
            return True
    return False


def sleeps(call: ast.Call) -> bool:
    """A turn of the event loop, `sleep(0)`, is no time."""
    match call:
        case ast.Call(ast.Attribute(ast.Name("time" | "asyncio" | "anyio"), "sleep"), [seconds]):
            return not (isinstance(seconds, ast.Constant) and seconds.value == 0)
    return False


def test_no_test_reads_a_clock_or_sleeps() -> None:
    """Count events, or pass a clock in; `let_time_pass` sets the clock of a whole run."""
    assert [
        where
        for path in TEST_FILES
        for where, call in calls(path)
        if is_clock(call.func) or sleeps(call)
    ] == []


def test_hypothesis_has_one_profile() -> None:
    """The profile is in `tests/conftest.py`; a test may set the number of examples only."""
    own = [
        where
        for path in FILES
        if "settings(" in path.read_text(encoding="utf-8")
        for where, call in calls(path)
        if isinstance(call.func, ast.Name) and call.func.id == "settings"
        if _IN_THE_PROFILE & {keyword.arg for keyword in call.keywords}
    ]

    assert own == []


@pytest.mark.parametrize(
    ("code", "is_found"),
    [
        ("time.monotonic()", True),
        ("time.time()", True),
        ("time.perf_counter()", True),
        ("datetime.now(UTC)", True),
        ("date.today()", True),
        ("anyio.current_time()", True),
        ("monotonic()", True),
        ("time.sleep(1)", True),
        ("anyio.sleep(0.01)", True),
        ("asyncio.sleep(seconds)", True),
        ("anyio.sleep(0)", False),
        ("anyio.sleep_forever()", False),
        ("clock.now()", False),
        ("clock.sleep(3)", False),
        ("datetime(2026, 11, 23)", False),
    ],
)
def test_a_clock_is_known_by_its_name(code: str, is_found: bool) -> None:
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)

    assert (is_clock(call.func) or sleeps(call)) == is_found
