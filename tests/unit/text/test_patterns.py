"""Patterns that a stranger may have written: linear, as `re` means them, or refused with advice."""

from __future__ import annotations

import pickle
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.text.patterns import (
    MAX_BYTES,
    MAX_PATTERNS,
    PatternError,
    any_matches,
    compiled,
    compiled_all,
)

# Each makes `re` take exponential or polynomial time for a text like the second.
SLOW = [
    (r"(a+)+$", "a" * 45 + "!"),
    (r"(a|aa)+$", "a" * 45 + "!"),
    (r"(a|a)*$", "a" * 45 + "!"),
    (r"(.*a){25}$", "a" * 45 + "!"),
    (r"^(([a-z])+.)+[A-Z]([a-z])+$", "a" * 45),
    (r"([a-zA-Z]+)*$", "a" * 45 + "!"),
    (r"(x+x+)+y", "x" * 45),
    (r"(?:a?){100}a{100}$", "a" * 99 + "!"),
    (r"^(\w+\s?)*$", "a" * 45 + "!"),
    (r"(\d+)*\.(\d+)*\.$", "1" * 45),
    (r"https?://(.*)*@(.*)*$", "https://" + "@" * 45 + "\n"),
    (r"((a*)*)*b", "a" * 5000),
    (r".*.*.*.*.*=x", "a" * 5000),
    (r"\s*$", " " * 5000 + "x"),
]


@pytest.mark.parametrize(("text", "url"), SLOW, ids=[text for text, _ in SLOW])
def test_a_pattern_that_would_keep_re_busy_for_ever_ends_at_once(text: str, url: str) -> None:
    """It would outlast any time limit of the tests; how often the engine looks is RE2's promise."""
    assert compiled(text).matches(url) in (True, False)


# What `re` says of each is the expectation.
SAME = [
    ("a.example", "https://a-example/"),
    (r"^https://a\.example/?$", "https://a.example/"),
    (r"^https://a\.example/?$", "https://a.example/b"),
    ("A.EXAMPLE", "https://a.example/"),
    ("(?i)A.EXAMPLE", "https://a.example/"),
    ("(?i:Ä)", "https://ä.example/"),
    ("(?i)straße", "https://a.example/STRASSE"),
    (r"^https://\w+\.example", "https://bücher.example/"),
    (r"^https://[\w-]+\.example", "https://bü-cher.example/"),
    (r"^https://[^\W_]+\.example", "https://bücher.example/"),
    (r"^https://[^\W_]+\.example", "https://b_cher.example/"),
    (r"https://b\Wcher", "https://bücher.example/"),
    (r"https://b[\W]cher", "https://bücher.example/"),
    (r"https://b[\W]cher", "https://b-cher.example/"),
    (r"https://b[^\w]cher", "https://bücher.example/"),
    (r"[\w.+-]+@[\w.-]+", "mailto:me@a.example"),
    (r"b\u00fccher", "https://bücher.example/"),
    (r"[\u00fc]c", "https://bücher.example/"),
    (r"\U0001F600", "/😀"),
    (r"/\d{4}/\d{2}/", "https://a.example/2026/11/"),
    (r"a{,2}b$", "aab"),
    (r"^a{,2}b$", "aaab"),
    (r"^a{,}b$", "aaab"),
    (r"^a{02}b$", "aab"),
    (r"^a{2,}b$", "ab"),
    (r"x{}", "x{}"),
    (r"x{a}", "x{a}"),
    (r"\.pdf\Z", "/a.pdf"),
    (r"[]]", "a]"),
    (r"[^]]$", "a]"),
    (r"[\]\\]", "a\\"),
    (r"(?P<host>a)\.example", "a.example"),
    (r"\Aa|b\b", "b.example"),
    (r"(?m)^b", "a\nb"),
    (r"a.b", "a\nb"),
    (r"(?s)a.b", "a\nb"),
    ("", "anything"),
    ("a|", "b"),
]


@pytest.mark.parametrize(("text", "url"), SAME, ids=[f"{text} {url}" for text, url in SAME])
def test_a_pattern_means_what_it_means_to_re(text: str, url: str) -> None:
    assert compiled(text).matches(url) == bool(re.search(text, url))


_ATOMS = st.sampled_from(
    ["a", "b", "ü", ".", r"\.", r"\w", r"\W", r"\d", "[ab]", "[^a]", r"[\wü-]", r"[^\W_]", r"[\W]"]
)
_PATTERNS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda two: f"(?:{two[0]}|{two[1]})"),
        st.tuples(inner, st.sampled_from(["?", "+", "*", "{2}", "{,2}", "{1,}", "+?"])).map(
            lambda two: f"(?:{two[0]}){two[1]}"
        ),
        inner.map(lambda one: f"^(?:{one})$"),
        inner.map(lambda one: f"(?i:{one})"),
    ),
    max_leaves=6,
)


@given(_PATTERNS, st.text(string.ascii_letters + string.digits + "üÜ._-", max_size=8))
def test_any_pattern_of_the_common_syntax_means_what_it_means_to_re(text: str, url: str) -> None:
    assert compiled(text).matches(url) == bool(re.search(text, url))


BEYOND_RE = [
    (r"^(?<host>a)\.example", "a.example"),
    (r"a\.pdf\z", "a.pdf"),
    ("[[:digit:]]", "7"),
    (r"[[:^digit:]\w]", "ü"),
    (r"\p{Greek}", "/α"),
    (r"[^\p{L}]", "7"),
    (r"https:\/\/a", "https://a"),
]


@pytest.mark.parametrize(("text", "url"), BEYOND_RE, ids=[text for text, _ in BEYOND_RE])
def test_what_rust_and_javascript_users_write_is_known_too(text: str, url: str) -> None:
    assert compiled(text).matches(url)


REFUSED = [
    ("a(?=b)", "look-around '(?=' is not supported; use include and exclude together"),
    ("^(?!https)", "look-around '(?!'"),
    ("(?<=a)b", "look-around '(?<='"),
    ("(?<!a)b", "look-around '(?<!'"),
    (r"(a)\1", r"back-reference '\1' is not supported"),
    (r"(?P<n>a)(?P=n)", "back-reference"),
    (r"(?<n>a)\k<n>", r"back-reference '\k'"),
    ("a++", "'++' is not supported; without it"),
    ("a{2}+", "'{2}+' is not supported; without it"),
    ("(?>a)b", "'(?>' is not supported; without it"),
    ("(?x) a # b", "the flags are i, m, s and U"),
    ("(?a)a", "the flags are i, m, s and U"),
    ("(a)(?(1)b|c)", "not supported"),
    (r"\N{BULLET}", r"escape '\N' is not known"),
    ("(a{1000}){1000}", "'{1000}' is not a repetition of up to 1000"),
    ("a{1001}", "'{1001}' is not a repetition of up to 1000"),
    ("a{9999999999}", "'{9999999999}' is not a repetition of up to 1000"),
    ("a{,9999999999}", "'{9999999999}' is not a repetition of up to 1000"),
    ("a{3,2}", "not a repetition"),
    (r"\p{L}{500}", "it is too large; split it, or repeat less"),
    ("x" * 100_000, "it is too large"),
    ("(", "not a regular expression: missing ): ("),
    ("a)", "not a regular expression"),
    ("[a", "not a regular expression: missing ]"),
    ("*", "not a regular expression"),
    ("a**", "not a regular expression"),
    ("\\", "not a regular expression"),
    ("[\\", "not a regular expression"),
    ("[z-a]", "not a regular expression"),
    ("\ud800", "half a character"),
    ("[" * 50_000, "not a regular expression"),
    ("(" * 50_000, "not a regular expression"),
    ("[[:" * 50_000, "not a regular expression"),
    ("{" + "9" * 50_000 + "}", "not a repetition of up to 1000"),
]


@pytest.mark.parametrize(("text", "advice"), REFUSED, ids=[text[:20] for text, _ in REFUSED])
def test_a_pattern_that_is_not_linear_or_too_large_is_refused_with_advice(
    text: str, advice: str
) -> None:
    with pytest.raises(PatternError) as caught:
        compiled(text)

    assert advice in str(caught.value)
    assert len(str(caught.value)) < 200


def test_a_url_is_matched_in_its_first_8192_bytes() -> None:
    assert compiled("a$").matches("a" * MAX_BYTES)
    assert not compiled("a$").matches("a" * MAX_BYTES + "b")
    assert not compiled("a$").matches("a" * MAX_BYTES + "a")
    assert not compiled("b").matches("a" * MAX_BYTES + "b")


def test_a_url_with_half_a_character_is_matched_too() -> None:
    assert compiled("a.b$").matches("a\ud800b")


def test_one_that_cannot_be_used_is_named() -> None:
    with pytest.raises(PatternError, match=r"^'\(': not a regular expression"):
        compiled_all(["a", "("])
    with pytest.raises(PatternError, match=rf"more than {MAX_PATTERNS} patterns; join some with"):
        compiled_all(["a"] * (MAX_PATTERNS + 1))


def test_any_of_several_is_enough() -> None:
    assert any_matches(compiled_all(["x", "b"]), "abc")
    assert not any_matches(compiled_all(["x", "y"]), "abc")
    assert not any_matches((), "abc")


def test_a_pattern_crosses_to_another_process_as_it_is() -> None:
    pattern = compiled(r"^\w+$")

    other = pickle.loads(pickle.dumps(pattern))  # noqa: S301  our own bytes

    assert other == pattern
    assert other.matches("bücher")
    assert not other.matches("a-b")
