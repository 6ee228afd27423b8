"""Words that users and maintainers read: plain ones, by "How the English reads" (CONTRIBUTING)."""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import click
import pytest

from linkaudit.cli import COMMANDS, cli
from tests.rows import each

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "linkaudit"

# What we avoid, and what a reader expects in its place.
AVOIDED: Mapping[str, str] = {
    r"mend(?:s|ed|ing)?": "fix",
    r"anew": "again, or a verb with re-",
    r"(?:whoever|somebody|nobody)": "you, or the noun: user, author, server",
    r"heed(?:s|ed|ing)?": "honour",
    r"far(?:es|ed)": "do, perform",
    r"reckon(?:s|ed|ing)?": "compute",
    r"(?:tells?|told) of": "report, describe",
    r"put instead": "replace with",
    r"for good(?! news)": "permanently",
    r"silenc(?:es|ed|ing)": "suppress",
    r"(?:its|their) kin": "similar, or the names",
    r"gone on with": "resumed",
    r"unless told otherwise": "[default: …]",
}
_AVOIDED = re.compile(rf"\b(?:{'|'.join(AVOIDED)})\b", re.IGNORECASE)

# What others wrote: sentences of pages, and their data.
OF_OTHERS = frozenset({"src/linkaudit/rules/packs/notices.py"})


def _of_module(path: Path) -> str:
    """What a module says, to users and to who maintains it: its strings and its comments."""
    source = path.read_text(encoding="utf-8")
    texts = [
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        # A field of `linkaudit/1`, which is never renamed.
        if node.value != "silenced"
    ]
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return "\n".join([*texts, *(t.string for t in tokens if t.type == tokenize.COMMENT)])


def _helps(command: click.Command, name: str, above: click.Context) -> Iterator[tuple[str, str]]:
    # With its own settings: click keeps the help option that it makes first.
    context = click.Context(command, info_name=name, parent=above, **command.context_settings)
    yield f"{context.command_path} --help", command.get_help(context)
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            assert found is not None
            yield from _helps(found, child, context)


def _of_document(path: Path) -> str:
    # Names of tests are no sentences of ours.
    return re.sub(r"`[^`\n]+::[^`\n]+`", "", path.read_text(encoding="utf-8"))


def _texts() -> Iterator[tuple[str, Callable[[], str]]]:
    """Where each text is, and what reads it: not before its test, which is quicker by seconds."""
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bench").glob("*.md")]
    templates = [p for s in ("yml", "j2", "html", "js") for p in PACKAGE.rglob(f"*.{s}")]
    others = [ROOT / "action.yml", ROOT / ".pre-commit-hooks.yaml", ROOT / "reports" / "recap.md"]
    golden = [p for p in (ROOT / "tests" / "golden").iterdir() if p.suffix not in ("", ".py")]
    workflows = (ROOT / ".github" / "workflows").iterdir()
    for path in sorted([*documents, *templates, *others, *golden, *workflows]):
        yield path.relative_to(ROOT).as_posix(), partial(_of_document, path)
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), partial(_of_module, path)
    for name, text in _helps(cli, "linkaudit", click.Context(click.Group())):
        yield name, partial(str, text)


TEXTS = {place: text for place, text in _texts() if place not in OF_OTHERS}


@each("place", TEXTS)
def test_users_read_plain_words(place: str) -> None:
    found = sorted({match[0].lower() for match in _AVOIDED.finditer(TEXTS[place]())})

    assert found == []


def test_everything_that_users_read_is_looked_at() -> None:
    places = set(TEXTS)

    assert places >= {"README.md", "action.yml", "tests/golden/report.txt", "linkaudit --help"}
    assert places >= {f"linkaudit {name} --help" for name in COMMANDS}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mend it", "Mend"),
        ("how the links fared", "fared"),
        ("moved for good to X", "for good"),
        ("good news, for good news", None),
        ("amendment, welfare, headed, tells off", None),
    ],
)
def test_an_avoided_word_is_found_and_nothing_else(text: str, found: str | None) -> None:
    match = _AVOIDED.search(text)

    assert (match and match[0]) == found
