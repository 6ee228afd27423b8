"""The text of a new `linkaudit.toml`: every key with a word on it, those that are set and those
that could be.

Values in, TOML out; reads and writes no file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from linkaudit.settings.table import Setting
from linkaudit.text.redact import shown

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


def literal(value: object) -> str:
    """A value of a config as TOML writes it: a text, a number, true or false, or a list of them."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case list() | tuple():
            return _list([literal(item) for item in value])
        case _:
            return _text(str(value))


def _list(items: Sequence[str]) -> str:
    line = f"[{', '.join(items)}]"
    if len(line) + 20 <= _WIDTH or len(items) < 2:
        return line
    return "".join(["[\n", *(f"  {item},\n" for item in items), "]"])


def _text(value: str) -> str:
    """Between apostrophes, where nothing needs escaping, if the text is fit for that."""
    if value.isprintable() and "'" not in value and "\\" in value:
        return f"'{value}'"
    # TOML's basic strings are JSON's, but for U+007F, which JSON leaves as it is.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def _folded(text: str) -> list[str]:
    words, lines = text.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) + 3 > _WIDTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
