"""GitHub's runner, as far as a line of output goes: its two parsers of commands, written down.

From actions/runner, `src/Runner.Common/ActionCommand.cs`. Hostile web, part E.
"""

from __future__ import annotations

from dataclasses import dataclass

# What the runner registers; a line with another name is no command to it.
REGISTERED = frozenset(
    ["add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group",
     "internal-set-repo-path", "notice", "remove-matcher", "save-state", "set-env", "set-output",
     "stop-commands", "warning"]
)  # fmt: skip
# In the runner's order: `%25` last, so that `%250A` is no line end.
IN_DATA = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
IN_PROPERTIES = (*IN_DATA[:2], ("%3A", ":"), ("%2C", ","), IN_DATA[2])


@dataclass(frozen=True)
class Command:
    name: str
    properties: dict[str, str]
    data: str


def unescaped(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for escape, char in pairs:
        text = text.replace(escape, char)
    return text


def second_version(line: str) -> Command | None:
    """actions/runner, `ActionCommand.TryParseV2`: `::name key=value,key=value::data`."""
    line = line.lstrip()
    end = line.find("::", 2)
    if not line.startswith("::") or end < 0:
        return None
    name, _, rest = line[2:end].partition(" ")
    if name not in REGISTERED:
        return None
    pairs = [part.strip().split("=", 1) for part in rest.split(",") if part.strip()]
    properties = {pair[0]: unescaped(pair[1], IN_PROPERTIES) for pair in pairs if len(pair) == 2}
    return Command(name, properties, unescaped(line[end + 2 :], IN_DATA))


def first_version(line: str) -> Command | None:
    """actions/runner, `ActionCommand.TryParse`: `##[name key=value;]data`, anywhere in a line."""
    start = line.find("##[")
    end = line.find("]", start)
    if start < 0 or end < 0:
        return None
    name = line[start + 3 : end].partition(" ")[0]
    return Command(name, {}, line[end + 1 :]) if name in REGISTERED else None


def is_command(line: str) -> bool:
    return (second_version(line) or first_version(line)) is not None
