"""TOML: a stranger's is parsed within bounds, every flaw a TomlError; a value is written as text.

Text in, values out, and back; what the keys mean is for `config.py` and the packs.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from datetime import date

MAX_CHARACTERS = 1024 * 1024
_WIDTH = 100

_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)| \(at end of document\)")
# The parser keeps every beginning of a key, so one of 100,000 parts would take all memory.
# `*+` and `++` give nothing back, and a word is entered at its start only.
_DOTTED = re.compile(
    r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){32}""", re.ASCII
)


class TomlError(ValueError):
    """Not TOML that we can use; `line` is 0 where it is not known."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def parse_own(text: str) -> dict[str, object]:
    """The values of a document that came with the program: no bounds, since no stranger's."""
    return tomllib.loads(text)


def parse(text: str) -> dict[str, object]:
    """The values of a TOML document. Raises TomlError."""
    if len(text) > MAX_CHARACTERS:
        raise TomlError("larger than 1 MiB")
    dotted = _DOTTED.search(text)
    if dotted:
        raise TomlError("more than 32 parts joined by dots", _line(text, dotted.start()))
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise TomlError("brackets nested too deeply") from error
    except ValueError as error:  # TOMLDecodeError, or a number of more digits than Python reads
        at = _AT_LINE.search(str(error))
        line = int(at[1] or _line(text.rstrip(), len(text))) if at else 0
        raise TomlError(_AT_LINE.sub("", str(error)), line) from error


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


# ------------------------------------------------------------------- written


def literal(value: object) -> str:
    """A value as TOML writes it: a text, a number, true or false, a day, or a list of them."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case date():
            return value.isoformat()
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
