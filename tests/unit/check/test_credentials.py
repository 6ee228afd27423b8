"""Headers for one origin, and for no other."""

import pytest

from linkaudit.check.credentials import Credentials, parse_headers
from linkaudit.check.redirect import Redirect
from linkaudit.errors import UsageError
from linkaudit.exchange import Request, Response

KEY = {"KEY": "s3cret"}


@pytest.mark.parametrize(
    ("text", "origin", "header"),
    [
        ("a.example: X-Key: $KEY", "https://a.example", ("X-Key", "s3cret")),
        ("A.Example: X-Key: ${KEY}!", "https://a.example", ("X-Key", "s3cret!")),
        ("a.example:8443: X-Key: 1", "https://a.example:8443", ("X-Key", "1")),
        ("a.example:443: X-Key: 1", "https://a.example", ("X-Key", "1")),
        ("http://a.example: X-Key: 1", "http://a.example", ("X-Key", "1")),
        ("http://a.example:80: X-Key: 1", "http://a.example", ("X-Key", "1")),
        ("[2001:db8::1]: X-Key: 1", "https://[2001:db8::1]", ("X-Key", "1")),
        ("a.example: Cookie: a=b: c", "https://a.example", ("Cookie", "a=b: c")),
        ("a.example: Authorization: Bearer $KEY", "https://a.example",
         ("Authorization", "Bearer s3cret")),
    ],
)  # fmt: skip
def test_a_header_belongs_to_one_origin(text: str, origin: str, header: tuple[str, str]) -> None:
    """The contract: sent to that origin alone; `$NAME` is taken from the environment."""
    assert parse_headers([text], KEY) == {origin: (header,)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a.example", "is not 'HOST: Name: value'"),
        ("a.example: s3cret", "is not 'HOST: Name: value'"),
        ("a.example/path: X: s3cret", "give a host"),
        ("user@a.example: X: s3cret", "give a host"),
        ("file:///etc: X: s3cret", ""),
        ("a b: X: s3cret", "is not a host name"),
        ("a.example: X Y: s3cret", "is not a header's name"),
        ("a.example: Host: s3cret", "is linkaudit's own to set"),
        ("a.example: Accept-Encoding: br", "is linkaudit's own to set"),
        ("a.example: X: $NONE", "$NONE is not set in the environment"),
        ("a.example: X: s3cret\r\nHost: b", "holds characters that no header can"),
        ("a.example: X: s3crét", "holds characters that no header can"),
    ],
)
def test_what_is_none_is_refused_without_a_word_of_its_value(text: str, words: str) -> None:
    """HOSTILE B: a secret appears in no output."""
    with pytest.raises(UsageError) as caught:
        parse_headers([text], {})

    assert words in str(caught.value)
    assert "s3cr" not in str(caught.value)


SENT_ON = {
    "https://a.example/": "https://b.example/",
    "https://b.example/": "https://a.example:8443/",
    "https://a.example:8443/": "http://a.example/",
    "http://a.example/": "https://a.example/end",
}


@pytest.mark.anyio
async def test_no_redirect_carries_it_elsewhere() -> None:
    """HOSTILE B: never to another host, to another port, or to http after https."""
    told: dict[str, tuple[tuple[str, str], ...]] = {}

    async def web(request: Request) -> Response:
        told[request.uri] = request.headers
        to = SENT_ON.get(request.uri)
        return Response(request.uri, 302 if to else 200, {"location": to} if to else {})

    layer = Credentials(web, parse_headers(["a.example: PRIVATE-TOKEN: $KEY"], KEY))
    await Redirect(layer, 10, 90.0)(Request("https://a.example/"))

    secret = (("PRIVATE-TOKEN", "s3cret"),)
    assert told == {
        "https://a.example/": secret,
        "https://b.example/": (),
        "https://a.example:8443/": (),
        "http://a.example/": (),
        "https://a.example/end": secret,
    }


def test_its_value_is_in_no_text_of_the_layer() -> None:
    async def web(request: Request) -> Response:
        return Response(request.uri, 200)

    assert "s3cret" not in repr(Credentials(web, parse_headers(["a.example: X: $KEY"], KEY)))
