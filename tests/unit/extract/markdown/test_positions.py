"""Where destinations stand. In the cases, «…» marks each destination of a document."""

import pytest

from linkaudit.extract.source import cut
from tests.builders import document, extract
from tests.marks import marked
from tests.rows import each

TABLE = "| a | b |\n|---|---|\n"

CASES = {
    # line ends: CommonMark §2.1
    "LF": "[a](«b»)\n\n[c](«d»)\n",
    "CRLF": "[a](«b»)\r\n\r\n[c](«d»)\r\n",
    "CR": "[a](«b»)\r\r[c](«d»)\r",
    "mixed line ends": "x\r[a](«b»)\r\n[c](«d»)\n\r[e](«f»)",
    "no line end": "[a](«b»)",
    "separators that are no line ends": "a\u2028[a](«b»)\u0085[c](«d»)\x0b[e](«f»)\x1c[g](«h»)",
    # characters that count one
    "byte order mark": "\ufeff[a](«b»)",
    "astral characters": "\U0001f600 [\U0001f600](«\U0001f600») \U0001f600 «http://a.example/»",
    "combining characters": "e\u0301 [e\u0301](«e\u0301») [a](«b»)",
    "NUL": "\x00 [a](«b»)",
    "tabs": "a\t[a](«b»)\tc\t[d](«e»)",
    # white space that is trimmed
    "indented": "   [a](«b»)\n      [c](«d»)",
    "ideographic space first": "\u3000[a](«b»)\n\u3000[c](«d»)",
    "line of no-break spaces first": "\u00a0\n[a](«b»)",
    "two lines of no-break spaces first": "> \u00a0\n> \u3000\u00a0\n> x [a](«b»)\n> [c](«d»)",
    "line of no-break spaces within": "a\n\u00a0\n[a](«b»)",
    "nothing but a no-break space": "\u00a0\n\n[a](«b»)",
    "form feed first": "\f[a](«b»)",
    "ideographic space before a bare URL": "\u3000«http://a.example/»\n",
    # headings: CommonMark §4.2, §4.3
    "ATX heading": "# [a](«b») ##\n",
    "ATX heading, indented": "  ###   [a](«b»)\n",
    "ATX heading, tab": "#\t[a](«b»)\n",
    "ATX heading, hash in it": "# # [a](«b»)\n",
    "ATX heading, ideographic space": "# \u3000[a](«b»)\n",
    "empty ATX heading": "#\n[a](«b»)\n",
    "ATX heading in a quote in a list": "- > ## [a](«b»)\n",
    "setext heading": "[a](«b»)\n===\n",
    "setext heading of two lines": "x\n  [a](«b»)\n---\n\n[c](«d»)\n",
    # quotes: CommonMark §5.1
    "quote": "> [a](«b»)\n> [c](«d»)\n",
    "quote without a space": ">[a](«b»)\n",
    "quote, tab": ">\t[a](«b»)\n",
    "quote in a quote": "> > [a](«b»)\n> > [c](«d»)\n",
    "lazy continuation": "> x\n[a](«b»)\n",
    "lazy continuation of two quotes": "> > x\n> [a](«b»)\n[c](«d»)\n",
    # lists: CommonMark §5.2
    "list": "- [a](«b»)\n- [c](«d»)\n",
    "list, tab": "-\t[a](«b»)\n\n\t[c](«d»)\n",
    "list, space and tab": "- \t[a](«b»)\n",
    "ordered list": "10. [a](«b»)\n\n    [c](«d»)\n",
    "nested lists": "- a\n  - [a](«b»)\n    1. [c](«d»)\n",
    "deeply nested lists": "".join(f"{'  ' * n}- [a](«b»)\n" for n in range(30)),
    "quote in a list": "1.\t> [a](«b»)\n\t> [c](«d»)\n",
    "list in a quote in a list": "- > - [a](«b»)\n  >   [c](«d»)\n",
    "quote in a list in a quote": "> - > [a](«b»)\n>   > [c](«d»)\n",
    "lazy continuation of a quote in a list": "- > x\nlazy [a](«b»)\n",
    "behind a code block in a list": "* a\n\n      [x](y)\n\n  [a](«b»)\n",
    # tables: GFM §4.10
    "table": f"{TABLE}| [a](«b») | «http://a.example/» |\n",
    "table without outer pipes": "a | b\n-|-\n[a](«b») | [c](«d»)  \n",
    "links in the head": "| [a](«b») | [c](«d») |\n|---|---|\n",
    "escaped pipe before a link": TABLE + "| x \\| y [a](«b») | c |\n",
    "escaped pipe in a text": TABLE + "| [x\\|y](«b») | [c](«d») |\n",
    "escaped pipe in a destination": TABLE + "| [a](«b\\|c») | [d](«e») |\n",
    "empty cells": TABLE + "|  | [a](«b») |\n|| [c](«d») |\n",
    "too few cells": TABLE + "| [a](«b») |\n| [c](«d»)\n",
    "too many cells": TABLE + "| x | [a](«b») | [c](d) |\n",
    "ideographic space in cells": "|\u3000[a](«b») | c |\n|---|---|\n| \u3000[d](«e») | f |\n",
    "ideographic space before a row": TABLE + "\u3000| x | [a](«b») |\u3000\n",
    "table in a quote": "> | a | b |\n> |---|---|\n> | x | [a](«b») |\n",
    "table in a list": "- | a | b |\n  |---|---|\n  | x | [a](«b») |\n",
    "table behind a table": f"{TABLE}| [a](«b») | |\n\n{TABLE}| | [c](«d») |\n",
    # destinations: CommonMark §6.3
    "title": '[a](«b» "t")',
    "title on the next line": "[a](«b»\n  't')",
    "spaces around": "[a](   «b»   )",
    "destination on the next line": "> [a](\n> «b»)",
    "destination on a lazy line": "> [a](\n«b»)",
    "text over two lines": "- [a\n  c](«b»)",
    "angle brackets": "[a](<«b c»> 't')",
    "nothing in angle brackets": "[a](<«»>)",
    "nothing": "[a](«»)",
    "backslash escapes": "[a](«b\\)c») [d](<«e\\>f»>)",
    "entities": "[a](«b&amp;c»)",
    "parentheses": "[a](«b(c(d)e)»)",
    "same URL twice": "[a](«b»)[a](«b») «http://a.example» «http://a.example»",
    "brackets in the text": "[a [b] \\] `]`](«c»)",
    "autolink": "x <«http://a.example/»>",
    "image": "![a](«b»)",
    "image in a link": "[![a](«b»)](«c»)",
    "image in a link in a heading": "# x [![a](«b»)](«c»)",
    # definitions: CommonMark §4.7
    "definition": "[a]: «b» 't'\n",
    "definition in angle brackets": "[a]: <«b c»>\n",
    "definition of nothing": "[a]: <«»>\n",
    "definition over three lines": "[a]:\n   «b»\n  't'\n",
    "definition with its label on two lines": "[a\nc]: «b»\n",
    "definition with a bracket in its label": "[a\\]]: «b»\n",
    "definition with a title on two lines": "[a]: «b» 't\nu'\n",
    "definition in a quote": "> [a]: «b»\n> [c]:\n> «d»\n",
    "definition on a lazy line": "> [a]:\n«b»\n",
    "definitions in a list": "- [a]: «b»\n  [c]:\n    «d»\n",
    "definition of what is defined": "[a]: «b»\n[a]: «c»\n",
    "definition before an underline": "[a]: «b»\n===\n",
    # raw HTML: CommonMark §4.6, §6.6
    "HTML in a text": "x <a href='«b»'>y</a> <img src=«c»>",
    "HTML over two lines": "> x <a\n> href='«b»'>y</a>",
    "HTML value over two lines": "> x <a href='«b\n> c»'>y</a>",
    "HTML block": "<div>\n  <a href='«b»'>\n</div>",
    "HTML block, indented": "   <div>\n\t<a href='«b»'>\n   </div>",
    "HTML block in a list": "- <div>\n  <a href=«b»>y</a>\n\n      <p>\n",
    "HTML block in a list, tab": "-\t<div>\n\t<a href=«b»>y</a>\n\t  <a href=«c»>y</a>\n",
    "HTML block in a quote": "> <div>\n> <a href=«b»>\n",
    "HTML block with blank lines": "<pre>\n\n  <a href=«b»>\n\u00a0\n<a href=«c»>\n</pre>",
    "HTML block that nothing closes": "[a](«b»)\n\n> - <!--\n> ",
    "srcset": "<img srcset='«a.png» 1x, «b.png» 2x' src=«c.png»>",
    # front matter
    "behind front matter": "---\ntitle: '[a](b)'\n---\n[a](«b»)\n",
    "behind front matter, CRLF": "+++\r\ntitle = 'a'\r\n+++\r\n[a](«b»)\r\n",
}


@each("case", CASES.values(), ids=CASES)
def test_a_region_holds_its_destination_and_nothing_else(case: str) -> None:
    """The contract: cutting a region out of the decoded file gives the destination."""
    text, regions = marked(case)

    links = extract(document(text))

    assert [link.region for link in links] == regions
    assert [cut(text, link.region) for link in links] == [link.destination for link in links]


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("x [a](b)", [(1, 3)]),
        ("# ![a](b)", [(1, 3)]),
        ("> x <http://a.example>", [(1, 5)]),
        ("> x\n> y <a\n> href=b>", [(2, 5)]),
        ("[a]: b\n\nx [a] y ![c][a]\n- [A][]", [(3, 3), (3, 9), (4, 3)]),
        ("- [a]\n\n  [a]: b", [(1, 3)]),
        ("[a]: b", []),
    ],
)
def test_a_use_is_where_the_link_begins_to_show(text: str, uses: list[tuple[int, int]]) -> None:
    """The contract: a definition is one record, its uses are where it shows."""
    found = extract(document(text))

    assert [[(use.line, use.column) for use in link.uses] for link in found] == [uses]
