"""Where a URL leads, held against Node's and Chromium's `URL` (tests/oracles/urls.py)."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from linkaudit.text.uri import InvalidUriError, follow, normalise
from tests.oracles.opens import START, Opened, opens
from tests.oracles.urls import Case, cases
from tests.rows import each

# A name service has labels of letters, digits, hyphens and underscores, 63 at most (RFC 1035
# §2.3.4): the standard lets more pass, and no browser finds a host there.
_NO_NAME = re.compile(r"[^a-z0-9._\[\]:-]|\.\.|^\.|[^.]{64}|.{255}")
_SPELLINGS = re.compile("%(2[27]|3[CE]|5[BDE]|60|7[BCD])")


def where(href: str | None) -> str | None:
    """What a browser asks the web for; None for what is no URL, or none of the web's."""
    if href is None or not href.startswith(("http://", "https://")):
        return None
    parts = urlsplit(href.partition("#")[0])
    host = parts.netloc.rpartition("@")[2]
    is_port_zero = parts.port == 0
    name = re.sub(r":[0-9]+$", "", host)
    if is_port_zero or (_NO_NAME.search(name) and not name.startswith("[")):
        return None
    # A browser asks with a backslash in a query as it is; we encode it, as RFC 3986 has it.
    query = "?" + parts.query.replace("\\", "%5C") if "?" in href.partition("#")[0] else ""
    return spelt(f"{parts.scheme}://{host}{parts.path}{query}")


def spelt(uri: str) -> str:
    """With characters that some encode and some do not as they are: they change no meaning."""
    return _SPELLINGS.sub(lambda match: chr(int(match[1], 16)), uri)


def ours(case: Case) -> str | None:
    try:
        uri, _ = normalise(case.url) if case.base is None else follow(case.base, case.url)
    except InvalidUriError:
        return None
    return spelt(uri)


def of_the_web(case: Case) -> bool:
    """Whether it is an http(s) URL, or none: other schemes are `resolve`'s to sort out."""
    return case.base is not None or case.url.strip(" \t\n\x00").lower().replace("\t", "").replace(
        "\n", ""
    ).startswith("http")


CASES = [case for case in cases() if of_the_web(case)]


def test_there_are_hundreds_of_them() -> None:
    assert len(CASES) > 450


@each("case", CASES, ids=lambda case: ascii(case.url))
def test_a_url_leads_where_a_browser_goes(case: Case) -> None:
    """WHATWG URL §4.4; where Node's older data differ from Chromium's, either will do."""
    assert ours(case) in (where(case.node), where(case.chromium))


@pytest.mark.parametrize("opened", opens().opened, ids=lambda opened: ascii(opened.written))
def test_a_redirect_and_a_link_lead_where_chromium_was_seen_to_go(opened: Opened) -> None:
    """What a server on loopback was asked for; network.csv has the reports."""
    try:
        found = spelt(follow(START, opened.written)[0])
    except InvalidUriError:
        found = None

    assert found == where(opened.clicked)
    if "\n" not in opened.written:  # which no header holds
        assert found == where(opened.redirected)
