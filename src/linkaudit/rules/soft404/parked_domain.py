"""The rule on domains that are for sale: the site that was there has ended.

A warning and no more: the owner of a domain's name may well get it back.
"""

from __future__ import annotations

import re

from linkaudit.model.report import Evidence, Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation, observed_on, trail
from linkaudit.text.uri import host_of

# Hosts that sell domains and do nothing else.
_MARKETS = (
    *("hugedomains.com", "dan.com", "afternic.com", "sedo.com", "sedoparking.com"),
    *("parkingcrew.net", "bodis.com", "undeveloped.com", "domainmarket.com", "buydomains.com"),
    *("brandbucket.com", "squadhelp.com", "atom.com", "uniregistry.com", "above.com"),
)
_ENDINGS = tuple(f".{market}" for market in _MARKETS)
_FOR_SALE = re.compile(
    r"(?:the |this )?(?:premium )?(?:domain|website|web site|site|url)(?: name)?,?"
    r" (?:HOST,? )?(?:is|may be|might be) (?:available )?for sale[.!]*"
    r"|(?:the domain (?:name )?)?HOST(?: domain(?: name)?)? (?:is|may be) for sale"
    r"(?:[.!]+(?: (?:inquire|buy|get|make|learn)\b.*)?)?|buy HOST"
    r"|HOST domain name for sale|domain(?: name)? for sale: HOST"
    r"|(?:HOST (?:is|-) )?(?:a )?parked (?:domain|page|free, courtesy of).*"
    r"|this domain (?:name )?(?:is|has been) (?:parked|registered)\b.*",
    re.I,
)
_TELLING = ("sale", "buy", "parked", "registered")  # one of them is in each of these sentences
_PARTS = re.compile(r"(?<!\s)\s+[|–—·•-]\s+|(?:(?<!\s)\s+)?\|\s*")


def is_market(uri: str) -> bool:
    return f".{host_of(uri)}".endswith(_ENDINGS)


def _parked(context: RuleContext) -> Violation | None:
    answer = context.success
    if answer is None or is_market(context.request_url):
        return None
    was = host_of(context.request_url).removeprefix("www.")
    if is_market(answer.uri):
        message = f"{was} is for sale: it redirects to {host_of(answer.uri)}"
        return Violation(message, (trail(context),))
    title = answer.page.title if answer.page else ""
    # Most titles: a pattern for each host costs more than all other rules together.
    if not any(word in title.casefold() for word in _TELLING):
        return None
    for host in dict.fromkeys((was, host_of(answer.uri).removeprefix("www."))):
        named = re.sub(re.escape(host), "HOST", title, flags=re.I) if host else title
        if any(_FOR_SALE.fullmatch(part.strip()) for part in (named, *_PARTS.split(named))):
            quote = Evidence("page", title, answer.uri, observed_on(context))
            return Violation(f"{was} is for sale: the site that was there has ended", (quote,))
    return None


RULE = Rule(
    id="parked-domain",
    verdict=Verdict.RETIRED,
    level=Level.WARNING,
    summary="The domain is for sale: the site that was there has ended.",
    why="The title says that the domain is for sale, or the redirect leads to a market of domains.",
    example=Example(
        "[the guide](https://cogs.example/guide)",
        "cogs.example is for sale: the site that was there has ended",
        ("https://cogs.example/guide 200 <title>cogs.example is for sale</title>",),
    ),
    fix="Replace the link, or remove it. The finding does not fail a run that fails on errors.",
    silent_when="The link itself leads to a market of domains.",
    decide=_parked,
)
