"""What is read without a parser, held against markdown-it-py: the same links in the same places."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bench.corpus import write_corpus
from linkaudit.extract.markdown.blocks import blocks
from linkaudit.extract.markdown.dialect import GFM
from linkaudit.extract.markdown.links import read
from linkaudit.extract.markdown.simple import normalised
from linkaudit.extract.source import Source
from linkaudit.model.document import Document
from tests.fuzz import texts
from tests.rows import each
from tests.unit.extract.markdown.test_commonmark_spec import examples, needs_specification
from tests.unit.extract.markdown.test_positions import CASES
from tests.unit.extract.test_pathological import SHAPES
from tests.unit.extract.test_properties import EXAMPLES, TEXTS

ALL_BY_MARKDOWN_IT = replace(GFM, is_plain=False)

# What nearly was read in two ways while this was written, and what blocks hang on.
TRAPS = (
    "~~~<a href=''>|b\n-|-",
    "```|b\n-|-\nhttp://c",
    "![![](b)](c)",
    "# [\n](c)",
    "- a\n[b\n- c](d)",
    "<s>\n- >\n\n  ```\n```\nhttp://a",
    "-\n\n- http://a|b\n-|-",
    "- a\n\n10. http://a|b\n-|-",
    "<!-->\n\n```\n-->\n\n[a](b)",
    "<!-- |\n-|-\n\n[a](b)\n\n-->",
    "<!-- a\n\n[b](c)\n\n--> [d](e)\n\n[f](g)",
    "<div>|\n-|-\n[a](b)",
    "<div>\n \n[a](b)\n</div>",
    "- a\n\n  ```\n  [b](c)\n\n[d](e)\n",
    "- a\n\n ```\n[b](c)\n\n[d](e)\n",
    "- - -\n\n  ```\n[a](b)\n\n[c](d)",
    "a\n2. b\n   ```\n\n[c](d)",
    "```\n```\n    [a](b)",
    "# a\n    [b](c)",
    ">     [a](b)",
    "-     [a](b)",
    "a\n[b]: c\n\n[b]",
    "[a]\n\n    [b](c)\n\n[a]: d",
    "`a\n- b` [c](d) `e`",
    "| a | b |\n|-|-|\n| [c|d](e) | `f | g` [h](i) |",
    "| a |\n|-|\n| [b](c) | [d](e) |",
    "| http://a|http://b |\n|-|-|",
    "[a]: b\n\n[`a`] [_a_](c) [a_b](d) ![a\n  b](e) [a]\n[]",
    "[`a`]: b\n\n[`a`][] [c `d`][`a`] [`e`][] http://f[`g`]",
    "$a [b](c) $",
    "[^1]: a\n\n    [b](c)\n\nd [^1]",
    ">" * 60 + " a\n\n[b](c)",
    ">" * 120 + " a",
    "[ẞ]: b\n\n[SS]",
)


def both(text: str) -> tuple[object, object]:
    document = Document("a.md", text)
    return read(GFM, document), read(ALL_BY_MARKDOWN_IT, document)


@each("text", [*TRAPS, *(case.translate({171: "", 187: ""}) for case in CASES.values())])
def test_a_text_gives_the_same_with_and_without_a_parser(text: str) -> None:
    quick, whole = both(text)

    assert quick == whole


@each("shape", [shape for _, shape in SHAPES], ids=[name for name, _ in SHAPES])
@each("before", ["", "- [a](b)\n", "[a]: b\n\n[a] [c](d)\n"])
def test_a_text_that_is_made_to_be_slow_gives_the_same(
    before: str, shape: Callable[[int], str]
) -> None:
    quick, whole = both(before + shape(300))

    assert quick == whole


@needs_specification
def test_every_example_of_commonmark_gives_the_same() -> None:
    differing = [text for text, _ in examples() for quick, whole in [both(text)] if quick != whole]

    assert differing == []


def test_a_file_of_the_bench_gives_the_same(tmp_path: Path) -> None:
    write_corpus(tmp_path, files=40, size=280_000)

    for file in tmp_path.rglob("*.md"):
        quick, whole = both(file.read_text(encoding="utf-8"))
        assert quick == whole


PIECES = st.sampled_from(
    (
        *("word", "two words ", "é", "“", "x_y", "$", "\n", "\n\n", "\n\n", "\n  ", "\n    "),
        *("\n- ", "- ", "1. ", "2. ", "10) ", "* ", "> ", "# ", "## ", "    ", "  ", "\t", "|"),
        *("a|b\n-|-\n", "| a | b |\n|-|-|\n", "| [a](b) |", "\n> ", "---\n", "===\n"),
        *("* * *\n", "+ ", "```\n", "\n```\n", "\n~~~\n", "\n  ```\n", "\n   ```\n", "- ```\n"),
        *("````", "``", "`", "`c`", "<!--", "-->", "<!-- linkaudit: ignore -->", "<?", "?>"),
        *("<![CDATA[", "]]>", "<!X", "<div>\n", "</div>", "<pre>", "</pre>", "<script>"),
        *("<p align=c>\n", "<img src=q>", "<br>", "[a](b)", "![a](b)", "[![a](b)](c)"),
        *("[a](<b c> 't')", "[`c`](d)", "[**b**](c)", "[a\nb](c)", "[a]", "[a][]", "[x y][a]"),
        *("[a]: b\n", "[a]: b 't'\n", "[^a]", "[^a]: x\n", "][", "](", "["),
        *("http://a.example/?b=c&amp;d", "www.a.example", "<http://a.example>", "|http://a "),
        *("(www.b.c", "\\", "&", "*", "_", "!", "\u00a0", "\u3000", "\u0000", "\r\n"),
    )
)  # fmt: skip


@EXAMPLES
@given(st.one_of(TEXTS, texts.TEXTS, st.lists(PIECES, max_size=30).map("".join)))
def test_any_text_gives_the_same(text: str) -> None:
    quick, whole = both(text)

    assert quick == whole


@EXAMPLES
@given(TEXTS)
def test_stretches_are_apart_and_hold_all_that_a_link_needs(text: str) -> None:
    text = Source.of(text).without_front_matter()

    spans = [(block.start, block.end) for block in blocks(text)]

    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    left = "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    assert not spans or "](" not in left or "```" in left or "~~~" in left


@given(st.text(st.characters(max_codepoint=127)))
def test_a_label_is_spelt_as_markdown_it_spells_it(label: str) -> None:
    from markdown_it.common.utils import normalizeReference

    plain = "".join(char for char in label if char.isprintable() or char == "\n")
    assert normalised(plain) == normalizeReference(plain)


def test_plain_documents_are_read_without_the_parser_being_imported() -> None:
    text = "# A\n\n- [b](c)\n\n| d | e |\n|---|---|\n| <http://f.example> | [g] |\n\n[g]: h 'i'\n"
    code = (
        "import sys; from linkaudit.extract.registry import extract_document as read;"
        "from linkaudit.model.document import Document;"
        f"print(len(read(Document('a.md', {text!r})).links), 'markdown_it' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["3", "False"]
