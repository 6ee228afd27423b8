"""What a fragment can point to in a document of Markdown."""

import pytest

from linkaudit.extract.anchors import anchors, slugify
from tests.builders import document


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("Getting started", "getting-started"),
        ("What's new?", "whats-new"),
        ("A & B", "a--b"),
        ("snake_case and kebab-case", "snake_case-and-kebab-case"),
        ("1.2.3", "123"),
        ("Über uns", "über-uns"),
        ("日本語 ガイド", "日本語-ガイド"),
        ("हिन्दी", "हिन्दी"),
        ("ภาษาไทยที่นี่", "ภาษาไทยที่นี่"),
        ("e\u0301te\u0301", "e\u0301te\u0301"),
        ("\U0001f680 Launch", "-launch"),
        ("⚙\ufe0f Settings", "\ufe0f-settings"),
        ("x²", "x"),
        ("  spaces  ", "spaces"),
        ("", ""),
    ],
)
def test_a_slug_is_what_github_makes_of_a_heading(heading: str, slug: str) -> None:
    """html-pipeline, TableOfContentsFilter: `\\p{Word}`, hyphens and spaces are kept."""
    assert slugify(heading) == slug


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# One\n\nTwo\n---\n\n> ### Three\n", {"one", "two", "three"}),
        ("# A\n# A\n# A\n", {"a", "a-1", "a-2"}),
        ("# A\n# A-1\n# A\n", {"a", "a-1", "a-2"}),
        ("# A\n# A\n# A-1\n", {"a", "a-1", "a-1-1"}),
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
