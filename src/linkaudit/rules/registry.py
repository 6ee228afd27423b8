"""All rules, and the order in which they are asked.

What a page says is only believed where the page is there: a page that is gone has neither moved
nor lost an anchor, and a wall in front of it says nothing about it at all.
"""

from __future__ import annotations

from collections.abc import Iterable

from linkaudit.model.report import Finding
from linkaudit.model.verdict import Page
from linkaudit.rules import (
    fragment_by_script,
    fragment_case,
    fragment_missing,
    persistent_failure,
    text_fragment_missing,
)
from linkaudit.rules.availability.order import AVAILABILITY
from linkaudit.rules.base import Rule, RuleContext
from linkaudit.rules.files import file_missing, scheme_missing
from linkaudit.rules.lifecycle import (
    archived_page,
    guide_page_renamed,
    likely_renamed,
    outdated_name,
    outdated_version,
    page_renamed,
    page_says_renamed,
    path_renamed,
    retired_name,
    service_closed,
    service_disputed,
    service_ended,
    service_ending,
    stale_page,
    version_ended,
)
from linkaudit.rules.redirects import permanent_redirect, temporary_redirect, trivial_redirect
from linkaudit.rules.replacement.choose import with_replacement
from linkaudit.rules.soft404 import (
    aws_docs_stub,
    default_page,
    error_heading,
    error_title,
    parked_domain,
    redirect_to_error_or_search,
    redirect_to_parent,
    soft_404_probe,
)
from linkaudit.rules.syntax import (
    duplicate_definition,
    undefined_reference,
    unused_definition,
    unused_suppression,
)

# Asked group by group. The first group that finds something ends the search.
FIRST: tuple[tuple[Rule, ...], ...] = (
    (undefined_reference.RULE,),
    # Seen on the way, a stub is proof enough, whatever became of the page that it leads to.
    (aws_docs_stub.RULE,),
    (persistent_failure.RULE, *AVAILABILITY, file_missing.RULE, scheme_missing.RULE),
    (parked_domain.RULE,),
    (
        redirect_to_parent.RULE,
        redirect_to_error_or_search.RULE,
        error_title.RULE,
        error_heading.RULE,
        default_page.RULE,
    ),
    (soft_404_probe.RULE,),
    (
        fragment_missing.RULE,
        fragment_by_script.RULE,
        fragment_case.RULE,
        text_fragment_missing.RULE,
        page_renamed.RULE,
        page_says_renamed.RULE,
        path_renamed.RULE,
        permanent_redirect.RULE,
        temporary_redirect.RULE,
        trivial_redirect.RULE,
    ),
)
IF_GONE: tuple[Rule, ...] = (guide_page_renamed.RULE,)
# A service that ended explains why its page is gone, so these are asked in any case.
ALWAYS: tuple[Rule, ...] = (
    likely_renamed.RULE,
    service_ended.RULE,
    service_ending.RULE,
    service_closed.RULE,
    version_ended.RULE,
    service_disputed.RULE,
    archived_page.RULE,
    stale_page.RULE,
    unused_definition.RULE,
    duplicate_definition.RULE,
)
ON_TEXT: tuple[Rule, ...] = (
    outdated_name.RULE,
    retired_name.RULE,
    outdated_version.RULE,
    unused_suppression.RULE,
)

RULES: tuple[Rule, ...] = (
    *(rule for group in FIRST for rule in group),
    *IF_GONE,
    *ALWAYS,
    *ON_TEXT,
)


def judge(context: RuleContext) -> tuple[Finding, ...]:
    """Everything that any rule has to say about one link, the worst first."""
    found = _first(context)
    gone = _says_gone(found)
    found = with_replacement(context, found)
    found += _ask(IF_GONE, context) if gone else []
    found += _ask(ALWAYS, context)
    return tuple(sorted(found, key=lambda f: (-f.level, f.verdict.rank)))


def is_gone(context: RuleContext) -> bool:
    """Whether the answers show that the page is gone; failures of earlier runs show nothing."""
    return bool(context.request_url) and _says_gone(_first(context))


def _first(context: RuleContext) -> list[Finding]:
    return next((found for group in FIRST if (found := _ask(group, context))), [])


def _says_gone(found: Iterable[Finding]) -> bool:
    return any(
        f.verdict.row.page is Page.GONE and f.rule != persistent_failure.RULE.id for f in found
    )


def _ask(rules: tuple[Rule, ...], context: RuleContext) -> list[Finding]:
    return [rule.finding(found) for rule in rules if (found := rule.decide(context)) is not None]
