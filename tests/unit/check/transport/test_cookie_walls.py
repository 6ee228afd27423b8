"""Walls of cookies: pages that send a reader round until a cookie comes along."""

from dataclasses import replace
from itertools import count

import pytest

from linkaudit.check.transport.redirect import Redirect
from linkaudit.errors import TransportError
from linkaudit.model.http import FailureKind, Hop, Request, Response
from tests.unit.check.origins import START, Origin, Web

pytestmark = pytest.mark.anyio


def wall(*lines: str, to: str = START, wants: str = "seen=1") -> Origin:
    """Redirects until the cookie comes; counts in `wall.asked` who knocked with what."""

    async def origin(request: Request) -> Response:
        if dict(request.headers).get("Cookie") == wants:
            return Response(request.uri, 200, body=b"page")
        return Response(request.uri, 302, {"location": to}, cookies=lines)

    return Origin(origin)


async def test_a_page_behind_a_wall_of_cookies_is_reached() -> None:
    """HOSTILE C: 302 to self until the cookie is set -> `ok`."""
    origin = wall("seen=1; Path=/; HttpOnly", "other=2; Path=/elsewhere")

    response = await Redirect(origin, 10, 90.0)(Request(START))

    assert (response.uri, response.status) == (START, 200)
    assert response.hops == (Hop(START, 302),)
    assert [dict(request.headers).get("Cookie") for request in origin.asked] == [None, "seen=1"]


async def test_a_wall_may_send_us_round_by_another_page() -> None:
    back = {"https://a.example/set": START}

    async def origin(request: Request) -> Response:
        if dict(request.headers).get("Cookie") == "seen=1":
            to = back.get(request.uri)
            return Response(request.uri, 302 if to else 200, {"location": to} if to else {})
        cookies = ("seen=1; Path=/",)
        return Response(request.uri, 302, {"location": "/set"}, cookies=cookies)

    response = await Redirect(origin, 10, 90.0)(Request(START))

    assert (response.uri, response.status, len(response.hops)) == (START, 200, 2)


@pytest.mark.parametrize(
    "lines", [(), ("other=2; Path=/elsewhere",), ("seen=; Max-Age=0",), ("a=b; Domain=b.example",)]
)
async def test_a_page_that_comes_back_without_a_new_cookie_is_a_loop(
    lines: tuple[str, ...],
) -> None:
    """HOSTILE C: the first repeat with unchanged cookies."""
    origin = wall(*lines)

    with pytest.raises(TransportError) as caught:
        await Redirect(origin, 10, 90.0)(Request(START))

    assert caught.value.failure.kind is FailureKind.REDIRECTS
    assert len(origin.asked) == 1


async def test_the_same_cookie_set_again_is_no_new_one() -> None:
    origin = wall("seen=no; Path=/")

    with pytest.raises(TransportError) as caught:
        await Redirect(origin, 10, 90.0)(Request(START))

    assert "return to" in caught.value.failure.detail
    assert len(origin.asked) == 2


async def test_a_wall_with_ever_new_cookies_is_left_after_eleven_requests() -> None:
    """HOSTILE C: requests counted at the server <= 11."""
    numbers = count()

    async def origin(request: Request) -> Response:
        cookies = (f"n={next(numbers)}; Path=/",)
        return Response(request.uri, 302, {"location": START}, cookies=cookies)

    asked = Origin(origin)
    with pytest.raises(TransportError) as caught:
        await Redirect(asked, 10, 90.0)(Request(START))

    assert caught.value.failure.detail == "more than 10 redirects"
    assert len(asked.asked) == 11


async def test_cookies_are_forgotten_with_their_link() -> None:
    """HOSTILE C: dropped after the link."""
    origin = wall("seen=1; Path=/")
    redirect = Redirect(origin, 10, 90.0)

    for _ in range(2):
        await redirect(Request(START))

    assert [dict(request.headers).get("Cookie") for request in origin.asked] == [
        *(None, "seen=1"),
        *(None, "seen=1"),
    ]


async def test_cookies_go_along_with_what_was_configured_and_to_no_other_host() -> None:
    """RFC 6265 §5.3, step 6; HOSTILE B."""
    ours = (("X-Token", "secret"),)
    web = Web({START: (302, "/b"), "https://a.example/b": (302, "https://b.example/")})

    async def setting(request: Request) -> Response:
        return replace(await web(request), cookies=("a=b; Path=/",))

    await Redirect(setting, 10, 90.0)(Request(START, ours))

    assert [request.headers for request in web.asked] == [ours, (*ours, ("Cookie", "a=b")), ()]
