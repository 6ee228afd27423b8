"""The copy of a dead page that the Wayback Machine has, from about the day of the article.

Asks for nothing by itself: it says what to ask the archive, and reads what came back. URLs that
are private are never sent to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import quote

from linkaudit.model.followup import Probe, ProbeKind
from linkaudit.model.report import Evidence
from linkaudit.rules.base import RuleContext
from linkaudit.rules.replacement.aws_guide import Replacement
from linkaudit.text.redact import redact
from linkaudit.text.reserved import Use, reserved
from linkaudit.text.uri import InvalidUriError, host_of, is_address, normalise

# archive.org/help/wayback_api.php
_API = "https://archive.org/wayback/available"
_COPIES = "web.archive.org"
_INSIDE = frozenset({Use.MACHINE, Use.NETWORK})
_ITS_OWN = frozenset({"archive.org", _COPIES})


def copies(context: RuleContext) -> Iterator[Probe]:
    """The question after a copy; none for a URL with a secret, or of a host inside."""
    host = host_of(context.request_url)
    if _is_inside(host) or host in _ITS_OWN or redact(context.request_url) != context.request_url:
        return
    yield Probe(_question(context), ProbeKind.SNAPSHOT)


def _is_inside(host: str) -> bool:
    """A literal address, or a name that only means something where it is used."""
    found = reserved(host)
    return is_address(host) or (found is not None and found.use in _INSIDE)


def snapshot(context: RuleContext) -> Replacement | None:
    """The copy next to the day of publication; the latest where that day is not known."""
    reply = context.probes.get(_question(context)) if context.request_url else None
    if reply is None or not reply.listed:
        return None
    [copy] = reply.listed
    try:
        uri, _ = normalise(copy.href)
        day = datetime.strptime(copy.title[:8], "%Y%m%d").date().isoformat()
    except (InvalidUriError, ValueError):
        return None
    if host_of(uri) != _COPIES:
        return None
    secure = uri.replace("http://", "https://", 1) if uri.startswith("http://") else uri
    words = f"the archive has a copy of {day}"
    return Replacement(secure, words, Evidence("archive", f"a copy of {day}", secure, day))


def _question(context: RuleContext) -> str:
    day = f"&timestamp={context.published:%Y%m%d}" if context.published else ""
    return f"{_API}?url={quote(context.request_url, safe='')}{day}"
