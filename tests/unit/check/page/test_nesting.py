"""How deeply a page may nest before the rest of it is left unread."""

import resource
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from linkaudit.check.page.nesting import (
    ATTRIBUTES,
    COPIES,
    DEEPEST,
    OPTIONS,
    ROOTS,
    SMALL,
    truncate_nesting,
)
from linkaudit.check.page.read import read_page
from linkaudit.model.http import Response

MANY = 20_000  # ten times the highest of the limits, and forty times the deepest


def html(body: str) -> Response:
    return Response("https://a.example/", 200, {"content-type": "text/html"}, body.encode())


@pytest.mark.parametrize(
    "tag",
    [
        *("<div>", "<DIV>", "<b>", "<a href=x><i>", "<ul><li>", "<table><tr><td>", "<x-y>"),
        *("<div></b>", "<div></b></i></p>", "<p><font>", "<svg><tr>", "<math><li>", "<select>"),
    ],
)
def test_what_nests_without_end_is_cut_at_the_depth_of_browsers(tag: str) -> None:
    """4 MiB of `<div>` took the parser ten minutes."""
    text = tag * MANY

    assert len(truncate_nesting(text)) <= len(tag) * (DEEPEST + 1)


def counted(item: str) -> str:
    """That text again and again, with numbers that count up."""
    return "".join(item.replace("{}", f"{number:x}") for number in range(MANY))


@pytest.mark.parametrize(
    "text",
    [
        "<p " + counted("a{} "),
        "<p " + counted("a{}\n") + ">",
        "<p " + counted("a{}/"),
        "<p " + counted('a{}=""'),
        "<p " + counted("a{}='>' ") + ">",
        "</p " + counted("a{} ") + ">",
        "<svg><a " + counted("xlink:a{} ") + ">",
        "<script " + counted("a{} ") + "></script>",
        "<textarea " + counted("a{} ") + "></textarea>",
        "<x-y " + counted("a{} ") + ">",
        "<select " + counted("a{} ") + "><option></select>",
        "<option " + counted("a{} ") + ">",
    ],
    ids=lambda text: text[:14],
)
def test_a_tag_is_cut_that_has_more_attributes_than_any_writer_gives(text: str) -> None:
    """512 KiB of `<p a0 a1 …` took the parser 20 s, which compares each with all before."""
    assert truncate_nesting("<h1>Title</h1>" + text + "<p id=end>") in (
        "<h1>Title</h1>",
        "<h1>Title</h1><svg>",
    )


@pytest.mark.parametrize(
    "item",
    [
        *("<option>", "<option></option>", "<option>a", "<OPTION>", "<option value={}>a"),
        *("<option selected>", "<option/>", "<option><b>x</b></option>", "<option><!-- -->"),
        *("<optgroup><option></optgroup>", "<option><script></script>", "<option><p>"),
    ],
)
@pytest.mark.parametrize("ending", ["", "</select>"])
def test_a_select_is_cut_that_has_more_options_than_any_reader_looks_at(
    item: str, ending: str
) -> None:
    """512 KiB of `<option>`, 814 bytes on the wire, took the parser 20 s."""
    text = "<select>" + counted(item) + ending

    assert truncate_nesting(text).lower().count("<option") <= OPTIONS


@pytest.mark.parametrize("item", ["<html a{}>", "<body a{}>", "<HTML a{}/>", "<html a{}></html>"])
def test_a_root_that_is_opened_again_and_again_gathers_no_attributes_without_end(item: str) -> None:
    """HTML §13.2.6.4.7: the attributes of a second `html` are added to the first."""
    assert truncate_nesting(counted(item)).lower().count("a") <= 2 * ROOTS


def test_a_foreign_root_takes_back_that_siblings_end_each_other() -> None:
    text = "<svg>" + "<tr>" * MANY

    assert len(truncate_nesting(text)) < 4 * (DEEPEST + 2)


@pytest.mark.parametrize(
    "text",
    [
        "<div>text</div>" * MANY,
        "<DIV>text</div>" * MANY,
        "<p>text" * MANY,
        "<ul>" + "<li>text" * MANY + "</ul>",
        "<table>" + "<tr><td>a<td>b" * MANY + "</table>",
        "<br><img src=x><input><hr>" * MANY,
        "<div>" * (DEEPEST - 2) + "<p>text</p>" * MANY,
        "<script>" + "document.write('<div>');" * MANY + "</script>",
        "<style>" + "/* <div> */" * MANY + "</style>",
        "<!-- " + "<div>" * MANY + "-->",
        "<textarea>" + "<div>" * MANY,
        "a < b " * MANY,
        "<form>" + "<b>x</b>" * MANY + "</form>",
        "<form><p>text</form>" * MANY,
        "<svg><title>Icon</title><desc>x</desc><g><path d='m 0 0'/><a><rect/></a></g></svg>" * MANY,
        "<svg>" + "<path d=m />" * MANY,
        "<a name=x>text<h2>b</h2>" * 10_000,
        "<dl>" + "<dt>a<dd>b" * MANY + "</dl>",
        "<select><option>a<option>b</select><script>'<div>'</script>" * 30_000,
        "<select>" + "<option>a" * OPTIONS + "</select>",
        ("<select>" + "<option><b>x</b>" * 600 + "</select>") * 20,
        "<option>a" * MANY,
        f"<p {'a=b ' * (ATTRIBUTES - 1)}>" * 100,
        "<p a b='<i>' c>" * MANY,
        '<p a="' + "b " * MANY + '">',
    ],
    ids=lambda text: text[:20],
)
def test_a_long_page_that_is_not_deep_is_read_to_its_end(text: str) -> None:
    assert truncate_nesting(text) == text


def test_a_page_that_was_cut_says_so_and_keeps_its_beginning() -> None:
    page = read_page(html("<title>Well</title><p id=here>" + "<div id=deep>" * MANY + "<p id=end>"))

    assert page is not None
    assert (page.title, page.is_cut) == ("Well", True)
    assert "here" in page.anchors
    assert "end" not in page.anchors


def test_a_page_of_few_tags_is_not_looked_at() -> None:
    text = "<b>" * DEEPEST

    assert truncate_nesting(text) == text


@given(st.text(alphabet="<>/!-abdivsptr \n", max_size=60), st.integers(1, 3000))
def test_what_is_kept_is_a_beginning(piece: str, times: int) -> None:
    text = piece * times

    assert text.startswith(truncate_nesting(text))


# ------------------------------------------- what a parser reads otherwise than it seems

# At each, a tag seems to end, to be text, or to be of no weight, and is not.
BYPASSES = (
    *('<div a="</div>">', "<div a = '</div>'>", '<div a="x"="></div>">', "<div ='></div><p '>"),
    *("<div><!x </div>", "<div><? </div>", "<div></ </div>", "<div></></ >"),
    *("<!--><div>", "<!---><div>", "<!--a--!><div>", "<!--x--!></x><div>"),
    *("<svg><title><div>", "<svg><style><div>", "<svg><textarea><div>", "<math><xmp><div>"),
    *("<svg><script><div>", "<svg><desc><iframe><div>", "<select><title></select><div>"),
    *("<title></title x><div>", "<xmp></xmp/><div>", "<textarea/x></textarea><div>"),
    *("<div><script><!--<script></script></div>--></script>", "<svg><![CDATA[>]]><div>"),
    *("<table><td><div></table></div>", "<div><table></div></table>", "<ul></div><li><dd>"),
    *(
        "<p><div></p>",
        "<li><dd>",
        "<rt>",
        "<optgroup>",
        "<svg><tr>",
        "<svg><link>",
        "<svg><option>",
    ),
    *(
        "<svg><g d=/>",
        "<svg><p><g/>",
        "<svg><desc><g/>",
        "<path><svg></path><g/>",
        "<lin\u212a>",
        "<x\x0by>",
    ),
    *("<form><table></form></table></form>", "<form><table><form></form></table></form>"),
    *("<" + "x" * 40 + "a></" + "x" * 40 + "b>", "<table><td>", "<object><p>", "<frameset>"),
)


def depth_and_size(text: str) -> tuple[int, int]:
    """Of the tree that the parser makes: its depth, and the number of its nodes."""
    deepest = nodes = 0
    waiting = [(LexborHTMLParser(text).root, 1)]
    while waiting:
        node, depth = waiting.pop()
        deepest, nodes = max(deepest, depth), nodes + (node is not None)
        child = node.child if node is not None else None
        while child is not None:
            waiting.append((child, depth + 1))
            child = child.next
    return deepest, nodes


# Within an element, a `p` needs no end; around all there are html, body, and what is cut off.
BOUND = 2 * DEEPEST + 10


@pytest.mark.parametrize("times", [1000, 4000])
@pytest.mark.parametrize("unit", BYPASSES, ids=ascii)
def test_no_tag_is_hidden_from_the_count(unit: str, times: int) -> None:
    """Each was, in some count of ours, flat, and to the parser as deep as it was long."""
    deepest, _ = depth_and_size(truncate_nesting(unit * times))

    assert deepest <= BOUND


@pytest.mark.parametrize("unit", ["<!-->", "<!--->", "<!--a--!>", "<svg><title>", "<math><xmp>"])
@pytest.mark.parametrize("times", [1000, 4000])
def test_no_beginning_hides_the_tags_behind_it(unit: str, times: int) -> None:
    deepest, _ = depth_and_size(truncate_nesting(unit + "<div>" * times))

    assert deepest <= BOUND


FORMATS = "".join(f"<b a={number}>" for number in range(60))
COPYING = {
    "each in a block of its own": lambda n: "".join(f"<p><b a={i}>" for i in range(n)),
    "many, then blocks": lambda n: "<p>" + FORMATS + "<p>x" * n,
    "one, then blocks": lambda n: "<p><b>" + "<p>x" * n,
    "through blocks": lambda n: ("<b><i><u><s>" + "<div>" * 8 + "</b>" + "</div>" * 8) * n,
    "anchors": lambda n: ("<a>" + "<div>" * 8 + "<a>" + "</div>" * 8) * n,
}


@pytest.mark.parametrize("make", COPYING.values(), ids=COPYING)
@pytest.mark.parametrize("times", [2600, 20_000])
def test_what_is_left_open_is_not_copied_without_end(
    make: Callable[[int], str], times: int
) -> None:
    """HTML §13.2.4.3: 33 KB of `<p><b a=1>` made a tree of 1.2 GiB."""
    text = make(times)

    _, nodes = depth_and_size(truncate_nesting(text))

    assert nodes <= 2 * text.count("<") + COPIES


def test_the_worst_page_fits_into_little_memory() -> None:
    """With what Python and the parser take for themselves."""
    code = (
        "from linkaudit.check.page.read import read_page\n"
        "from linkaudit.model.http import Response\n"
        "formats = ''.join(f'<b a={n}>' for n in range(500))\n"
        "for text in ('<p>' + formats + '<p>x' * 4000, '<p><b>' + '<p>x' * 500_000):\n"
        "    head = {'content-type': 'text/html'}\n"
        "    print(read_page(Response('https://a.example/', 200, head, text.encode())).is_cut)\n"
    )
    most = 700 << 20

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))

    run = subprocess.run(
        [sys.executable, "-c", code], preexec_fn=bounded, capture_output=True, text=True
    )

    assert (run.stdout.split(), run.stderr) == (["True", "True"], "")


NAMES = """
    div p b a i li dd option select table tr td caption form button svg math title style script
    textarea xmp iframe desc foreignobject path g mi br link template object frameset ruby rt h1
    span body plaintext nobr optgroup input
"""
FRAGMENTS = (
    *("<!--", "-->", "--!>", "<!-->", "<!x ", "</ ", "</>", ">", '"', "'", " a=", "/>", "x"),
    *("<![CDATA[", "]]>", "<!--<script>", "</script>", '<div a="</div>">', "<svg>", "</svg>"),
    *(f"<{end}{name}>" for end in ("", "/") for name in NAMES.split()),
    *("<path/>", "<div/>", "<svg/>", "<title/>", "<a b=/>", "<g d=/>"),
)


@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=4),
    st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=7),
)
def test_no_mixture_of_tags_is_deep_or_grows(before: list[str], unit: list[str]) -> None:
    text = "".join(before) + "".join(unit) * 1200

    deepest, nodes = depth_and_size(truncate_nesting(text))

    assert deepest <= BOUND
    # One fragment makes at most a table with its parts; what is copied is counted apart.
    assert nodes <= 5 * 1200 * len(unit) + COPIES


@pytest.mark.parametrize(
    "text",
    [
        "<p><p><b><b></b><br></b>",
        "<li><b><code>x</code><a href=x>y</a><br></b><li>",
        "<p>text<a href=x>y</a><img src=x></p><div>",
        "<h2>a <code>b</code><br>c</h2><td><i>d</i></td>",
    ],
)
def test_elements_that_are_ended_are_counted_in_runs(text: str) -> None:
    """CPython's `re` lost the groups of such a run where its loops were possessive."""
    assert truncate_nesting(text + "x" * SMALL) == text + "x" * SMALL


@pytest.mark.parametrize(
    "item", ["<p>a <code>b</code></p>", "<li><a href=x>y</a></li>", "<b>x</b>"]
)
def test_a_run_of_elements_is_no_nesting(item: str) -> None:
    text = "<div>" * (DEEPEST - 2) + item * MANY

    assert truncate_nesting(text) == text


@pytest.mark.parametrize(
    "item", ["<ul><li><b title='<li'>x</b>", "<div><p>a <i>b</i></p>", "<ul><li>"]
)
def test_a_run_of_elements_hides_no_nesting(item: str) -> None:
    assert len(truncate_nesting(item * MANY)) <= len(item) * (DEEPEST + 1)
