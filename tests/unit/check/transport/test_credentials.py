"""Headers for one origin, and for no other."""

import pytest

from linkaudit.check.followup import run_probe
from linkaudit.check.observe import observe
from linkaudit.check.transport.credentials import Credentials, parse_headers
from linkaudit.check.transport.redirect import Redirect
from linkaudit.errors import UsageError
from linkaudit.model.followup import Probe, ProbeKind
from linkaudit.model.http import Request, Response
from linkaudit.model.work import WorkItem
from tests.builders import NOON

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
        ("a.example: Host: s3cret", "is for linkaudit itself to set"),
        ("a.example: Accept-Encoding: br", "is for linkaudit itself to set"),
        ("a.example: X: $NONE", "needs $NONE, which is not set in the environment"),
        ("a.example: X: s3cret\r\nHost: b", "characters that no header can hold"),
        ("a.example: X: s3crét", "characters that no header can hold"),
    ],
)
def test_what_is_none_is_refused_without_a_word_of_its_value(text: str, words: str) -> None:
    """HOSTILE B: a secret appears in no output."""
    with pytest.raises(UsageError) as caught:
        parse_headers([text], {})

    assert words in str(caught.value)
    assert "s3cr" not in str(caught.value)


A, EVIL, HTTP_A, PORT_A = (
    "https://a.example",
    "https://evil.example",
    "http://a.example",
    ("https://a.example:8443"),
)
CHAINS: dict[str, list[tuple[str, bool]]] = {
    "a link that a document wrote": [(f"{A}/doc", True)],
    "hops within its own origin": [(f"{A}/", True), (f"{A}/b", True), (f"{A}/c", True)],
    "its default port is the same origin": [(f"{A}/", True), (f"{A}:443/b", True)],
    "from a stranger": [(f"{EVIL}/", False), (f"{A}/admin/delete?id=1", False)],
    "from a stranger, and on at home": [(f"{EVIL}/", False), (f"{A}/x", False), (f"{A}/y", False)],
    "away and home again": [(f"{A}/go", True), (f"{EVIL}/", False), (f"{A}/admin", False)],
    "home by way of two": [(f"{EVIL}/", False), ("https://b.example/", False), (f"{A}/", False)],
    "from its own http": [(f"{HTTP_A}/", False), (f"{A}/", False)],
    "from its own other port": [(f"{PORT_A}/", False), (f"{A}/", False)],
    "from its subdomain": [("https://www.a.example/", False), (f"{A}/", False)],
    "to its subdomain and back": [(f"{A}/", True), ("https://www.a.example/", False), (A, False)],
    "from a name with a dot": [("https://a.example./", False), (f"{A}/", False)],
    "away for good": [(f"{A}/", True), (f"{EVIL}/", False)],
    "to its http": [(f"{A}/", True), (f"{HTTP_A}/", False)],
    "to its other port": [(f"{A}/", True), (f"{PORT_A}/", False)],
}


@pytest.mark.anyio
@pytest.mark.parametrize("how", ["location", "refresh", "page"])
@pytest.mark.parametrize("chain", CHAINS)
async def test_a_header_goes_with_written_links_and_hops_from_their_own_origin(
    chain: str, how: str
) -> None:
    """A stranger's redirect back home would choose what is done there with the user's login."""
    uris = [uri if uri != A else f"{A}/" for uri, _ in CHAINS[chain]]
    told: list[bool] = []

    async def web(request: Request) -> Response:
        told.append(("PRIVATE-TOKEN", "s3cret") in request.headers)
        if len(told) == len(uris):
            return Response(request.uri, 200)
        return sent_on(request.uri, uris[len(told)], how)

    layer = Credentials(web, parse_headers(["a.example: PRIVATE-TOKEN: $KEY"], KEY))
    await Redirect(layer, 10, 90.0)(Request(uris[0], is_written=True))

    assert told == [expected for _, expected in CHAINS[chain]]


def sent_on(uri: str, to: str, how: str, cookies: tuple[str, ...] = ()) -> Response:
    if how == "location":
        return Response(uri, 302, {"location": to}, cookies=cookies)
    if how == "refresh":
        return Response(uri, 200, {"refresh": f"0; url={to}"}, cookies=cookies)
    body = f'<meta http-equiv="refresh" content="0; url={to}">'.encode()
    return Response(uri, 200, {"content-type": "text/html"}, body, cookies=cookies)


@pytest.mark.anyio
@pytest.mark.parametrize("origin", ["a.example", "other.example"])
async def test_cookies_of_a_login_are_no_strangers_to_use_either(origin: str) -> None:
    """Cookies of a page that was asked without one are sent back as ever: walls want them."""
    uris = [f"{A}/go", f"{EVIL}/", f"{A}/admin"]
    told: list[bool] = []

    async def web(request: Request) -> Response:
        told.append(("Cookie", "session=1") in request.headers)
        if len(told) == len(uris):
            return Response(request.uri, 200)
        cookies = ("session=1; Path=/",) if len(told) == 1 else ()
        return sent_on(request.uri, uris[len(told)], "location", cookies)

    layer = Credentials(web, parse_headers([f"{origin}: PRIVATE-TOKEN: $KEY"], KEY))
    await Redirect(layer, 10, 90.0)(Request(uris[0], is_written=True))

    assert told == [False, False, origin == "other.example"]


@pytest.mark.anyio
async def test_a_question_that_no_document_wrote_has_no_header() -> None:
    """Controls and lists of pages are looked for where a redirect may have led."""
    told: list[Request] = []

    async def web(request: Request) -> Response:
        told.append(request)
        return Response(request.uri, 404)

    layer = Credentials(web, parse_headers(["a.example: X: $KEY"], KEY))
    await run_probe(Probe(f"{A}/toc-contents.json", ProbeKind.INDEX), layer, lambda: NOON)
    await observe(WorkItem(f"{A}/doc"), layer, lambda: NOON)

    assert [request.headers for request in told] == [(), (("X", "s3cret"),)]


def test_its_value_is_in_no_text_of_the_layer() -> None:
    async def web(request: Request) -> Response:
        return Response(request.uri, 200)

    assert "s3cret" not in repr(Credentials(web, parse_headers(["a.example: X: $KEY"], KEY)))
