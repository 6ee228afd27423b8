"""Redirects to sign-in forms, and moves of pages that are about signing in."""

from __future__ import annotations

import pytest

from linkaudit.model.http import Failure, FailureKind, Hop, Refresh
from linkaudit.model.report import Verdict
from linkaudit.rules.signin import sign_in
from tests.builders import answer, case, observation
from tests.unit.rules.visits import only, rules, visit

SHOP = "https://shop.example"
PAGE = f"{SHOP}/reports/2026"


@pytest.mark.parametrize(
    ("to", "sign"),
    [
        # by the path
        ("/login", "the path /login"),
        ("/login/", "the path /login/"),
        ("/Login.aspx", "the path /Login.aspx"),
        ("/en-us/login", "the path /en-us/login"),
        ("/log-in", "the path /log-in"),
        ("/logon", "the path /logon"),
        ("/signin", "the path /signin"),
        ("/sign-in", "the path /sign-in"),
        ("/user/sign_in", "the path /user/sign_in"),
        ("/users/sign_in", "the path /users/sign_in"),
        ("/accounts/login/", "the path /accounts/login/"),
        ("/Identity/Account/Login", "the path /Identity/Account/Login"),
        ("/session/new", "the path /session/new"),
        ("/wp-login.php", "the path /wp-login.php"),
        ("/login/oauth/authorize", "the path /login/oauth/authorize"),
        ("/oauth/authorize", "the path /oauth/authorize"),
        ("/oauth2/v2.0/authorize", "the path /oauth2/v2.0/authorize"),
        ("/saml", "the path /saml"),
        ("/saml2/idp/sso", "the path /saml2/idp/sso"),
        ("/adfs/ls/", "the path /adfs/ls/"),
        ("/cas/login", "the path /cas/login"),
        ("/sso", "the path /sso"),
        ("/authwall?trk=x", "the path /authwall"),
        # by path and query, wherever it stands
        ("/hc/en-us/signin?return_to=%2Freports", "the path /hc/en-us/signin"),
        ("/docs/login?next=/reports/2026", "the path /docs/login"),
        ("/a/realms/b/openid-connect/auth?client_id=c", "the path /a/realms/b/openid-connect/auth"),
        ("/account/begin?ReturnUrl=%2Freports", "the path /account/begin"),
        # by the host
        ("https://accounts.google.com/v3/identifier?continue=x", "the host accounts.google.com"),
        ("https://login.microsoftonline.com/common/x", "the host login.microsoftonline.com"),
        (
            "https://signin.aws.amazon.com/oauth?SignatureVersion=4",
            "the host signin.aws.amazon.com",
        ),
        (
            "https://eu-west-1.signin.aws.amazon.com/x",
            "the host eu-west-1.signin.aws.amazon.com",
        ),
        ("https://shop.auth0.com/u/x", "the host shop.auth0.com"),
        ("https://shop.eu.auth0.com/u/x", "the host shop.eu.auth0.com"),
        ("https://shop.okta.com/app/x", "the host shop.okta.com"),
        ("https://shop.cloudflareaccess.com/cdn-cgi/x", "the host shop.cloudflareaccess.com"),
        ("https://login.shop.example/", "the host login.shop.example"),
        ("https://sso.shop.example/x", "the host sso.shop.example"),
    ],
)
def test_a_redirect_to_a_sign_in_form_is_blocked_with_the_sign(to: str, sign: str) -> None:
    """Issue: logins are `blocked` with the sign that gave them away."""
    final = to if to.startswith("https:") else f"{SHOP}{to}"

    found = only(visit(PAGE, to=final, by=302, title="Sign in"))

    assert (found.rule, found.verdict) == ("blocked", Verdict.BLOCKED)
    assert found.message == f"could not be checked: it redirects to a sign-in form ({sign})"
    assert final in found.evidence[0].quote


@pytest.mark.parametrize(
    ("asked", "to"),
    [
        # The name is kept: a page about it has moved.
        (f"{SHOP}/blog/login", f"{SHOP}/posts/login"),
        (f"{SHOP}/help/sign-in", f"{SHOP}/support/accounts/sign-in"),
        (f"{SHOP}/docs/saml", f"{SHOP}/saml"),
        (f"{SHOP}/words/login", "https://words.example/login"),
        # The link speaks of it.
        (f"{SHOP}/docs/single-sign-on", f"{SHOP}/sso"),
        (f"{SHOP}/how-to-log-in", f"{SHOP}/help/login"),
        (f"{SHOP}/docs/authentication", f"{SHOP}/docs/login"),
        (f"{SHOP}/features/oauth2", f"{SHOP}/oauth/authorize"),
        # The place is one of articles.
        (f"{SHOP}/a/b", f"{SHOP}/docs/login"),
        (f"{SHOP}/a/b", f"{SHOP}/blog/login"),
        (f"{SHOP}/a/b", f"{SHOP}/api/reference/authenticate"),
        # Only the beginning of a name.
        (f"{SHOP}/a/b", f"{SHOP}/a/login-with-a-key"),
        (f"{SHOP}/a/b", f"{SHOP}/oauth/scopes"),
        (f"{SHOP}/a/b", f"{SHOP}/authors/b"),
        (f"{SHOP}/a/b", f"{SHOP}/catalogue/b?next=2"),
        (f"{SHOP}/a/b", f"{SHOP}/design/b"),
        # The form itself was asked for.
        (f"{SHOP}/login", f"{SHOP}/users/sign_in"),
        (f"{SHOP}/users/sign_in", "https://login.shop.example/"),
        ("https://login.shop.example/x", "https://accounts.google.com/x"),
        ("https://accounts.google.com/", "https://accounts.google.com/v3/signin"),
        # The services have sites of their own.
        ("https://auth0.com/blog/x", "https://community.auth0.com/x"),
        (f"{SHOP}/a/b", "https://developer.okta.com/a/b"),
        ("https://www.okta.com/tour", "https://trial.okta.com/tour"),
        # What was a folder has a host now.
        (f"{SHOP}/sso/", "https://sso.shop.example/"),
    ],
)
def test_a_page_about_signing_in_is_no_form(asked: str, to: str) -> None:
    """Articles about logins must not be caught, nor links to the form itself."""
    assert sign_in(asked, to) is None
    assert "blocked" not in rules(visit(asked, to=to, title="A page"))


def test_without_a_redirect_there_is_no_form() -> None:
    assert rules(visit(f"{SHOP}/login", title="Sign in")) == []


@pytest.mark.parametrize("to", [f"{SHOP}/login", f"{SHOP}/reports/login"])
def test_a_form_is_neither_a_soft_404_nor_a_move(to: str) -> None:
    """Issue: those rules must not speak then."""
    assert rules(visit(PAGE, to=to, by=301)) == ["blocked"]


def test_a_refresh_to_a_form_is_one() -> None:
    hops = [Hop(PAGE, 200, Refresh("/login"))]
    seen = observation(PAGE, outcome=answer(f"{SHOP}/login"), hops=hops)

    assert only(case(PAGE, seen=seen)).rule == "blocked"


def test_redirects_that_go_round_by_a_form_are_blocked() -> None:
    """Without a browser's scripts some forms never end; such a link must not become dead."""
    loop = Failure(FailureKind.REDIRECTS, "the redirects come back", PAGE)
    hops = [Hop(PAGE, 302), Hop(f"{SHOP}/login", 302)]

    found = only(case(PAGE, seen=observation(PAGE, outcome=loop, hops=hops)))

    assert (found.rule, found.verdict) == ("blocked", Verdict.BLOCKED)
    assert "the path /login" in found.message
    assert f"302 {SHOP}/login" in found.evidence[0].quote


def test_a_form_that_is_gone_is_gone() -> None:
    """The contract: dead also where the redirection ends so."""
    assert rules(visit(PAGE, to=f"{SHOP}/login", status=404)) == ["not-found"]
