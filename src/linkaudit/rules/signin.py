"""Whether a redirect ended at a sign-in form, which hides the page behind it.

Knows hosts, paths and queries of such forms. An article about signing in is none, nor is a
form that the link itself asked for.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from linkaudit.rules.base import segments, without_locale
from linkaudit.text.uri import host_of

# Hosts that do nothing else.
_HOSTS = frozenset(
    {"accounts.google.com", "login.live.com", "login.microsoftonline.com", "login.windows.net"}
    | {"signin.aws.amazon.com", "appleid.apple.com", "idmsa.apple.com", "id.atlassian.com"}
    | {"auth.openai.com", "auth.services.adobe.com", "secure.login.gov"}
)
# Each customer has a host below these; their own sites are there too.
_SERVICES = (
    *("auth0.com", "okta.com", "oktapreview.com", "onelogin.com", "pingone.com"),
    *("amazoncognito.com", "b2clogin.com", "ciamlogin.com", "cloudflareaccess.com"),
    *("signin.aws.amazon.com", "duosecurity.com"),
)
_OWN_SITES = frozenset(
    {"www", "blog", "community", "developer", "developers", "docs", "forum", "help", "learn"}
    | {"marketplace", "status", "support", "training", "trust"}
)
_LABELS = frozenset({"idp", "login", "logon", "signin", "sso"})  # the first part of a host

_FORM = re.compile(
    r"(?:wp[-_]?|user[-_]?|member[-_]?|service[-_]?|do[-_]?)?(?:log|sign)[-_]?(?:in|on)"
    r"(?:[-_]?(?:form|page|required))?(?:\.\w{2,5})?|authenticate(?:\.\w{2,5})?|authwall",
    re.I,
)
_NEW_SESSION = re.compile(r"(?:user[-_])?sessions?/new", re.I)
_PROTOCOLS = frozenset({"adfs", "cas", "oauth", "oauth2", "oidc", "openid", "saml", "saml2", "sso"})
_STEPS = frozenset({"auth", "authorize", "idp", "init", "ls", "redirect", "sso", "start"})
# Beside the words above, in a query of the kind below.
_WORDS = _PROTOCOLS | {"account", "accounts", "auth", "authorize", "openid-connect", "session"}
# Where to go after the form, or on whose behalf it asks.
_RETURN = frozenset(
    {"backurl", "callback", "callbackurl", "clientid", "continue", "dest", "destination", "from"}
    | {"goto", "next", "redirect", "redirectto", "redirecturi", "redirecturl", "relaystate"}
    | {"return", "returnpath", "returnto", "returnurl", "rd", "ru", "samlrequest", "service"}
    | {"target", "targeturl", "wctx", "wreply"}
)
# A link that speaks of it means an article about it: `/blog/login`, `/docs/single-sign-on`.
_ABOUT = re.compile(r"log[-_]?[io]n|sign[-_]?(?:in|on|up)|sso|saml|openid|oauth|auth(?!or)", re.I)
_ARTICLES = frozenset(
    {"api", "article", "articles", "blog", "blogs", "book", "books", "doc", "docs"}
    | {"documentation", "guide", "guides", "learn", "library", "manual", "news", "post", "posts"}
    | {"questions", "reference", "tags", "topics", "tutorial", "tutorials", "wiki"}
)


def sign_in(asked: str, final: str) -> str | None:
    """The sign by which a sign-in form gave itself away, in plain words; None if it is none."""
    if _host_sign(asked) or _path_sign(asked):
        return None
    return _host_sign(final, asked) or _path_sign(final, asked)


def _host_sign(uri: str, asked: str = "") -> str | None:
    host = host_of(uri)
    is_form = host in _HOSTS or _is_customers(host, host_of(asked)) or _is_named_so(host, asked)
    return f"the host {host}" if is_form else None


def _is_customers(host: str, asked: str) -> bool:
    """A host that a service keeps for a customer; where its own pages lead is its own affair."""
    service = next((name for name in _SERVICES if host.endswith(f".{name}")), None)
    if service is None or host.partition(".")[0] in _OWN_SITES:
        return False
    return asked != service and not asked.endswith(f".{service}")


def _is_named_so(host: str, asked: str) -> bool:
    label, _, rest = host.partition(".")
    # `/sso/` may well have become `sso.example`.
    return label in _LABELS and bool(rest) and label not in map(str.lower, segments(asked))


def _path_sign(uri: str, asked: str = "") -> str | None:
    parts = [part.lower() for part in without_locale(segments(uri))]
    if not parts:
        return None
    if _returns(uri):
        is_form = any(_is_form(part) or part in _WORDS for part in parts)
    else:
        is_article = _ABOUT.search(urlsplit(asked).path) or not _ARTICLES.isdisjoint(parts)
        is_form = not is_article and (
            _is_form(parts[0]) or _is_form(parts[-1]) or _is_protocol(parts)
        )
    is_form = is_form or _NEW_SESSION.fullmatch("/".join(parts[-2:])) is not None
    is_kept = bool(asked) and parts[-1:] == [part.lower() for part in segments(asked)][-1:]
    return f"the path {urlsplit(uri).path}" if is_form and not is_kept else None


def _is_form(part: str) -> bool:
    return _FORM.fullmatch(part) is not None


def _is_protocol(parts: list[str]) -> bool:
    return parts[0] in _PROTOCOLS and (len(parts) == 1 or parts[-1] in _STEPS)


def _returns(uri: str) -> bool:
    """Whether the query says where to go afterwards."""
    keys = {re.sub(r"[-_.]", "", key.lower()) for key, _ in parse_qsl(urlsplit(uri).query, True)}
    return not _RETURN.isdisjoint(keys)
