"""Whatever a stranger names a file, no line of ours is a command to GitHub's runner.

Hostile web, part E. The runner reads standard output and standard error.
"""

from pathlib import Path

import pytest

from linkaudit.cli import main
from tests.unit.report.runner import is_command

NAMES = ("::error::x.md", "##[error]x.md", "a\n::error::x.md", "a\n##[error]x.md")
TEXT = "[a](##[error]x.md) [b](https://a.example/##[error]x) [c](::error::x)\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--no-report", "--offline"],
        ["check", "--no-report", "--offline", "--verbose"],
        *(
            ["check", "--no-report", "--offline", "--format", name]
            for name in ("comment", "csv", "json", "junit", "sarif", "text")
        ),
        ["links"],
        ["links", "--format", "json"],
    ],
    ids=" ".join,
)
def test_no_line_of_a_run_is_a_command(
    arguments: list[str], tree: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in NAMES:
        (tree / name).write_text(TEXT)
    (tree / "::error::big.md").write_bytes(b"x" * (5 * 1024 * 1024 + 1))
    (tree / "##[error]big.md").write_bytes(b"x" * (5 * 1024 * 1024 + 1))

    main(arguments)

    output = capfd.readouterr()
    lines = [*output.out.splitlines(), *output.err.splitlines()]
    assert len(lines) > len(NAMES)
    assert [line for line in lines if is_command(line)] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "##[error]missing.md"],
        ["check", "--format", "##[error]x"],
        ["pack", "check", "##[error]x.toml"],
        ["rules", "##[error]x"],
        ["##[error]x"],
        ["check", "--config", "##[error]x.toml"],
    ],
    ids=" ".join,
)
def test_no_refusal_is_a_command(
    arguments: list[str], tree: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tree / "##[error]x.toml").write_text("[##[error]x]\n")

    status = main(arguments)

    output = capfd.readouterr()
    lines = [*output.out.splitlines(), *output.err.splitlines()]
    assert status in (1, 2)
    assert lines
    assert [line for line in lines if is_command(line)] == []
