"""Which further questions would help to judge, given what the links' targets did.

Says what to ask, and asks nothing. Bounded for each host: a document of a stranger's must not
make us ask for ever.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from linkaudit.model.followup import Probe, ProbeKind, ProbeResult
from linkaudit.rules.base import RuleContext
from linkaudit.rules.fragment import missing_fragment
from linkaudit.rules.replacement.aws_guide import indexes, same_page
from linkaudit.rules.replacement.choose import is_gone
from linkaudit.rules.replacement.markdown_variant import twin, twins
from linkaudit.rules.replacement.wayback import copies
from linkaudit.rules.soft404.probe import RULES, probes
from linkaudit.text.uri import host_of

CONTROL = RULES[0].id
# To one host in one run. Guides have two indices each, and all of AWS's are on one host.
_MOST: Mapping[ProbeKind, int] = {
    ProbeKind.PAGE: 3,
    ProbeKind.INDEX: 40,
    ProbeKind.TWIN: 40,
    ProbeKind.SNAPSHOT: 100,
}


def next_probes(
    cases: Sequence[RuleContext],
    replies: Mapping[str, ProbeResult],
    *,
    archive: Callable[[str], bool],
    control: bool,
) -> tuple[Probe, ...]:
    """What to ask next; nothing that has its reply, and nothing twice.

    `archive` says whether an archive may be told of a URI.
    """
    spent = Counter(_purse(reply.question) for reply in replies.values())
    wanted: dict[str, Probe] = {}
    for question in _helpful(cases, replies, archive=archive, control=control):
        if question.uri in replies or question.uri in wanted:
            continue
        purse = _purse(question)
        if spent[purse] < _MOST[question.reading]:
            spent[purse] += 1
            wanted[question.uri] = question
    return tuple(wanted.values())


def _helpful(
    cases: Sequence[RuleContext],
    replies: Mapping[str, ProbeResult],
    *,
    archive: Callable[[str], bool],
    control: bool,
) -> Iterator[Probe]:
    gone = {id(case) for case in cases if is_gone(case)}
    if control:
        yield from probes((case for case in cases if id(case) not in gone), replies)
    for case in cases:
        if id(case) in gone:
            yield from _instead(case, archive)
        elif missing_fragment(case):
            yield from indexes(case)


def _instead(case: RuleContext, archive: Callable[[str], bool]) -> Iterable[Probe]:
    """In the order of belief: what is behind is asked only where what is before has nothing."""
    lists = list(indexes(case))
    if lists or same_page(case):
        return lists
    unknown = [question for question in twins(case) if question.uri not in case.extra]
    if unknown or twin(case) or not archive(case.asked):
        return unknown
    return copies(case)


def _purse(question: Probe) -> tuple[str, ProbeKind]:
    return host_of(question.uri), question.reading
