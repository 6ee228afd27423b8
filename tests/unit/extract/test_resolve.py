"""What a destination points to."""

import pytest

from linkaudit.extract.resolve import resolve
from linkaudit.model.report import LocalTarget, NotAsked, Resolved, Unasked, WebTarget


@pytest.mark.parametrize(
    ("url", "uri", "fragment"),
    [
        ("https://b.example/c?d#e", "https://b.example/c?d", "e"),
        ("HTTP://B.example", "http://b.example/", None),
        ("//b.example/c", "https://b.example/c", None),
        ("https://b.example/#c%20d e", "https://b.example/", "c d e"),
        ("https://b.example/#", "https://b.example/", None),
        ("https://me:secret@b.example/", "https://b.example/", None),
        # as browsers read them, WHATWG URL §4.4
        ("https://b.example/c\\d\\e.html", "https://b.example/c/d/e.html", None),
        ("https://b.example\\c?d\\e", "https://b.example/c?d%5Ce", None),
        ("https:///b.example/c", "https://b.example/c", None),
        ("http:\\\\b.example\\c", "http://b.example/c", None),
        ("\\\\b.example\\c", "https://b.example/c", None),
        ("///b.example/c", "https://b.example/c", None),
        ("https://b.example/c d", "https://b.example/c%20d", None),
        ("https://b.example/c?d e", "https://b.example/c?d%20e", None),
        ("https://b.example/c\n\td", "https://b.example/cd", None),
        ("https://-b.example/", "https://-b.example/", None),
        ("https://b.-c.example/", "https://b.-c.example/", None),
        ("https://134744072/", "https://8.8.8.8/", None),
    ],
)
def test_a_url_with_a_host_points_to_the_web(url: str, uri: str, fragment: str | None) -> None:
    """RFC 3986 §4.2: `//` keeps the scheme, which for a document is https."""
    assert resolve(url, "docs/a.md") == Resolved(WebTarget(uri), fragment)


@pytest.mark.parametrize(
    ("url", "path", "fragment"),
    [
        ("b.md", "docs/b.md", None),
        ("b.md#c", "docs/b.md", "c"),
        ("b.md?raw=1#c%C3%A4", "docs/b.md", "cä"),
        ("./b/", "docs/b", None),
        ("../b.md", "b.md", None),
        ("../../b.md", "../b.md", None),
        ("..", ".", None),
        ("..\\..\\b.md", "../b.md", None),
        ("c\\b.md", "docs/c/b.md", None),
        ("~/b.md", "docs/~/b.md", None),
        ("b#c#d", "docs/b", "c#d"),
        ("#b", "docs/a.md", "b"),
        ("#", "docs/a.md", None),
        ("?b", "docs/a.md", None),
        ("./b:c.md", "docs/b:c.md", None),
        ("ä.md", "docs/ä.md", None),
    ],
)
def test_a_url_without_a_scheme_points_into_the_tree(
    url: str, path: str, fragment: str | None
) -> None:
    """RFC 3986 §5.2, the checked folder being the root."""
    assert resolve(url, "docs/a.md") == Resolved(LocalTarget(path), fragment)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("/b.md", LocalTarget("b.md", is_rooted=True)),
        ("/", LocalTarget(".", is_rooted=True)),
        ("/c/../b.md", LocalTarget("b.md", is_rooted=True)),
        ("/../b.md", LocalTarget("../b.md", is_rooted=True)),
        ("\\b.md", LocalTarget("b.md", is_rooted=True)),
        ("/a%20b", LocalTarget("a b", "a%20b", is_rooted=True)),
    ],
)
def test_a_path_that_begins_with_a_slash_counts_from_the_root(
    url: str, target: LocalTarget
) -> None:
    """RFC 3986 §4.2; a root that lies elsewhere is the auditor's to know."""
    assert resolve(url, "docs/a.md").target == target


@pytest.mark.parametrize(
    ("url", "path", "literal"),
    [
        ("b%20c.md", "docs/b c.md", "docs/b%20c.md"),
        ("%23b.md", "docs/#b.md", "docs/%23b.md"),
        ("100%.md", "docs/100%.md", ""),
        ("%2e%2e/b.md", "b.md", "docs/%2e%2e/b.md"),
        ("..%5c..%5Cb.md", "../b.md", "docs/..%5c..%5Cb.md"),
    ],
)
def test_a_path_is_decoded_and_known_as_it_is_written_too(
    url: str, path: str, literal: str
) -> None:
    """RFC 3986 §2.4; but a file's name may hold a percent sign."""
    assert resolve(url, "docs/a.md").target == LocalTarget(path, literal)


def test_standard_input_is_at_the_root() -> None:
    assert resolve("b.md", "-") == Resolved(LocalTarget("b.md"))


@pytest.mark.parametrize(
    ("url", "why", "detail"),
    [
        ("", Unasked.INVALID, "the destination is empty"),
        ("https://", Unasked.INVALID, "the URL names no host"),
        (
            "https:b.example",
            Unasked.INVALID,
            "“https:” is not a URL scheme; did you mean “https://”?",
        ),
        ("///", Unasked.INVALID, "the URL names no host"),
        (
            "https://b.example/c\x0cd",
            Unasked.INVALID,
            "the URL holds a control character; write it as %0C",
        ),
        ("https://b c.example/", Unasked.INVALID, "'b c.example' is not a host name"),
        ("b%00c", Unasked.INVALID, "the path holds a NUL character"),
        ("file:///etc/passwd", Unasked.REFUSED, "'file:' links are not followed"),
        ("JavaScript:b", Unasked.REFUSED, "'javascript:' links are not followed"),
        ("C:\\b.md", Unasked.REFUSED, "'c:' links are not followed"),
        ("mailto:me@b.example", Unasked.SKIPPED, "'mailto:' links are not checked"),
        ("{{ site.url }}/x", Unasked.SKIPPED, "a template fills this in when the site is built"),
        (
            "https://{{ host }}/x",
            Unasked.SKIPPED,
            "a template fills this in when the site is built",
        ),
        ("{% link a.md %}", Unasked.SKIPPED, "a template fills this in when the site is built"),
        ("tel:+1", Unasked.SKIPPED, "'tel:' links are not checked"),
        ("data:,b", Unasked.SKIPPED, "'data:' links are not checked"),
    ],
)
def test_what_cannot_be_asked_says_why(url: str, why: Unasked, detail: str) -> None:
    """The contract: refused, invalid, skipped."""
    assert resolve(url, "docs/a.md") == Resolved(NotAsked(why, detail))


@pytest.mark.parametrize("place", ["https://b.ex{}ample/", "https://b.example/c{}d", "c{}.md#d"])
@pytest.mark.parametrize(
    "unseen",
    [
        "\xad",
        "\u061c",
        "\u200b",
        "\u200d",
        "\u200e",
        "\u202e",
        "\u2028",
        "\u2060",
        "\u2066",
        "\ufeff",
    ],
    ids=ascii,
)
def test_what_nobody_sees_in_a_url_is_told(unseen: str, place: str) -> None:
    """UTS 39, UAX 9: letters that are not there, or stand in another order than they read."""
    resolved = resolve(place.format(unseen), "docs/a.md")

    assert isinstance(resolved.target, NotAsked)
    assert resolved.target.why is Unasked.INVALID
    assert f"U+{ord(unseen):04X}" in resolved.target.detail


@pytest.mark.parametrize(
    "url",
    [
        "https://b.example/می\u200cخواهم",  # Persian is spelt so
        "https://b.example/👩\u200d💻",
        "https://b.example/☺\ufe0f",
        "https://b.example/%E2%80%8B",
    ],
    ids=ascii,
)
def test_what_belongs_to_a_word_is_asked(url: str) -> None:
    assert isinstance(resolve(url, "docs/a.md").target, WebTarget)
