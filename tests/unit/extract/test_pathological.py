"""Text that is made to be slow: four times as much of it may cost at most 4.75 times the work.

Work is counted in function calls, not in seconds, so that the answer is the same on any
machine. The patterns are those that have hurt parsers before: cmark's, GitHub's and ours.
"""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from linkaudit.extract.registry import extract_document
from linkaudit.model.document import Document

SMALL, LARGE = 500, 2_000  # characters
# Of linear work with a little that grows with the square, x a character: (4 + 16 x SMALL) /
# (1 + x SMALL). As strict as 6.0 of 1,500 and 6,000 characters, at a third of the cost.
MOST = 4.75
LEAST = 170  # calls that a short text may take

UNITS = [
    "[",
    "]",
    "![",
    "[a](",
    "[a](<b",
    "[[a]](",
    "[a][",
    "[a]: b\n",
    "[a",
    "![[]()",
    "[a](b) ",
    "(",
    "<",
    "<a ",
    "<a href=",
    "<a href='",
    "<!--",
    "<?",
    "<![CDATA[",
    "<!A",
    "`",
    "a`",
    "``` a\n",
    "*",
    "_",
    "*a ",
    "*a **a ",
    "a_",
    "**x [a*b**c*](d) ",
    "&",
    "&a",
    "&amp;",
    "\\",
    ">",
    "> a\n",
    "- ",
    "- a\n",
    "1. ",
    " - a\n",
    "#",
    "# a\n",
    "=",
    "---\n",
    "|",
    "|a",
    "a|b\n",
    "|---",
    "$",
    "$a",
    "$$",
    "http://a",
    "http://a ",
    "https://a.b/(",
    "www.",
    "www.a.b)",
    "http://a;",
    "http://a&a;",
    "[^a]",
    "[a][b] ",
    "{",
    "> {\n",
    "<!-- linkaudit: off -->\n",
    "\t",
    "\u00a0",
    "\x00",
]
SHAPES: list[tuple[str, Callable[[int], str]]] = [
    (repr(unit), lambda size, unit=unit: unit * (size // len(unit))) for unit in UNITS
] + [
    # Each is within the one before, up to a hundred; how deep, and not how long, is what it costs.
    ("nested footnotes", lambda size: "[^a]: " * (size * 4 // 6)),
    ("nested brackets", lambda size: "[" * (size // 2) + "a" + "]" * (size // 2)),
    ("nested pictures", lambda size: "![" * (size // 3) + "a" + "]" * (size // 3)),
    ("nested quotes", lambda size: "> " * (size // 2) + "a"),
    ("all lengths of backticks", lambda size: "e".join("`" * n for n in range(int(size**0.5)))),
    ("a table without an end", lambda size: "a|b\n-|-\n" + "x|y\n" * (size // 4)),
    ("labels that nothing uses", lambda size: "".join(f"[{n}]: x\n" for n in range(size // 8))),
    ("labels that all use", lambda size: "[a]: b\n\n" + "[a] " * (size // 4)),
]


def work(text: str, path: str, read: Callable[[Document], object] = extract_document) -> int:
    """How many functions, ours and the interpreter's, are called to read `text`."""
    calls = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    document = Document(path, text)
    read(Document(path, "[a](b) AWS SSO <b>"))  # parsers are made once
    sys.setprofile(count)
    try:
        read(document)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("path", ["a.md", "a.mdx"])
@pytest.mark.parametrize("shape", [shape for _, shape in SHAPES], ids=[name for name, _ in SHAPES])
def test_work_grows_with_the_text_and_no_faster(shape: Callable[[int], str], path: str) -> None:
    """HOSTILE D: linear, whatever stands there."""
    assert work(shape(LARGE), path) <= MOST * max(work(shape(SMALL), path), LEAST)
