"""The text of a new `linkaudit.toml`: every key with a word on it, those that are set and those
that could be.

Values in, TOML out; reads and writes no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from linkaudit.settings.table import Setting
from linkaudit.text.redact import shown
from linkaudit.text.toml import literal

_WIDTH = 100


def config_text(
    keys: Iterable[Setting], settings: Mapping[str, object], text_findings: Sequence[str] = ()
) -> str:
    """A config in which the keys that are not set are comments."""
    lines = [
        "# Settings of linkaudit, which reads them where it is run in this folder. What opens the",
        "# network (--header, --proxy, --allow-net and the like) is for the command line only.",
        "# Lines such as `#timeout = 20.0` show the default, or an example where there is none.",
    ]
    for row in keys:
        lines += ["", *(f"# {line}" for line in _folded(row.help))]
        if row.key in settings:
            lines.append(f"{row.key} = {literal(settings[row.key])}")
        else:
            lines.append(f"#{row.key} = {literal(shown_value(row))}")
    if text_findings:
        lines += ["", *(f"# {shown(remark)}" for remark in text_findings)]
    return "\n".join(lines) + "\n"


def shown_value(row: Setting) -> object:
    """The default, or an example where there is none."""
    return row.default if row.example is None else row.example


def _folded(text: str) -> list[str]:
    words, lines = text.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) + 3 > _WIDTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
