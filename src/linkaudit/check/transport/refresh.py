"""Pages that send their readers on by themselves: `Refresh:` and `<meta http-equiv="refresh">`.

Says where to and how. How often that is followed, and what comes of it, Redirect knows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from linkaudit.check.page.read import refresh_of
from linkaudit.model.http import WALL_MARKS, Refresh, Response
from linkaudit.model.protocols import ReadPage
from linkaudit.text.uri import InvalidUriError, follow

_LONGEST_DELAY = 10.0  # seconds; a page that is shown for longer is meant to be read


@dataclass(frozen=True, slots=True)
class Onward:
    """Where a reader is sent: by a status, or by the page where there is a refresh."""

    uri: str
    fragment: str | None
    refresh: Refresh | None = None


async def with_page(response: Response, read: ReadPage) -> Response:
    """The page read where it might send its readers on; reading is the dearest part of a link."""
    if not _is_page(response) or not _may_refresh(response.body):
        return response
    return replace(response, page=await read(replace(response, wants_ids=False)))


def _may_refresh(body: bytes) -> bool:
    # In UTF-16, a NUL is beside each letter.
    return b"refresh" in body.replace(b"\0", b"").lower()


def refreshed(response: Response) -> Onward | None:
    """Where a page sends its readers; None if they stay."""
    if not _is_page(response):
        return None
    header, page = refresh_of(response.headers.get("refresh", "")), response.page
    if header is not None:
        return _onward(response.uri, header[0], Refresh(header[1]))
    if page is not None and page.refresh is not None:
        how = Refresh(page.refresh, page.title, page.size)
        return _onward(response.uri, page.refresh_delay, how)
    return None


def _is_page(response: Response) -> bool:
    """A missing page that refreshes is missing, and a wall's is no page of the site's."""
    return response.status == 200 and WALL_MARKS.isdisjoint(response.headers)


def _onward(base: str, delay: float, how: Refresh) -> Onward | None:
    if delay > _LONGEST_DELAY:
        return None
    try:
        uri, fragment = follow(base, how.target)
    except InvalidUriError:
        return None  # an app's own scheme, or a slip: the reader stays
    # To itself: it only shows again what it shows.
    return None if uri == base else Onward(uri, fragment, how)
