"""What a fragment can point to in a document: headings and ids, of Markdown and of HTML."""

import pytest

from linkaudit.extract.registry import anchors
from linkaudit.model.slugger import Slugger
from tests.builders import document


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# One\n\nTwo\n---\n\n> ### Three\n", {"one", "two", "three"}),
        ("# A\n# A\n# A\n", {"a", "a-1", "a-2"}),
        ("# ~~old~~ *new* :tada:\n", {"old-new-tada"}),
        ("# ![alt](b.png) A\n", {"-a"}),
        ("<h1 align=center>A &amp; <b>B</b></h1>\n", {"a--b"}),
        ("<h2>\n  A\n  B\n</h2>\n<h3>C</h3>\n", {"a-b", "c"}),
        ("<h1>never closed\n", set()),
        ("| a |\n|---|\n| <a id=x></a> |\n", {"x"}),
        ("# `code` *and* **more** \\*\n", {"code-and-more-"}),
        ("# [a link](b) &amp; more\n", {"a-link--more"}),
        ("# a\n\n```\n# no\n```\n\n    # no\n", {"a"}),
        ("---\n# no\na: b\n---\n# yes\n", {"yes"}),
        ("<a id='x'></a>\n", {"x"}),
        ("text <a name=x></a> <span id='Y z'>\n", {"x", "Y z"}),
        ("<div>\n<p name=no id=yes>\n</div>\n", {"yes"}),
        ("# <a id=b></a>A\n", {"a", "b"}),
        ("x <!-- <a id=no> --> `<a id=no>`\n", set()),
        ("", set()),
        ("text\n", set()),
    ],
)
def test_headings_and_ids_are_anchors(text: str, found: set[str]) -> None:
    """github-slugger: a name that is taken counts on; HTML §7.4.6.3: id, and name of an a."""
    assert anchors(document(text)) == found


@pytest.mark.parametrize(
    ("slugger", "text", "found"),
    [
        (Slugger.GITLAB, "# A & B\n<h2>C & D</h2>\n", {"a-b", "c-d"}),
        (Slugger.MKDOCS, "# Ä & B\n# A B\n", {"a-b", "a-b_1"}),
        (Slugger.MKDOCS, "# A {#b}\n## `c` {: #D .e }\n", {"b", "D"}),
        (Slugger.MKDOCS, "text\n{: #a }\n\n[x](y){#b} `{#c}`\n", {"a", "b"}),
        (Slugger.MKDOCS, "<h1>A</h1>\n<h2 id=b>B</h2>\n", {"b"}),
        (Slugger.MKDOCS, "# ![alt](b.png) A\n", {"a"}),
        (Slugger.GITHUB, "text {#a}\n", set()),
        (Slugger.DOCUSAURUS, "# T\n## A {#b-c}\n## B\n", {"b-c", "b"}),
        (Slugger.DOCUSAURUS, "## A {/* #b */}\n", {"b"}),
        (Slugger.DOCUSAURUS, "## ![alt](b.png) A\n", {"alt-a"}),
        (Slugger.DOCUSAURUS, "<h1>A</h1>\n\n<a id='b' />\n", {"b"}),
    ],
)
def test_each_kind_of_site_has_its_own_anchors(
    slugger: Slugger, text: str, found: set[str]
) -> None:
    """A forge gives ids to headings of HTML; only MkDocs and Docusaurus know `{#id}`."""
    assert anchors(document(text), slugger) == found


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml"])
def test_of_a_page_of_html_the_ids_are_anchors(name: str) -> None:
    """HTML §7.4.6.3."""
    page = "<title>x</title>\n# no\n<h1 id=a>A</h1><a name='b'></a><!-- <p id=c> -->"

    assert anchors(document(page, path=name)) == {"a", "b"}


@pytest.mark.parametrize(
    "text",
    [
        "> " * 5_000 + "# deep",
        "- " * 5_000 + "# deep",
        "# " + "[" * 20_000,
        "# " + "`a" * 10_000,
        "<h1>" * 20_000,
        "<h1 " * 20_000,
        "# " + "{" * 20_000,
        "# " + " " * 20_000 + "x",
        "# x" + " " * 20_000 + "{",
        "x <a " * 5_000 + "id",
        "{: #a" * 5_000,
    ],
    ids=lambda text: text[:8].strip() + "…",
)
def test_text_that_is_made_to_be_slow_ends_soon(text: str) -> None:
    """HOSTILE D: no RecursionError, and linear; the time is the suite's own to notice."""
    for slugger in Slugger:
        anchors(document(text), slugger)
