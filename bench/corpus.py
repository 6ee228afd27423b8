"""A folder of Markdown like the documentation of a large project, the same for the same seed.

Calibrated on 1,287 real files: 9.2 MB, 13.8 thousand links, prose with lists, tables and code.
Writes files; measures nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

FILES = 1287
SIZE = 9_240_000

_VOCABULARY = """
the a of to and in for with on by from that which when each every model data service
training endpoint instance pipeline bucket region cluster notebook container image policy
role account network latency accuracy feature store registry batch stream event queue
configure deploy create update delete list run build test observe measure choose keep
first second new existing default optional required large small quick safe shared private
"""
_WORDS = tuple(_VOCABULARY.split())
# Nobody asks them. Not `.example`, which lychee leaves out of what it lists.
_HOSTS = ("docs", "blog", "github", "api", "status", "www", "learn", "downloads")
_LANGUAGES = ("python", "bash", "json", "yaml", "")
_FOLDERS = ("guide", "reference", "reference/api", "tutorials", "tutorials/first-steps", "notes")

Block = Callable[[Random], str]


def write_corpus(folder: Path, seed: int = 1, files: int = FILES, size: int = SIZE) -> int:
    """Fill `folder` with `files` documents of `size` bytes in all; returns the bytes written."""
    chance = Random(seed)  # noqa: S311  it makes prose, it keeps no secret
    # Documentation has many short pages and a few very long ones.
    weights = [chance.lognormvariate(0, 1) for _ in range(files)]
    written = 0
    for number, weight in enumerate(weights):
        text = _page(chance, number, int(size * weight / sum(weights)))
        path = folder / _FOLDERS[number % len(_FOLDERS)] / f"page-{number:04}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        written += path.write_bytes(text.encode())
    return written


def _page(chance: Random, number: int, size: int) -> str:
    blocks = [f"---\ntitle: Page {number}\ndate: 2020-12-08\n---\n\n# {_sentence(chance, 4)}\n"]
    length = len(blocks[0])
    # Nearly half of the bytes of real documentation are code and tables.
    makers: tuple[Block, ...] = (_paragraph, _list, _code, _table, _heading, _quote, _html)
    while length < size - 460:  # half a block: so the sum comes out right
        block = chance.choices(makers, (38, 14, 26, 6, 10, 3, 3))[0](chance)
        blocks.append(block)
        length += len(block) + 1
    blocks.append(f"\n[label]: {_url(chance)} 'A title'\n")
    return "\n".join(blocks)


def _words(chance: Random, count: int) -> str:
    return " ".join(chance.choices(_WORDS, k=count))


def _sentence(chance: Random, count: int) -> str:
    return _words(chance, count).capitalize()


def _url(chance: Random) -> str:
    path = "/".join(chance.choices(_WORDS, k=chance.randint(1, 5)))
    fragment = f"#{chance.choice(_WORDS)}" if chance.random() < 0.2 else ""
    return f"https://{chance.choice(_HOSTS)}.example.dev/{path}.html{fragment}"


def _link(chance: Random) -> str:
    text = _words(chance, chance.randint(1, 4))
    match chance.randrange(10):
        case 0:
            return f"[{text}][label]"
        case 1:
            return f"<{_url(chance)}>"
        case 2:
            return _url(chance)
        case 3 | 4:
            return f"[{text}](../{chance.choice(_FOLDERS)}/page-{chance.randrange(FILES):04}.md)"
        case 5:
            return f"![{text}](images/{chance.choice(_WORDS)}.png)"
        case _:
            return f"[{text}]({_url(chance)})"


def _prose(chance: Random, sentences: int) -> str:
    parts = []
    for _ in range(sentences):
        words = _sentence(chance, chance.randint(6, 18))
        if chance.random() < 0.288:
            words += " " + _link(chance)
        if chance.random() < 0.25:
            words += f" `{chance.choice(_WORDS)}_{chance.choice(_WORDS)}`"
        if chance.random() < 0.1:
            words += f" **{_words(chance, 2)}**"
        parts.append(words + ".")
    return " ".join(parts)


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    lines, line = [], first
    for word in text.split(" "):
        if len(line) + len(word) > 98:
            lines.append(line.rstrip())
            line = rest
        line += word + " "
    return "\n".join([*lines, line.rstrip()]) + "\n"


def _paragraph(chance: Random) -> str:
    return _wrapped(_prose(chance, chance.randint(2, 6)))


def _list(chance: Random) -> str:
    items = []
    for number in range(chance.randint(3, 8)):
        mark = "- " if number % 4 else "1. " if chance.random() < 0.2 else "- "
        indent = "  " if number and chance.random() < 0.2 else ""
        text = _prose(chance, 1 if chance.random() < 0.8 else 2)
        items.append(_wrapped(text, indent + mark, indent + " " * len(mark)))
    return "".join(items)


def _code(chance: Random) -> str:
    lines = [
        "    " * chance.randint(0, 2)
        + f"{chance.choice(_WORDS)}.{chance.choice(_WORDS)}("
        + f'"{_words(chance, chance.randint(1, 5))}", {chance.randrange(1000)})'
        + f"  # {_words(chance, 3)}"
        for _ in range(chance.randint(5, 24))
    ]
    return "```" + chance.choice(_LANGUAGES) + "\n" + "\n".join(lines) + "\n```\n"


def _table(chance: Random) -> str:
    rows = ["| name | type | meaning |", "|:--|--:|:--|"]
    for _ in range(chance.randint(3, 10)):
        meaning = _words(chance, chance.randint(3, 10))
        if chance.random() < 0.2:
            meaning += " " + _link(chance)
        rows.append(f"| `{chance.choice(_WORDS)}` | {chance.choice(_WORDS)} | {meaning} |")
    return "\n".join(rows) + "\n"


def _heading(chance: Random) -> str:
    return "#" * chance.randint(2, 4) + " " + _sentence(chance, chance.randint(2, 6)) + "\n"


def _quote(chance: Random) -> str:
    return _wrapped(_prose(chance, 2), "> ", "> ")


def _html(chance: Random) -> str:
    return f'<p align="center">\n  <img src="images/{chance.choice(_WORDS)}.svg" alt="x">\n</p>\n'
