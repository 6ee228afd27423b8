"""The ids that sites give to headings."""

import pytest

from linkaudit.extract.markdown.slugs import attribute_ids, heading_ids, slug
from linkaudit.model.slugger import Slugger

GITHUB, GITLAB = Slugger.GITHUB, Slugger.GITLAB
MKDOCS, DOCUSAURUS, MDBOOK = Slugger.MKDOCS, Slugger.DOCUSAURUS, Slugger.MDBOOK


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Getting started", "getting-started"),
        ("What's new?", "whats-new"),
        ("A & B", "a--b"),
        ("snake_case and kebab-case", "snake_case-and-kebab-case"),
        ("1.2.3", "123"),
        ("Über uns", "über-uns"),
        ("日本語 ガイド", "日本語-ガイド"),
        ("日本語、ガイド。", "日本語ガイド"),
        ("हिन्दी", "हिन्दी"),
        ("ภาษาไทยที่นี่", "ภาษาไทยที่นี่"),
        ("e\u0301te\u0301", "e\u0301te\u0301"),
        ("\U0001f680 Launch", "-launch"),
        (":rocket: Launch", "rocket-launch"),
        ("⚙\ufe0f Settings", "\ufe0f-settings"),
        ("x²", "x"),
        ("a\tb", "ab"),
        (" behind a picture", "-behind-a-picture"),
        ("a — b", "a--b"),
        ("", ""),
    ],
)
def test_github_keeps_letters_hyphens_and_each_space(heading: str, expected: str) -> None:
    """html-pipeline, TableOfContentsFilter; Docusaurus uses github-slugger, which is the same."""
    assert slug(heading, GITHUB) == slug(heading, DOCUSAURUS) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("This heading has spaces in it", "this-heading-has-spaces-in-it"),
        ("This heading has a :thumbsup: in it", "this-heading-has-a-in-it"),
        ("This heading has Unicode in it: 한글", "this-heading-has-unicode-in-it-한글"),
        (
            "This heading has 3.5 in it (and parentheses)",
            "this-heading-has-35-in-it-and-parentheses",
        ),
        ("A & B", "a-b"),
        ("a -- b", "a-b"),
        ("at 10:30:45", "at-103045"),
        ("snake_case", "snake_case"),
        ("2026", "anchor-2026"),
    ],
)
def test_gitlab_squeezes_hyphens(heading: str, expected: str) -> None:
    """GitLab Flavored Markdown, "Heading IDs and links", whose examples these are."""
    assert slug(heading, GITLAB) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Getting started", "getting-started"),
        ("A & B", "a-b"),
        ("a -- b", "a-b"),
        ("snake_case", "snake_case"),
        ("Über žlutý", "uber-zluty"),
        ("ﬁne ②", "fine-2"),
        ("日本語 guide", "guide"),
        ("日本語", ""),
        ("v1.2", "v12"),
        ("-a-", "-a-"),
    ],
)
def test_mkdocs_makes_ascii_of_it(heading: str, expected: str) -> None:
    """Python-Markdown, extension `toc`: NFKD, ASCII, runs of spaces and hyphens to one."""
    assert slug(heading, MKDOCS) == expected


@pytest.mark.parametrize(
    ("slugger", "headings", "expected"),
    [
        (GITHUB, ["A", "A", "A"], {"a", "a-1", "a-2"}),
        (GITHUB, ["A", "A-1", "A"], {"a", "a-1", "a-2"}),
        (GITHUB, ["A", "A", "A-1"], {"a", "a-1", "a-1-1"}),
        (GITHUB, ["!", "?"], {"", "-1"}),
        (GITHUB, ["A {#b}"], {"a-b"}),
        (GITLAB, ["A", "A", "A"], {"a", "a-1", "a-2"}),
        (GITLAB, ["A", "A-1", "A"], {"a", "a-1"}),
        (MKDOCS, ["A", "A", "A"], {"a", "a_1", "a_2"}),
        (MKDOCS, ["A_1", "A_1"], {"a_1", "a_2"}),
        (MKDOCS, ["A", "A_1", "A"], {"a", "a_1", "a_2"}),
        (MKDOCS, ["日本語", "한글"], {"_1", "_2"}),
        (MKDOCS, ["A {#b}", "B"], {"b", "b_1"}),
        (MKDOCS, ["B", "A {#b}"], {"b", "b_1"}),
        (MKDOCS, ["A {: #b .c }", "A {: .c #d }", "A { id='e' }"], {"b", "d", "e"}),
        (MKDOCS, ["A {: .c }"], {"a"}),
        (MKDOCS, ["A {: #b } c"], {"a-b-c"}),
        (DOCUSAURUS, ["A", "A"], {"a", "a-1"}),
        (DOCUSAURUS, ["A {#b}", "A"], {"b", "a"}),
        (DOCUSAURUS, ["A {#b}", "B"], {"b"}),
        (DOCUSAURUS, ["A {/* #B_c */}"], {"B_c"}),
        (DOCUSAURUS, ["A {#b} c"], {"a-b-c"}),
        (MDBOOK, ["A", "A", "A"], {"a", "a-1", "a-2"}),
        (MDBOOK, ["A { #b .c }", "A {#d}"], {"b", "d"}),
        (MDBOOK, ["::", "!"], {"section", "section-1"}),
    ],
)
def test_each_heading_has_an_id_of_its_own(
    slugger: Slugger, headings: list[str], expected: set[str]
) -> None:
    """github-slugger; GitLab's count; Python-Markdown's `unique` and `attr_list`; Docusaurus."""
    assert heading_ids(headings, slugger) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("`--passes`: more passes", "--passes-more-passes"),
        (" Ünder_score \t x ", "ünder_score---x"),
        ("No. ½ of 𝟏 😀 it", "no-½-of-𝟏--it"),
        ("हिन्दी", "हिनदी"),
        ("e\u0301", "e"),
    ],
)
def test_mdbook_keeps_what_rust_calls_alphanumeric(heading: str, expected: str) -> None:
    """mdBook 0.5, `id_from_content`; Unicode's Alphabetic has vowel signs and no virama."""
    assert slug(heading.replace("`", ""), MDBOOK) == expected


@pytest.mark.parametrize(
    ("slugger", "name", "expected"),
    [
        (GITHUB, "guide", ()),
        (GITLAB, "guide.html", ()),
        (MKDOCS, "guide", ("guide.md", "guide.mdx")),
        (DOCUSAURUS, "guide", ("guide.md", "guide.mdx")),
        (MDBOOK, "guide", ()),
        (MDBOOK, "guide.html", ("guide.md",)),
        (MDBOOK, "index.html", ("README.md", "index.md")),
    ],
)
def test_a_site_s_page_is_made_from_a_file(
    slugger: Slugger, name: str, expected: tuple[str, ...]
) -> None:
    assert slugger.sources(name) == expected


def test_ids_set_by_hand_are_taken_for_mkdocs() -> None:
    """Python-Markdown, `toc`: ids that the document has are looked up first."""
    assert heading_ids(["A"], MKDOCS, taken={"a"}) == {"a_1"}


@pytest.mark.parametrize("slugger", Slugger)
def test_many_equal_headings_stay_quick(slugger: Slugger) -> None:
    """HOSTILE D: text that is made to be slow."""
    assert len(heading_ids(["A"] * 100_000, slugger)) == 100_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{#a}", ["a"]),
        ("{: #a }", ["a"]),
        ("[x](y){ .b #a c=d }", ["a"]),
        ('{: id="a" }', ["a"]),
        ("x {#a} y {: #b }", ["a", "b"]),
        ("{: .a }", []),
        ("{ a#b }", []),
        ("#a", []),
        ("{#a\n}", []),
    ],
)
def test_an_attribute_list_holds_an_id(text: str, expected: list[str]) -> None:
    """Python-Markdown, extension `attr_list`."""
    assert list(attribute_ids(text)) == expected
