"""Which further requests would help to judge, given what the targets did.

Names requests and makes none. Bounded for each host: an untrusted document must not cause
requests without end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from linkaudit.model.followup import Probe, ProbeKind, ProbeResult
from linkaudit.rules.base import RuleContext
from linkaudit.rules.fragment_missing import missing_fragment
from linkaudit.rules.registry import is_gone
from linkaudit.rules.replacement.aws_guide import indexes, same_page
from linkaudit.rules.replacement.markdown_variant import markdown_variant, variant_probes
from linkaudit.rules.replacement.wayback import copies
from linkaudit.rules.soft404.soft_404_probe import RULE, probes
from linkaudit.text.uri import host_of

CONTROL = RULE.id
# To one host in one run. Guides have two indices each, and all of AWS's are on one host.
_MOST: Mapping[ProbeKind, int] = {
    ProbeKind.PAGE: 3,
    ProbeKind.INDEX: 40,
    ProbeKind.TWIN: 40,
    ProbeKind.SNAPSHOT: 100,
}


def next_probes(
    contexts: Sequence[RuleContext],
    replies: Mapping[str, ProbeResult],
    *,
    archive: Callable[[str], bool],
    control: bool,
) -> tuple[Probe, ...]:
    """What to request next; nothing that has its result, and nothing twice.

    `archive` says whether an archive may be asked about a URI.
    """
    spent = Counter(_purse(reply.question) for reply in replies.values())
    wanted: dict[str, Probe] = {}
    for question in _helpful(contexts, replies, archive=archive, control=control):
        if question.uri in replies or question.uri in wanted:
            continue
        purse = _purse(question)
        if spent[purse] < _MOST[question.reading]:
            spent[purse] += 1
            wanted[question.uri] = question
    return tuple(wanted.values())


def _helpful(
    contexts: Sequence[RuleContext],
    replies: Mapping[str, ProbeResult],
    *,
    archive: Callable[[str], bool],
    control: bool,
) -> Iterator[Probe]:
    gone = {id(context) for context in contexts if is_gone(context)}
    if control:
        yield from probes((context for context in contexts if id(context) not in gone), replies)
    for context in contexts:
        if id(context) in gone:
            yield from _instead(context, archive)
        elif missing_fragment(context):
            yield from indexes(context)


def _instead(context: RuleContext, archive: Callable[[str], bool]) -> Iterable[Probe]:
    """In the order of trust: a later source is asked only where an earlier one has nothing."""
    lists = list(indexes(context))
    if lists or same_page(context):
        return lists
    unknown = [
        question for question in variant_probes(context) if question.uri not in context.probes
    ]
    if unknown or markdown_variant(context) or not archive(context.request_url):
        return unknown
    return copies(context)


def _purse(question: Probe) -> tuple[str, ProbeKind]:
    return host_of(question.uri), question.reading
