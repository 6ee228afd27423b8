"""The hosts that send a client on, by a status or by a page, and what must come of their links.

Names are the words of the lines they stand for.
"""

from tests.web.misbehaving_bytes import only_get
from tests.web.misbehaving_case import one
from tests.web.misbehaving_redirects import (
    a_thousand_hops,
    a_to_b_to_a,
    canonical,
    consent,
    cookie_monster,
    cookie_wall,
    grows,
    refresh_header,
    refresh_loop,
    refreshing,
    sends_to,
)
from tests.web.misbehaving_statuses import always, moved_page
from tests.web.misbehaving_talk import HEALTHY, NOTHING_THERE, says

_HOPS = 11  # the request itself and --max-redirects of 10

_REDIRECTS = (
    one("loop A<->B", "loop-ab.example/a", "unreachable", a_to_b_to_a(), most=_HOPS),
    one("self-loop", "loop-self.example/old", "unreachable", sends_to(b"/old"), most=_HOPS),
    one("growing query", "growing.example/page", "unreachable", grows, most=_HOPS),
    one("1000 hops", "thousand.example/0", "unreachable", a_thousand_hops, most=_HOPS, least=_HOPS),
    one("redirect without Location", "where.example/", "unreachable", always(302)),
    one("empty Location", "empty.example/old", "unreachable", sends_to(b""), most=_HOPS),
    one(
        "relative Location",
        "relative.example/old",
        "redirected",
        sends_to(b"sub/../new/page"),
        targets=("/old", "/new/page"),
    ),
    one(
        "Location of ?q",
        "query.example/old",
        "redirected",
        sends_to(b"?q=1"),
        targets=("/old", "/old?q=1"),
    ),
    one(
        "Location in raw UTF-8",
        "utf8.example/old",
        "redirected",
        sends_to("/größe".encode()),
        targets=("/old", "/gr%C3%B6%C3%9Fe"),
    ),
    one(
        "Location in latin-1",
        "latin1.example/old",
        "redirected",
        sends_to("/café".encode("latin-1")),
        targets=("/old", "/caf%E9"),
    ),
    one(
        "Location with spaces",
        "spaces.example/old",
        "redirected",
        sends_to(b"/a page here"),
        targets=("/old", "/a%20page%20here"),
    ),
    one(
        "IRI host in Location",
        "iri.example/old",
        "redirected",
        sends_to("http://straße.example/new".encode()),
        targets=("/old",),
    ),
    one("Location of 70 KB", "long.example/old", "unreachable", sends_to(b"/" + b"x" * 70_000)),
    one("bad port in Location", "port.example/old", "unreachable", sends_to(b"//a.example:99999/")),
    one(
        "bad IDNA", "idna.example/old", "unreachable", sends_to("http://a\u200db.example/".encode())
    ),
    one("half of an IPv6 host", "half.example/old", "unreachable", sends_to(b"http://[::1/")),
    one("javascript:", "script.example/old", "refused", sends_to(b"javascript:alert(1)"), most=1),
    one("file:", "file.example/old", "refused", sends_to(b"file:///etc/passwd"), most=1),
    one("inwards", "inwards.example/old", "refused", sends_to(b"//127.0.0.2/"), most=1),
    one(
        "the redirection ends in 404",
        "ends.example/old",
        "dead",
        moved_page(b"http://gone-elsewhere.example/new"),
        most=2,
    ),
    one(
        "the fragment of the link is kept",
        "kept.example/old#here",
        "redirected",
        moved_page(b"/new", "here"),
    ),
    one(
        "the fragment of the link is kept, and is missing there",
        "lost.example/old#here",
        "anchor-missing",
        moved_page(b"/new", "there"),
    ),
    one(
        "the fragment of Location replaces the link's",
        "replaced.example/old#here",
        "redirected",
        moved_page(b"/new#there", "there"),
    ),
    one("cookie wall", "cookies.example/page", "ok", cookie_wall, targets=("/page", "/page")),
    one("cookie wall by another page", "consent.example/article", "ok", consent, most=3, least=3),
    one("cookie jar capped", "monster.example/0", "redirected", cookie_monster, most=10, least=10),
)

_PAGES = (
    one(
        "meta refresh",
        "refresh.example/old",
        "redirected",
        refreshing("0; url=/new"),
        targets=("/old", "/new"),
    ),
    one(
        "Refresh header",
        "refresh-header.example/old",
        "redirected",
        refresh_header("0; url=/new"),
        targets=("/old", "/new"),
    ),
    one(
        "refresh that ends in 404",
        "refresh-gone.example/old",
        "dead",
        refreshing("0; url=/new", NOTHING_THERE),
        most=3,
    ),
    one("refresh loop", "refresh-loop.example/a", "unreachable", refresh_loop(), most=_HOPS),
    one("a page that reloads itself", "ticker.example/old", "ok", refreshing("30"), most=1),
    one("canonical", "canonical.example/", "ok", canonical("http://canonical.example/x"), most=1),
    one("HEAD lies", "head.example/", "ok", only_get, most=1),
    one(
        "informational answers first",
        "hints.example/",
        "ok",
        says(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + HEALTHY),
        most=1,
    ),
)

MOVED = (*_REDIRECTS, *_PAGES)
