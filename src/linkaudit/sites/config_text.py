"""Config files of generators, which are strangers': YAML and TOML as data, JavaScript as text.

Nothing is run. A value that is not written out plainly is not known, and the caller doubts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from linkaudit.sites.tree import MAX_BYTES
from linkaudit.text import toml

_MOST_NESTED = 60
_MOST_VALUES = 200_000  # with each alias written out: MAX_BYTES has room for fewer
_NESTED = re.compile(r"[ \t]*(?:[-?:][ \t]+){60}")
# What is escaped outside of a text is passed over, or each `\'` of a text that never ends would
# be tried as the beginning of another.
_TOKEN = re.compile(
    r"//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z)|\\."
    r"|'(?:[^'\\\n]++|\\.)*+'|\"(?:[^\"\\\n]++|\\.)*+\"|`(?:[^`\\]++|\\.)*+`"
)
_LITERAL = re.compile(
    r"'(?:[^'\\\n]++|\\.)*+'|\"(?:[^\"\\\n]++|\\.)*+\"|`[^`$\\]*+`|true\b|false\b"
)
_ENDS = re.compile(r"[\]{]")
_PAIRS = {"{": "}", "[": "]", "(": ")"}


def yaml_of(text: str) -> Mapping[str, object]:
    """The mapping of a YAML text, every scalar as text; tags are ignored, nothing is merged."""
    if len(text) >= MAX_BYTES or _is_nested(text):
        return {}
    # Imported here: a tree without a site needs none.
    import yaml

    # The base loader makes texts, lists and mappings, and nothing else. In C it is 20 times as
    # quick, and recursion is bounded above.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        found = yaml.load(text, loader)  # noqa: S506  the base loader constructs no objects
    except (yaml.YAMLError, ValueError, RecursionError, TypeError):
        return {}
    return found if isinstance(found, dict) and _is_small(found) else {}


def _is_small(value: object) -> bool:
    """Whether it stays small when each alias is written out, and none is within itself."""
    sizes: dict[int, int] = {}
    open_: set[int] = set()
    stack = [value]
    while stack:
        one = stack[-1]
        inner = _within(one)
        if id(one) not in open_ and (left := [x for x in inner if id(x) not in sizes]):
            if any(id(x) in open_ for x in left):
                return False
            open_.add(id(one))
            stack += left
            continue
        stack.pop()
        open_.discard(id(one))
        sizes[id(one)] = 1 + sum(sizes.get(id(x), 1) for x in inner)
        if sizes[id(one)] > _MOST_VALUES:
            return False
    return True


def _within(value: object) -> list[object]:
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list) else []


def toml_of(text: str) -> Mapping[str, object]:
    """The values of a TOML text; none where it is not TOML."""
    try:
        return toml.parse(text)
    except toml.TomlError:
        return {}


def _is_nested(text: str) -> bool:
    if any(map(_NESTED.match, text.split("\n"))):
        return True
    depth = 0
    for bracket in re.findall(r"[\[\]{}]", text):
        depth = depth + 1 if bracket in "[{" else max(depth - 1, 0)
        if depth > _MOST_NESTED:
            return True
    return False


def at(values: object, *keys: str) -> object:
    """What is below these keys; None where nothing is."""
    for key in keys:
        values = values.get(key) if isinstance(values, Mapping) else None
    return values


def text_at(values: object, *keys: str, default: str = "") -> str:
    """The text below these keys."""
    found = at(values, *keys)
    return found if isinstance(found, str) and found not in ("null", "~") else default


def texts_in(value: object) -> tuple[str, ...]:
    """A text, or the texts of a list."""
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list) else ()


def path_in(url: str) -> str | None:
    """The path of a site's URL, with a slash at its end; None where it is no URL."""
    try:
        return f"{urlsplit(url).path.rstrip('/')}/" if url.startswith("http") else None
    except ValueError:  # `http://[`
        return None


# -------------------------------------------------------------------------- JavaScript


def code(text: str) -> str:
    """JavaScript without its comments."""
    return _TOKEN.sub(lambda token: " " if token[0][0] == "/" else token[0], text)


def literal(source: str, key: str) -> str | None:
    """The text (or `true`, `false`) that the first `key:` has; None where it is computed."""
    for start in _after(source, key):
        if found := _LITERAL.match(source, start):
            return found[0].strip("'\"`")
    return None


def has_key(source: str, key: str) -> bool:
    """Whether any object has the key."""
    return next(_after(source, key), None) is not None


def block(source: str, key: str) -> str | None:
    """The `{…}` or `[…]` that is the value of the first `key:`."""
    return next(iter(blocks(source, key)), None)


def blocks(source: str, key: str) -> list[str]:
    """Each `{…}` or `[…]` that is the value of a `key:`, but for those within another."""
    found, end = [], 0
    for start in _after(source, key):
        if start >= end and source[start : start + 1] in _PAIRS:
            end = _end(source, start)
            found.append(source[start:end])
    return found


def behind(source: str, name: str) -> list[str]:
    """The `{…}` behind each text with this name, as a plugin has its options."""
    found, end = [], 0
    for use in re.finditer(f"(['\"`]){re.escape(name)}\\1", source):
        if use.start() < end:  # one that is looked at already
            continue
        mark = _ENDS.search(source, use.end())
        end = mark.start() if mark else len(source)
        if mark and mark[0] == "{":
            end = _end(source, end)
            found.append(source[mark.start() : end])
    return found


def strings(source: str) -> list[str]:
    """Every text that is written in a piece of code."""
    return [t[0][1:-1] for t in _TOKEN.finditer(source) if t[0][0] in "'\"`" and "${" not in t[0]]


def _after(source: str, key: str):  # type: ignore[no-untyped-def]
    pattern = re.compile(rf"(?<![\w$.'\"-])['\"]?{re.escape(key)}['\"]?\s*:\s*")
    return (found.end() for found in pattern.finditer(source))


def _end(source: str, start: int) -> int:
    """Where the bracket that opens at `start` is closed."""
    depth, position = 0, start
    marks = re.compile(r"[\[\]{}()]|" + _TOKEN.pattern)
    while found := marks.search(source, position):
        position = found.end()
        if found[0] in "{[(":
            depth += 1
        elif found[0] in "}])":
            depth -= 1
            if depth == 0:
                return position
    return len(source)
