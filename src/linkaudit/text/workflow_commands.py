"""What GitHub's runner takes for a command in a program's output, and how not to say it.

Its two parsers: `::name …::` where a line begins, blanks aside, and `##[name]` anywhere in one.
"""

from __future__ import annotations

JOINER = "\u2060"  # word joiner: shows nothing


def escape_commands(line: str) -> str:
    """A whole line, of text that people read, so that it is no command."""
    safe = escape_commands_within(line)
    return f"{JOINER}{safe}" if safe.lstrip().startswith("::") else safe


def escape_commands_within(text: str) -> str:
    """Text that people read, for a place where no line begins."""
    return text.replace("##[", f"#{JOINER}#[")


def escape_commands_in_json(text: str) -> str:
    """JSON that reads back as it was; none of its lines begins with a colon."""
    return text.replace("##[", "#\\u0023[")


def escape_commands_in_xml(text: str) -> str:
    """XML that reads back as it was, where `##[` is in text or attributes only."""
    return text.replace("##[", "#&#35;[")
