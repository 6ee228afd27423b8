"""What is kept out of everything that is shown."""

from urllib.parse import quote

import pytest

from linkaudit.text.redact import redact, shown
from tests.rows import each
from tests.unit.secrets import BY_LOGIN, IN_TEXT, NESTED, PLAIN, SECRETS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # credentials, RFC 3986 §3.2.1
        ("https://me:secret@b.example/", "https://***@b.example/"),
        ("https://secret@b.example/", "https://***@b.example/"),
        ("https://me:sec@ret@b.example/", "https://***@b.example/"),
        ("//me:secret@b.example/", "//***@b.example/"),
        (
            "https://b.example/to/http:/me:secret@c.example/",
            "https://b.example/to/http:/***@c.example/",
        ),
        ("see (//me:secret@b.example/)", "see (//***@b.example/)"),
        (
            "a http://x:y@b.example and http://z@c.example",
            "a http://***@b.example and http://***@c.example",
        ),
        # parameters, in a query or a fragment
        ("https://b.example/?token=secret", "https://b.example/?token=***"),
        ("https://b.example/?c=d&api_key=secret&e=f", "https://b.example/?c=d&api_key=***&e=f"),
        ("https://b.example/?c&amp;apikey=secret", "https://b.example/?c&amp;apikey=***"),
        ("https://b.example/?c;API-KEY=secret", "https://b.example/?c;API-KEY=***"),
        ("https://b.example/#access_token=secret&c=d", "https://b.example/#access_token=***&c=d"),
        ("?X-Amz-Credential=se%2Fcret&X-Amz-Date=1", "?X-Amz-Credential=***&X-Amz-Date=1"),
        ("?X-Amz-Security-Token=secret", "?X-Amz-Security-Token=***"),
        ("?X-Amz-Signature=secret", "?X-Amz-Signature=***"),
        ("?AWSAccessKeyId=secret", "?AWSAccessKeyId=***"),
        ("?client_secret=secret&password=secret", "?client_secret=***&password=***"),
        ("?passwd=secret&pwd=secret&jwt=secret", "?passwd=***&pwd=***&jwt=***"),
        ("?sig=secret&key=secret", "?sig=***&key=***"),
        ("?auth=secret&oauth_x=secret", "?auth=***&oauth_x=***"),
        ("?authorization=secret", "?authorization=***"),
        ("(https://b.example/?token=secret)", "(https://b.example/?token=***)"),
        # a URL within a URL, RFC 3986 §2.1
        (
            "https://b.example/in?to=https%3A%2F%2Fme%3asecret%40c.example%2F%3fx%3D1%26token%3Dsecret",
            "https://b.example/in?to=https%3A%2F%2F***%40c.example%2F%3fx%3D1%26token%3D***",
        ),
        ("?to=%2Fc%3Ftoken%3Dsecret%26d%3De&f=g", "?to=%2Fc%3Ftoken%3D***%26d%3De&f=g"),
        ("/c%23access_token=secret", "/c%23access_token=***"),
        ("?token=sec%26ret", "?token=***"),
        # what is no secret
        ("?to=%2Fc%3Fd%3De%40f", "?to=%2Fc%3Fd%3De%40f"),
        ("https://b.example/@me/c", "https://b.example/@me/c"),
        ("https://b.example/?c=me@d.example", "https://b.example/?c=me@d.example"),
        ("https://b.example//@c/d", "https://b.example//@c/d"),
        ("https://b.example/10:/@c", "https://b.example/10:/@c"),
        ("me@b.example", "me@b.example"),
        ("a // b@c", "a // b@c"),
        ("https://b.example/?c=token", "https://b.example/?c=token"),
        ("?author=c&authors=d&author_id=1", "?author=c&authors=d&author_id=1"),
        ("?monkey=c&keyword=d&design=e", "?monkey=c&keyword=d&design=e"),
        ("?token=&c=d", "?token=&c=d"),
        ("token=c", "token=c"),
        ("", ""),
    ],
)
def test_secrets_in_urls_read_as_stars(text: str, expected: str) -> None:
    """The contract: secrets in URLs read `***` in every output."""
    assert redact(text) == expected
    assert redact(expected) == expected


def test_a_name_without_an_end_is_soon_read() -> None:
    """One pattern for name and value took the square of its length."""
    text = "?" + "token" * 20_000 + " ="

    assert redact(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain ä 日本 \U0001f600", "plain ä 日本 \U0001f600"),
        ("a\nb\tc\rd\x00e", "a b c d e"),
        ("\x1b[31mred\x07", " [31mred "),
        ("a\u202eb\u2066c\u200fd", "a b c d"),
        ("a\u2028b\u0085c\u00a0d", "a b c d"),
        ("a\ud800b", "a b"),
        ("https://me:secret@b.example/\n", "https://***@b.example/ "),
    ],
)
def test_what_is_shown_stays_on_its_line_and_commands_nothing(text: str, expected: str) -> None:
    """The contract: no control characters; Unicode UTS 55: no direction characters."""
    assert shown(text) == expected


@each("text", SECRETS)
def test_no_spelling_of_a_secret_is_shown(text: str) -> None:
    """Whatever a server would decode to a secret's name, and all of what it would take for it."""
    made = redact(text)

    assert "hush" not in made
    assert "***" in made
    assert redact(made) == made


@pytest.mark.parametrize("text", ["{}", "ü {}"])
@pytest.mark.parametrize(
    "header",
    [
        "Authorization: Basic hush",
        "proxy-AUTHORIZATION:Digest hush",
        "Bearer hush1hush",
        "Set-Cookie: sid=hush",
        "cOOkie: sid=hush",
        "X-Auth-Token: hush",
        "Api-Key: hush",
        "apikey:hush",
    ],
)
def test_a_header_is_found_in_any_case_and_beside_any_script(text: str, header: str) -> None:
    """A text of ASCII without one of a few words is looked at no closer."""
    assert "hush" not in redact(text.format(header))
    assert "***" in redact(text.format(header))


@pytest.mark.parametrize(("text", "expected"), IN_TEXT)
def test_the_text_around_a_url_stays_readable(text: str, expected: str) -> None:
    assert redact(text) == expected


@pytest.mark.parametrize("text", PLAIN)
def test_what_opens_nothing_is_shown(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize("text", [*NESTED, *BY_LOGIN])
def test_a_secret_is_found_however_often_it_was_encoded(text: str) -> None:
    for _ in range(3):
        text = quote(text, safe="")

        assert "hush" not in redact(f"https://b.example/in?to={text}&x=1")


def test_a_text_that_is_all_marks_is_soon_read() -> None:
    """Each pattern is linear: the square of a hundred thousand would outlast the test."""
    for mark in ("?token=<", '"token":[', "https://a:b", "x<b>", "%25", "cookie:", "=\"'", "a@%3D"):
        redact(mark * (100_000 // len(mark)))
