"""Every regular expression of the package: where it is, how it is used, and how its steps grow.

`python -m tests.patterns` prints them all; `python -m tests.patterns RECHECK` also asks recheck
(npm's recheck-linux-x64 and its kin hold the program), which builds a pattern's automaton and
proves that matching is linear, or gives a text that makes it slow. It reads JavaScript's syntax, so
each pattern is put in that first, from the tree that `re` itself parses it to.
"""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import linkaudit
from tests.steps import Counted, TooManySteps, attacks

PACKAGE = Path(linkaudit.__file__).parent
METHODS = frozenset({"search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"})
ANCHORED = frozenset({"match", "fullmatch"})
BY_OTHERS = {
    "rules/packs/schema.py _HOST": {"fullmatch"},
    "rules/packs/schema.py _SLUG": {"fullmatch"},
    "rules/packs/schema.py _LINK": {"fullmatch"},
}
"""What uses a pattern under another name."""
SAMPLE = "Name"
"""Stands for what a pattern is made of when it is used, which is escaped first."""


@dataclass(frozen=True, slots=True)
class Used:
    """One pattern of the package."""

    place: str
    """`uri.py:24` and the name that it has there, if any."""
    pattern: re.Pattern[Any]
    methods: frozenset[str]

    @property
    def text(self) -> str:
        text = self.pattern.pattern
        return text if isinstance(text, str) else text.decode("latin-1")


def collected() -> tuple[Used, ...]:
    """All patterns that modules hold or make, in the order of their files."""
    # Walked once: each worker of a test run collects the patterns of all modules.
    nodes = {path: list(ast.walk(ast.parse(path.read_text(encoding="utf-8")))) for path in _files()}
    public = _uses(chain.from_iterable(nodes.values()))
    found: dict[tuple[str, int, str], Used] = {}
    for path, own in nodes.items():
        module = importlib.import_module(_module_of(path))
        where = path.relative_to(PACKAGE).as_posix()
        uses = _uses(own)
        for name, pattern in _held(module, own):
            methods = (uses if name.startswith("_") else public).get(name) or METHODS - ANCHORED
            methods = BY_OTHERS.get(f"{where} {name}", methods)
            used = Used(f"{where} {name}", pattern, frozenset(methods))
            found[where, pattern.flags, used.text] = used
        for line, method, pattern in _made(module, own):
            methods = METHODS - ANCHORED if method == "compile" else {method}
            used = Used(f"{where}:{line}", pattern, frozenset(methods))
            found.setdefault((where, pattern.flags, used.text), used)
    return tuple(found.values())


def _files() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__main__.py")


def _module_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _uses(nodes: Iterable[ast.AST]) -> dict[str, set[str]]:
    """By the names of patterns: which methods are called."""
    uses: dict[str, set[str]] = {}
    for node in nodes:
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=method) if method in METHODS:
                uses.setdefault(name, set()).add(method)
    return uses


def _held(module: ModuleType, nodes: list[ast.AST]) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Patterns in the module's own names, also within tuples and tables."""
    own = {node.id for node in nodes if isinstance(node, ast.Name)} - _imported(nodes)
    for name, value in vars(module).items():
        if name in own:
            for pattern in _within(value):
                yield name, pattern


def _imported(nodes: list[ast.AST]) -> set[str]:
    return {
        alias.asname or alias.name
        for node in nodes
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }


def _within(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from _within(list(value.values()))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _within(item)


class _Sample(str):
    """Stands for whatever a function is handed: a text, a list of texts, or one's attribute."""

    __slots__ = ()

    def __getitem__(self, _: object) -> _Sample:
        return self

    def __getattr__(self, _: str) -> _Sample:
        return self

    def __iter__(self) -> Iterator[str]:
        return iter([str(self)])


class _Names(dict[str, Any]):
    """A module's names; whatever else a function knows is the sample."""

    def __missing__(self, name: str) -> object:
        builtins = vars(importlib.import_module("builtins"))
        return builtins[name] if name in builtins else _Sample(SAMPLE)


def _made(module: ModuleType, nodes: list[ast.AST]) -> Iterator[tuple[int, str, re.Pattern[Any]]]:
    """Patterns that functions make when they run, from samples."""
    if "re" not in vars(module):
        return
    for function in nodes:
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        for node in ast.walk(function):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="re"), attr=method), args=[text, *_]
                ) if method in METHODS | {"compile"}:
                    yield node.lineno, method, _evaluated(module, node, text)


def _evaluated(module: ModuleType, call: ast.Call, text: ast.expr) -> re.Pattern[Any]:
    names = _Names(vars(module))
    flags = [word.value for word in call.keywords if word.arg == "flags"]
    flags += [argument for argument in call.args[1:] if "re." in ast.unparse(argument)]
    value = eval(ast.unparse(text), {}, names)  # noqa: S307  our own code
    flag = eval(ast.unparse(flags[0]), {}, names) if flags else 0  # noqa: S307
    return re.compile(str(value) if isinstance(value, _Sample) else value, flag)


# --------------------------------------------------------------------- growth

MOST = 1.7
"""A growth above this is slow: linear ones have 1, and up to this by how their texts are cut."""
SMALL, LARGE = 24, 96  # characters
BUDGET = 40_000
"""Steps that are spent on one pattern, on all its texts; then no further text is tried."""


def growth(used: Used, budget: int = BUDGET) -> tuple[float, str]:
    """By how much more than the text the steps grow, at the worst, and for which text.

    1 is linear; where text and steps are four times as long and sixteen times as many, it is 4.
    """
    counted = Counted(used.pattern)
    worst, slowest, spent = 0.0, "", 0
    # These look at the same places as `finditer`.
    methods = used.methods - {"sub", "subn", "split", "findall"}
    methods |= {"finditer"} if len(methods) < len(used.methods) else frozenset()
    for small, large in zip(
        attacks(used.pattern, SMALL), attacks(used.pattern, LARGE), strict=True
    ):
        for method in methods:
            try:
                few, many = (counted.run(method, text) for text in (small, large))
            except TooManySteps:
                return float("inf"), large
            spent += few + many
            ratio = many / max(few, 5 * SMALL) * len(small) / len(large)
            if ratio > worst:
                worst, slowest = ratio, large
        if spent > budget:
            break
    return worst, slowest


def is_endless(used: Used) -> bool:
    """Whether a part may be repeated without end; else each place costs so much and no more."""
    return "MAXREPEAT" in str(parser.parse(used.pattern.pattern, used.pattern.flags & ~re.UNICODE))


# ---------------------------------------------------------------- JavaScript


def javascript(used: Used) -> tuple[str, str]:
    """The pattern as JavaScript has it, and its flags; `y` where `re` begins at the start only.

    Approximate where it makes no pattern quicker: every character beyond ASCII is a letter.
    """
    tree = parser.parse(used.pattern.pattern, used.pattern.flags & ~re.UNICODE)
    made = _Script(used.pattern.flags, frozenset(_referred(tree)))
    text = made.sequence(tree)
    if used.methods == {"fullmatch"}:
        text = f"(?:{text})$"
    flags = "i" if used.pattern.flags & re.I else ""
    flags += "m" if used.pattern.flags & re.M else ""
    return text, flags + ("y" if used.methods <= ANCHORED else "")


def _referred(tree: Any) -> Iterator[int]:
    for kind, value in tree:
        if kind in (c.GROUPREF, c.GROUPREF_EXISTS):
            yield value if kind is c.GROUPREF else value[0]
        for part in value if isinstance(value, (tuple, list)) else ():
            for branch in part if isinstance(part, list) and part else [part]:
                if isinstance(branch, parser.SubPattern):
                    yield from _referred(branch)


class _Script:
    """One pattern on its way to JavaScript."""

    def __init__(self, flags: int, referred: frozenset[int]) -> None:
        self.flags = flags
        self.referred = referred
        self.atoms = 0

    def sequence(self, tree: Any) -> str:
        return "".join(self.node(kind, value) for kind, value in tree)

    def node(self, kind: Any, value: Any) -> str:
        if kind is c.LITERAL:
            return _character(value)
        if kind is c.NOT_LITERAL:
            return f"[^{_character(value)}]"
        if kind is c.ANY:
            return r"[\s\S]" if self.flags & re.S else r"[^\n]"
        if kind is c.IN:
            return _set(value)
        if kind is c.AT:
            return {c.AT_BOUNDARY: r"\b", c.AT_NON_BOUNDARY: r"\B"}.get(
                value, "^" if value in (c.AT_BEGINNING, c.AT_BEGINNING_STRING) else "$"
            )
        if kind is c.BRANCH:
            return f"(?:{'|'.join(self.sequence(branch) for branch in value[1])})"
        if kind in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            least, most, body = value
            times = f"{{{least},{'' if most is c.MAXREPEAT else most}}}"
            text = f"(?:{self.sequence(body)}){times}"
            if kind is c.POSSESSIVE_REPEAT:
                return self.atomic(text)
            return text + ("?" if kind is c.MIN_REPEAT else "")
        if kind is c.ATOMIC_GROUP:
            return self.atomic(self.sequence(value))
        if kind is c.SUBPATTERN:
            group, _, _, body = value
            name = f"?<g{group}>" if group in self.referred else "?:"
            return f"({name}{self.sequence(body)})"
        if kind in (c.ASSERT, c.ASSERT_NOT):
            behind = "<" if value[0] < 0 else ""
            sign = "=" if kind is c.ASSERT else "!"
            return f"(?{behind}{sign}{self.sequence(value[1])})"
        if kind is c.GROUPREF:
            return rf"\k<g{value}>"
        raise NotImplementedError(kind)

    def atomic(self, text: str) -> str:
        self.atoms += 1
        return rf"(?=(?<a{self.atoms}>{text}))\k<a{self.atoms}>"


_CATEGORIES = {
    c.CATEGORY_DIGIT: r"\d",
    c.CATEGORY_NOT_DIGIT: r"\D",
    c.CATEGORY_SPACE: r"\s",
    c.CATEGORY_NOT_SPACE: r"\S",
    c.CATEGORY_WORD: r"\w\x80-\uffff",
    c.CATEGORY_NOT_WORD: r"\x00-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f",
}


def _set(items: Sequence[Any]) -> str:
    inside = ""
    for kind, value in items:
        if kind is c.LITERAL:
            inside += _character(value)
        elif kind is c.RANGE:
            inside += f"{_character(value[0])}-{_character(value[1])}"
        elif kind is c.CATEGORY:
            inside += _CATEGORIES[value]
        else:
            inside += "^"
    return f"[{inside}]"


def _character(code: int) -> str:
    return chr(code) if chr(code).isalnum() and code < 128 else f"\\u{min(code, 0xFFFF):04x}"


def recheck(program: str, used: Used) -> str:
    """What recheck says of a pattern, in one line."""
    try:
        text, flags = javascript(used)
    except NotImplementedError as kind:
        return f"not asked: JavaScript has no {kind}"
    # Its limits on time are for a user who waits; its seed makes the rest come out the same.
    done = subprocess.run(
        [program, "--random-seed", "1", f"/{text}/{flags}"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = dict(line.split(":", 1) for line in done.stdout.splitlines() if ":" in line)
    words = {key.strip(): value.strip() for key, value in said.items()}
    keys = ("Status", "Complexity", "Checker", "Attack string")
    return ", ".join(words[key] for key in keys if key in words)


def main(arguments: Sequence[str]) -> None:
    sys.setrecursionlimit(100_000)
    found = collected()
    slow = 0
    for used in found:
        worst, text = growth(used, 10 * BUDGET) if is_endless(used) else (0.0, "")
        slow += worst > MOST
        print(f"{used.place}  {', '.join(sorted(used.methods))}  {used.text[:100]!r}")
        print(f"    {f'grows by {worst:.1f}: {text[:60]!r}' if worst > MOST else 'linear'}")
        if arguments:
            print(f"    recheck: {recheck(arguments[0], used)}")
    print(f"{len(found)} patterns, {sum(map(is_endless, found))} without an end, {slow} slow")


if __name__ == "__main__":
    main(sys.argv[1:])
