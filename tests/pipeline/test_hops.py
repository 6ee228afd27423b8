"""The whole audit with a function in the network's place: links that lead on, and on."""

from collections.abc import Callable, Coroutine
from datetime import UTC, date, datetime

import anyio
import httpx
import pytest

from linkaudit.audit.policy import Policy
from linkaudit.check.transport.limits import Limits
from linkaudit.model.report import Level, Observation, Result, Verdict
from linkaudit.report.view.headline import headline
from linkaudit.settings.table import Settings
from linkaudit.text.patterns import compiled
from tests.pipeline.test_audit import audited, ground

pytestmark = pytest.mark.anyio

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
POLICY = Policy(date(2026, 11, 23))
SHOP = "https://shop.example"
DOCS = "https://docs.aws.amazon.com/lambda/latest/dg/"

Origin = (
    Callable[[httpx.Request], httpx.Response]
    | Callable[[httpx.Request], Coroutine[None, None, httpx.Response]]
)


async def judged(url: str, origin: Origin, policy: Policy = POLICY) -> Result:
    (result,) = (await audited(f"<{url}>", ground(httpx.MockTransport(origin)), policy)).results
    return result


def to(location: str, *cookies: str) -> httpx.Response:
    lines = [("Location", location), *(("Set-Cookie", cookie) for cookie in cookies)]
    return httpx.Response(302, headers=lines)


def refresh(target: str, title: str) -> httpx.Response:
    meta = f'<meta http-equiv="refresh" content="0;URL={target}">'
    return httpx.Response(200, html=f"<title>{title}</title>{meta}")


async def test_a_page_behind_a_wall_of_cookies_is_fine() -> None:
    """HOSTILE C: 302 to self until the cookie is set -> `ok`."""

    def origin(request: httpx.Request) -> httpx.Response:
        if request.headers.get("cookie") == "consent=1; visit=2":
            return httpx.Response(200, html="<title>A shop</title>")
        return to(str(request.url), "consent=1; Path=/; Secure", "visit=2; HttpOnly")

    result = await judged(f"{SHOP}/sprocket", origin)

    assert (result.verdict, result.findings) == (Verdict.OK, ())


async def test_a_missing_page_of_the_aws_documentation_is_a_soft_404_to_the_end() -> None:
    """Facts on AWS: 302 to the folder, 200 with a stub that refreshes to the first page."""
    asked = []

    def origin(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        if str(request.url) == DOCS:
            return refresh("welcome.html", "AWS Lambda")
        if str(request.url) == f"{DOCS}welcome.html":
            return httpx.Response(200, html=f"<title>What is AWS Lambda?</title>{'x' * 9000}")
        return to("/lambda/latest/dg/")

    result = await judged(f"{DOCS}gone.html", origin)

    assert asked[:3] == [f"{DOCS}gone.html", DOCS, f"{DOCS}welcome.html"]
    (finding,) = result.findings
    assert (finding.rule, finding.verdict) == ("aws-docs-stub", Verdict.SOFT_404)
    assert "titled “AWS Lambda”, that refresh to welcome.html" in finding.evidence[1].quote


async def test_a_redirect_to_a_login_is_blocked() -> None:
    def origin(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/users/sign_in":
            return httpx.Response(200, html="<title>Sign in</title>")
        return to("/users/sign_in", "session=1")

    result = await judged(f"{SHOP}/reports/2026", origin)

    assert result.verdict is Verdict.BLOCKED
    assert "the path /users/sign_in" in result.findings[0].message


async def test_a_link_that_takes_too_long_says_how_far_it_came() -> None:
    """The contract: `--link-timeout S`; hops and attempts belong to every record."""

    async def origin(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/b":
            await anyio.sleep_forever()
        return to("/b")

    policy = Policy(POLICY.as_of, limits=Limits(link_timeout=1e-9))
    result = await judged(f"{SHOP}/a", origin, policy)

    seen: Observation = result.observation
    assert result.verdict is Verdict.UNREACHABLE
    assert "all attempts" in result.findings[0].message
    assert seen.attempts >= 1


async def test_every_request_says_who_runs_the_audit() -> None:
    agents = set()

    def origin(request: httpx.Request) -> httpx.Response:
        agents.add(request.headers["user-agent"])
        return to("/b") if request.url.path == "/a" else httpx.Response(200)

    policy = Policy(POLICY.as_of, Settings(contact="https://a.example/robot"))
    await judged(f"{SHOP}/a", origin, policy)

    assert agents == {"Mozilla/5.0 (compatible; linkaudit/0; +https://a.example/robot)"}


async def test_a_redirect_into_what_is_excluded_leaves_the_link_skipped() -> None:
    """The contract: excluded is `skipped`, the reason is told, and nothing is asked there."""
    asked: list[str] = []

    def origin(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return to("https://login.example/start?next=a")

    policy = Policy(POLICY.as_of, Settings(exclude=(compiled(r"login\.example"),)))
    result = await judged(f"{SHOP}/a", origin, policy)

    assert (result.verdict, result.level) == (Verdict.SKIPPED, Level.NONE)
    [finding] = result.findings
    assert finding.rule == "skipped"
    assert finding.message == (
        "redirects to https://login.example/start?next=a, which --exclude leaves out"
    )
    assert [hop.status for hop in result.observation.hops] == [302]
    assert asked == ["shop.example"]


async def test_include_chooses_links_and_holds_back_no_redirect() -> None:
    """`--include` says which links are checked; where they lead is part of their check."""

    def origin(request: httpx.Request) -> httpx.Response:
        is_old = request.url.host == "shop.example"
        return (
            to("https://new.example/") if is_old else httpx.Response(200, html="<title>A</title>")
        )

    policy = Policy(POLICY.as_of, Settings(include=(compiled("shop"),)))

    assert (await judged(f"{SHOP}/a", origin, policy)).verdict is Verdict.REDIRECTED


async def test_a_skipped_redirect_counts_as_excluded_where_ready_is_asked_for() -> None:
    def origin(request: httpx.Request) -> httpx.Response:
        return to("https://login.example/")

    policy = Policy(POLICY.as_of, Settings(exclude=(compiled("login"),)))
    report = await audited(f"<{SHOP}/a>", ground(httpx.MockTransport(origin)), policy)

    assert headline(report) == (
        "No problems found, but 1 of 1 link could not be verified: 1 excluded or ignored."
    )


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http:\\\\10.0.0.1\\a",
        "//192.168.1.1",
    ],
)
async def test_a_redirect_to_an_address_of_ones_own_stays_refused(location: str) -> None:
    """The contract: skipped is what the document openly writes, and no hop."""
    result = await judged(f"{SHOP}/a", lambda _: to(location))

    assert result.verdict is Verdict.REFUSED
