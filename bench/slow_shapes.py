"""Which shapes of pages and documents take long, and how time grows with their size.

    python -m bench.slow_shapes [pages|documents] [--kib 64] [--most 20]

Reads each shape, in processor time of this process, and the slowest at half that size too.
Growth of 2 is linear, of 4 quadratic. A shape that is slow is a test's to keep.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator
from time import process_time

from linkaudit.check.page import read_page
from linkaudit.document import Document
from linkaudit.exchange import Response
from linkaudit.extract.anchors import anchors
from linkaudit.extract.documents import extract_document, names_in

Shape = Callable[[int], str]
"""A text of about so many characters."""

_OPENINGS = (
    "", "<!doctype html>", "<main>", "<p>", "<table>", "<table><tr><td>", "<ul><li>", "<form>",
    "<select>", "<select><optgroup>", "<template>", "<svg>", "<math>", "<svg><foreignObject>",
    "<math><annotation-xml>", "<frameset>", "<noscript>", "<button>", "<a>", "<b><p>", "<dl><dt>",
    "<ruby>", "<head>", "<body><div id=content>",
)  # fmt: skip
_TAGS = """
    a abbr address applet area article aside audio b base bdi bdo big blink blockquote body br
    button canvas caption center cite code col colgroup data datalist dd del details dfn dialog
    dir div dl dt em embed fieldset figure font footer form frame frameset h1 h6 head header hr
    html i iframe image img input ins isindex kbd keygen label legend li link listing main map
    mark marquee math menu meta meter nav nobr noembed noframes noscript object ol optgroup
    option output p param picture plaintext portal pre progress q rb rp rt rtc ruby s samp
    script search section select selectedcontent slot small source span strike strong style sub
    summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul
    var video wbr xmp x-y foreignObject desc mi mo annotation-xml mglyph
""".split()  # noqa: SIM905  a list of 110 texts would take 110 lines
_FORMS = (
    "<{0}>", "<{0}></{0}>", "</{0}>", "<{0} id=a{1}>x", "<{0} name=b itemprop=dateModified>",
    "<{0}><p></{0}>", "<{0}/>t", "</{0}><b>",
)  # fmt: skip
_PAGES = {
    "attributes": ("<p ", "a{1} ", ""),
    "attributes of an end tag": ("</p ", "a{1} ", ""),
    "attributes with values": ("<p ", 'a{1}="v" ', ">"),
    "attributes of html": ("", "<html a{1}>", ""),
    "attributes of body": ("", "<body a{1}>", ""),
    "attributes of svg": ("<svg ", "xlink:a{1} ", ">"),
    "one attribute": ("<p ", "a ", ">"),
    "slashes": ("<p ", "/", ">"),
    "entities": ("", "&amp;", ""),
    "entities without end": ("", "&amp", ""),
    "numbers": ("", "&#x41;", ""),
    "unknown entities": ("", "&CounterClockwiseContourIntegra", ""),
    "ampersands": ("", "&", ""),
    "comments": ("", "<!---->", ""),
    "comments without end": ("", "<!--", ""),
    "dashes": ("<!--", "-", ""),
    "bangs": ("", "<!", ""),
    "cdata": ("<svg>", "<![CDATA[x]]>", ""),
    "less-thans": ("", "<", ""),
    "less-than slash": ("", "</", ""),
    "nul": ("", "\0", ""),
    "doctypes": ("", "<!doctype html>", ""),
    "noscripts": ("", "<noscript><p></noscript>", '<meta http-equiv=refresh content="0;a">'),
    "noscripts without end": ("", "<noscript>", '<meta http-equiv=refresh content="0;a">'),
    "refreshes": ("", '<meta http-equiv=refresh content="x">', ""),
    "a refresh of spaces": ("<meta http-equiv=refresh content='", " ", "'>"),
    "adoption": ("", "<a><b><i><p></a></b></i>", ""),
    "adoption of fonts": ("", "<p><font size={1}>", ""),
    "adoption, nested": ("", "<b><i><u><s><p>", ""),
    "different formatting": ("", "<p><b a{1}>", ""),
    "tables in tables": ("", "<table><tr><td>", ""),
    "text in tables": ("<table>", "x<tr>", ""),
    "spaces in tables": ("<table>", " ", "x"),
    "scripts": ("", "<script>x</script>", ""),
    "a script of scripts": ("<script><!--", "<script>", ""),
    "json": ('<script type="application/ld+json">', '{"@type":["a",', "</script>"),
    "json, flat": ('<script type="application/ld+json">[', '{"@type":"Article"},', "1]</script>"),
    "options with text": ("<select>", "<option>t", ""),
    "options with values": ("<select>", "<option value={1}>", ""),
    "options in groups": ("<select>", "<optgroup><option>", ""),
    "options with spans": ("<select><button><selectedcontent></button>", "<option><b>x</b>", ""),
    "options, selected": ("<select>", "<option selected>", ""),
    "selects": ("", "<select><option>", ""),
    "selects, closed": ("", "<select><option></select>", ""),
    "kept ids": ("<script>", 'id=\\"a{1}\\" ', "</script>"),
    "sentences": ("<main>", "a. ", "deprecated"),
    "deprecated": ("<main>", "deprecated", ""),
    "a line each": ("<main>", "<br>.\n", ""),
    "dates": ("<main>", "Last updated: 2020-01-02 ", ""),
    "months": ("<main>", "Published on January ", ""),
}  # fmt: skip
# Opening, what is repeated, ending. `{1}` is a number of its own for each.
_DOCUMENTS = {
    "[": ("", "[", ""),
    "[ then ]": ("", "[", "]"),
    "[]": ("", "[]", ""),
    "[a](": ("", "[a](", ""),
    "[a](b": ("", "[a](b", ""),
    "[a](<b": ("", "[a](<b", ""),
    "![": ("", "![", "](u)"),
    "![ ]": ("", "![a]", ""),
    "![[": ("", "![[a](b)", "](u)"),
    "[![": ("", "[![a](b)](c)", ""),
    "[ closed": ("", "[a", "](u)"),
    "nested, closed": ("[" * 500, "[a](b)", "](c)" * 500),
    "] ": ("[", "]", ""),
    "](": ("", "](", ""),
    "[a][": ("", "[a][", ""),
    "[a][b]": ("", "[a][b]", ""),
    "[a][b] defined": ("[b]: u\n\n", "[a][b] ", ""),
    "[^a]": ("", "[^a]", ""),
    "[^a] defined": ("[^a]: u\n\n", "[^a]", ""),
    "footnotes": ("", "[^a{1}]: u\n", ""),
    "footnotes, nested": ("", "[^a{1}]: ", "u"),
    "^[": ("", "^[", ""),
    "*": ("", "*", ""),
    "*a": ("", "*a ", ""),
    "*a**b": ("", "*a**b", ""),
    "**a*": ("", "a**b" * 3 + "c* ", ""),
    "_a_": ("", "_a_", ""),
    "_": ("", "_a ", ""),
    "*_": ("", "*_", ""),
    "* then _": ("", "a*_b", ""),
    "~": ("", "~~a", ""),
    "`": ("", "`", ""),
    "` runs": ("", "`{2} ", ""),
    "` and a": ("", "`a``b", ""),
    "```": ("", "```\n", ""),
    "~~~ open": ("~~~", "\n~~", ""),
    "$": ("", "$a", ""),
    "$ closed": ("", "$a$", ""),
    "$(": ("", "$(a](", ""),
    "\\": ("", "\\", ""),
    "&": ("", "&amp;", ""),
    "& open": ("", "&a", ""),
    "&#": ("", "&#1", ""),
    "<": ("", "<", ""),
    "<a": ("", "<a ", ""),
    "<a b=": ("", '<a b="', ""),
    "<a b": ("<a ", "b ", ""),
    "<a href": ("", '<a href="u">', ""),
    "<a href, open": ("", '<a href="u" ', ""),
    "<!--": ("", "a <!-- ", ""),
    "<!-- closed": ("", "a <!-- b --> ", ""),
    "<!-- linkaudit": ("", "<!-- linkaudit: ignore -->\n", ""),
    "<!-- linkaudit, one line": ("", "a <!-- linkaudit: ignore -->", ""),
    "<!-- linkaudit, in code": ("", "`a` <!-- linkaudit: off -->", ""),
    "<!-- linkaudit, open": ("", "<!-- linkaudit:", ""),
    "<!-- linkaudit over links": ("", "[a](b)\n<!-- linkaudit: ignore x -->\n", ""),
    "<?": ("", "a <?", ""),
    "<!A": ("", "a <!A ", ""),
    "<![CDATA[": ("", "a <![CDATA[", ""),
    "<http:": ("", "<http:", ""),
    "<a@b": ("", "<a@b.c", ""),
    "html blocks": ("", "<div>\n\n", ""),
    "an html block": ("<div>\n", "<a href=b>\n", ""),
    "<script>": ("", "<script>\n", ""),
    "<script>, one line": ("<div>", "<script><", ""),
    "srcset": ("<img srcset='", "a{1} 1x, ", "'>"),
    "srcset of commas": ("<img srcset='", ",", "'>"),
    ">": ("", ">", ""),
    "> lines": ("", "> a\n", ""),
    "> deep lines": ("", ">" * 90 + "a\n", ""),
    "> rising": ("", "{3}a\n", ""),
    "lists": ("", "- a\n", ""),
    "lists, nested": ("", "- ", "a"),
    "lists, rising": ("", "{4}- a\n", ""),
    "lists, empty": ("", "-\n", ""),
    "lists, loose": ("", "- a\n\n", ""),
    "lists in quotes": ("", "> - ", "a"),
    "a list's lines": ("- a\n", "  b\n", ""),
    "a list's blank lines": ("- a\n", "\n", "  b"),
    "numbers": ("", "1. a\n", ""),
    "numbers, nested": ("", "1. ", "a"),
    "tabs": ("", "\t", "a"),
    "tabs in lists": ("", "-\t", "a"),
    "spaces": ("a", " ", "b"),
    "spaces and lines": ("", " \n", ""),
    "hard breaks": ("", "a  \n", ""),
    "a paragraph": ("", "a\n", ""),
    "paragraphs": ("", "a\n\n", ""),
    "setext": ("", "a\n=\n", ""),
    "setext, late": ("", "a\n", "="),
    "atx": ("", "# a\n", ""),
    "atx, closed": ("# a", " #", ""),
    "atx, alike": ("", "# a b\n", ""),
    "atx, numbered": ("", "# a\n# a-1\n", ""),
    "definitions": ("", "[a{1}]: u\n", ""),
    "definitions, alike": ("", "[a]: u\n", ""),
    "definitions, used": ("", "[a{1}]: u\n\n[a{1}]\n\n", ""),
    "definitions, open": ("", "[a\n", ""),
    "definitions, half": ("", "[a]:\n", ""),
    "definitions, titles": ("", "[a]: u 'b\n", ""),
    "definitions, titles closed": ("", "[a]: u (b)\n", ""),
    "definitions in quotes": ("", "> [a{1}]: u\n", ""),
    "definitions with backslashes": ("[", "\\]", "]: u"),
    "a long label": ("[", "a ", "]: u"),
    "a label over lines": ("[", "a\n", "]: u"),
    "titles": ("", "[a](b '", ""),
    "titles closed": ("", "[a](b 'c') ", ""),
    "parentheses": ("[a](", "(", ""),
    "parentheses closed": ("[a](b", "()", ")"),
    "tables": ("", "|a|\n|-|\n|b|\n\n", ""),
    "a table": ("|a|b|\n|-|-|\n", "|a|b|\n", ""),
    "a table, wide": ("", "|a", "\n"),
    "a table's delimiters": ("|a|\n", "|-", "\n"),
    "a table of few cells": ("|a" * 1000 + "|\n" + "|-" * 1000 + "|\n", "a\n", ""),
    "a table of links": ("|a|\n|-|\n", "|[a](b)|\n", ""),
    "a table of pipes": ("|a|\n|-|\n|", "\\|", "|\n"),
    "tables, no": ("", "|a|\n|-\n", ""),
    "pipes": ("", "|", ""),
    "rules": ("", "---\n", ""),
    "rules, spaced": ("", "* ", ""),
    "front matter": ("---\n", "a: b\n", "---\n"),
    "front matter, open": ("---\n", "a: b\n", ""),
    "front matter, comments": ("---\n", "# a\n", ""),
    "front matter, blank": ("---\n", "\n", ""),
    "front matter, spaces": ("---\n", " ", ""),
    "front matter, keys": ("---\n", '"', ""),
    "front matter, toml": ("+++\n", "a = 1\n", ""),
    "dates": ("---\n", "date: 2020-01-02\n", "---\n"),
    "URLs": ("", "http://a.example ", ""),
    "URLs, one": ("", "http://a", ""),
    "www.": ("", "www.", ""),
    "www.a": ("", "www.a ", ""),
    "URLs in parentheses": ("http://a", ")", ""),
    "URLs with entities": ("http://a", "&amp;", ""),
    "URLs with semicolons": ("http://a", ";", ""),
    "URLs with stops": ("http://a", "!", "b"),
    "@": ("", "a@b.c ", ""),
    "http:": ("", "http:", ""),
    "links": ("", "[a](b) ", ""),
    "links, long": ("[a](", "b", ")"),
    "links, escaped": ("[a](b", "\\)", ")"),
    "links, a line each": ("", "[a](b)\n", ""),
    "links, a block each": ("", "[a](b)\n\n", ""),
    "links, long texts": ("[", "a *b* ", "](c)"),
    "links of templates": ("[a](http://a/", "{{", ")"),
    "links of percents": ("[a](", "%41", ")"),
    "images": ("", "![a](b) ", ""),
    "images in images": ("![" * 15, "![a](b) ", "](c)" * 15),
    "NUL": ("", "\0", ""),
    "CR": ("", "\r", ""),
    "half characters": ("", "\ud800", ""),
    "no-break spaces": ("", "\u00a0\n", "a"),
    "no-break spaces, blocks": ("", "\u00a0a\n\n", ""),
    "mdx braces": ("", "{", ""),
    "mdx braces, closed": ("", "{}", ""),
    "mdx braces, nested": ("", "{a", "}"),
    "mdx exports": ("", "export a\n", ""),
    "mdx imports": ("", "import a\n\n", ""),
    "mdx code": ("", "``` {\n", ""),
    "mdx ticks": ("", "`{ ", ""),
    "mdx comments": ("", "{/* linkaudit: ignore */}", ""),
    "mdx comments, open": ("", "{/* linkaudit:", ""),
    "mdx tags": ("", "<A b={c} ", ""),
    "names": ("", "Amazon ES ", ""),
    "names in links": ("", "[Amazon ES](b) ", ""),
    "names in one link": ("[", "Amazon ES ", "](b)"),
    "names, a section each": ("", "# a\n\nAmazon ES\n\n", ""),
    "names in a table": ("|a|\n|-|\n", "|Amazon ES|\n", ""),
    "names in one row": ("|a" * 200 + "\n" + "|-" * 200 + "\n", "|Amazon ES", "\n"),
    "names in code": ("", "`Amazon ES ", ""),
    "names struck": ("", "<s>Amazon ES ", ""),
    "names and stops": ("", "Amazon ES. A", ""),
    "headings of HTML": ("", "<h1>a</h1>\n\n", ""),
    "headings of HTML, open": ("", "<h1>\n\n", ""),
    "headings of HTML, one block": ("<div>\n", "<h1>a\n", ""),
    "ids": ("", "<a id=a{1}></a> ", ""),
    "ids, open": ("", "<a id=", ""),
    "attributes": ("", "# a {#b{1}}\n", ""),
    "attributes, open": ("# a", "{#", ""),
}  # fmt: skip
_NAMES = ("Amazon ES", "Amazon Elasticsearch Service")


def repeated(opening: str, item: str, ending: str) -> Shape:
    """`item` as often as it takes; its numbers count up."""

    def shape(size: int) -> str:
        if not any(mark in item for mark in ("{1}", "{2}", "{3}", "{4}")):
            return opening + item * ((size - len(opening) - len(ending)) // len(item)) + ending
        pieces, length = [], 0
        for number in itertools.count():
            if length >= size:
                break
            piece = item.replace("{1}", f"{number:x}").replace("{2}", "`" * (number % 1000))
            piece = piece.replace("{3}", ">" * (number % 90)).replace("{4}", "  " * (number % 90))
            pieces.append(piece)
            length += len(piece)
        return opening + "".join(pieces) + ending

    return shape


def pages() -> Iterator[tuple[str, Shape]]:
    """Every opening with every tag in every form, and shapes of their own."""
    for name, parts in _PAGES.items():
        yield name, repeated(*parts)
    for opening, tag, form in itertools.product(_OPENINGS, _TAGS, _FORMS):
        item = form.replace("{0}", tag)
        yield f"{opening} {item}", repeated(opening, item, "")


def documents() -> Iterator[tuple[str, Shape]]:
    """Shapes of Markdown."""
    for name, parts in _DOCUMENTS.items():
        yield name, repeated(*parts)


def read_whole_page(text: str) -> None:
    """As a page that a server sent."""
    body = text.encode("utf-8", "replace")
    read_page(Response("https://a.example/", 200, {"content-type": "text/html"}, body))


def read_whole_document(text: str) -> None:
    """As each kind of document: links, names and anchors."""
    # Lines are bounded elsewhere.
    for suffix in ("md", "mdx", "html"):
        document = Document(f"a.{suffix}", text)
        extract_document(document)
        names_in(document, _NAMES)
        anchors(document)


def seconds(read: Callable[[str], None], text: str) -> float:
    """CPU time of this process."""
    start = process_time()
    read(text)
    return process_time() - start


def main(arguments: list[str]) -> None:
    kinds = [kind for kind in ("pages", "documents") if kind in arguments] or ["pages", "documents"]
    size = int(arguments[arguments.index("--kib") + 1] if "--kib" in arguments else 64) * 1024
    most = int(arguments[arguments.index("--most") + 1] if "--most" in arguments else 20)
    for kind in kinds:
        read, shapes = {
            "pages": (read_whole_page, pages()),
            "documents": (read_whole_document, documents()),
        }[kind]
        measured = [(seconds(read, shape(size)), name, shape) for name, shape in shapes]
        print(f"{len(measured)} shapes of {kind} at {size // 1024} KiB; the slowest:")
        for last, name, shape in sorted(measured, key=lambda one: -one[0])[:most]:
            first = seconds(read, shape(size // 2))
            print(f"  {last:7.3f} s, {last / max(first, 1e-4):4.1f} times half of it: {name!r}")


if __name__ == "__main__":
    main(sys.argv[1:])
