"""The rule on links to the documentation of a version that is supported no more."""

from __future__ import annotations

import re

from linkaudit.model.report import Level, NotAsked, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation
from linkaudit.rules.lifecycle.outdated_version import said_of, tells_of_age
from linkaudit.rules.packs.versions import Documented

# Pages about a version's own time, which are meant as such.
_HISTORY = re.compile(
    r"what-?s-?new|releas|change|upgrad|migrat|deprecat|removed|breaking|histor|news|new-in|end-?of|\beol|\blts\b",
    re.I,
)


def _ended(context: RuleContext) -> Violation | None:
    found = _documented(context)
    if found is None or context.versions is None or not found.version.has_ended(context.as_of):
        return None
    if _HISTORY.search(found.rest) or tells_of_age(context.link.text):
        return None
    _, sign, fragment = context.link.url.partition("#")
    return Violation(
        said_of(context.versions, found.version, context.as_of),
        (context.versions.evidence(found.version),),
        f"{found.current}{sign}{fragment}" if found.current else None,
    )


def _documented(context: RuleContext) -> Documented | None:
    """What the address documents; nothing if a redirect leads the reader to another version."""
    outcome = context.observation.outcome
    if context.versions is None or (context.request_url and isinstance(outcome, NotAsked)):
        return None
    found = context.versions.documented(context.written_url) if context.written_url else None
    if found is None or context.success is None:
        return found
    last = context.versions.documented(context.success.uri)
    return found if last is not None and last.version == found.version else None


RULE = Rule(
    id="version-ended",
    verdict=Verdict.RETIRED,
    level=Level.WARNING,
    summary="The link leads to the documentation of a version without support.",
    why="""
The address names a version, as `docs.python.org/3.7/` does, and its support ended before `--as-of`:
it gets no fixes any more, and readers who follow the article install it. The days come from
[endoflife.date](https://endoflife.date); [fact packs](../packs.md) lists the products. Where the
documentation has a stable address for the current version, it is offered as a possible replacement.
No network is needed: `--offline` reports the same.
""",
    example=Example(
        "[data classes](https://docs.python.org/3.7/library/dataclasses.html)",
        "support for Python 3.7 ended on 2023-06-27; Python 3.14 is supported until 2030-10-31",
        ("https://docs.python.org/3.7/library/dataclasses.html 200 <title>dataclasses</title>",),
    ),
    fix="Link to the current version, or say in the link's text that the version is an old one.",
    silent_when="""
The server redirects to another version; the link's text says that the version is old; or the page
is about that version's own time: release notes, changes, how to upgrade.
""",
    decide=_ended,
)
