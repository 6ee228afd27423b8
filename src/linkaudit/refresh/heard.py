"""What a page says of its own end, closing or new name, as an audit would hear it.

Asks the rules' own ears, so that a refresh learns with them; a sentence with a telling word that
they do not understand is left for a person to read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from linkaudit.check.page.read import read_page
from linkaudit.model.document import Link, LinkKind, Region
from linkaudit.model.http import Answer, Page, Response
from linkaudit.model.report import Observation, Resolved, WebTarget
from linkaudit.refresh.candidate import Candidate, Origin, folded, plain, words_of
from linkaudit.rules.base import RuleContext
from linkaudit.rules.packs.model import FactKind, Pack
from linkaudit.rules.packs.notices import Notice
from linkaudit.rules.page_notices import notices_of
from linkaudit.text.notices import TRIGGERS, Event

# Of botocore 1.44.8's 445 texts, 18 sentences have one and are not understood; 15 say something.
_TELLING = (
    *("discontinu", "end of support", "end-of-support", "end of life", "end-of-life"),
    *("will end on", "new customers", "no longer open", "no longer available", "no longer accept"),
    *(
        "no longer supported",
        "retire",
        "maintenance mode",
        "previously known",
        "formerly",
        "renamed",
        "now called",
        "successor to",
    ),
)
_MOST = 3  # sentences of one page


def page_of(response: Response, packs: tuple[Pack, ...]) -> Page | None:
    """A response as a page, with every sentence near its top that has a telling word."""
    own = tuple(word for pack in packs for word in pack.triggers)
    return read_page(response, (*TRIGGERS, *own, *_TELLING))


def unheard(page: Page, notices: Sequence[Notice]) -> Iterator[str]:
    """The sentences with a telling word that none of these notices is."""
    known = {notice.sentence for notice in notices}
    left = (plain(one) for one in page.notices if one not in known and _tells(one))
    yield from islice(filter(None, left), _MOST)


def _tells(sentence: str) -> bool:
    text = sentence.casefold()
    is_pointer = text.startswith("for more information")
    return not is_pointer and any(word in text for word in _TELLING)


def heard(page: Page, subject: str, uri: str, packs: tuple[Pack, ...]) -> Iterator[Notice]:
    """The first notice of each event that the page has of this subject or of its title's.

    Unlike an audit, also on a page that says how to leave a service: that one has the day.
    """
    context = _context(page, uri, packs)
    own = {*words_of(page.title), *words_of(page.product), *words_of(subject)}
    told: set[Event] = set()
    for notice in notices_of(context):
        # botocore keeps old names as titles, guides have the new ones.
        names = [words_of(name) for name in (notice.now, notice.name)]
        is_own = any(own.issuperset(words) for words in names if words) or not any(names)
        if notice.event is not Event.STALE and notice.event not in told and is_own:
            told.add(notice.event)
            yield notice


def _context(page: Page, uri: str, packs: tuple[Pack, ...]) -> RuleContext:
    link = Link("", Region(1, 1, 1, 1), uri, uri, "", LinkKind.BARE, ())
    target = WebTarget(uri)
    seen = Observation(target, Answer(uri, 200, page=page))
    return RuleContext(link, Resolved(target), seen, packs)


def candidate_of(origin: Origin, notice: Notice, subject: str, uri: str) -> Candidate:
    """A notice as a candidate; `subject` is the name where the sentence has none."""
    name = plain(notice.name) or subject
    # "Forecast" in a page on Amazon Forecast is that.
    name = subject if folded(name) == folded(subject) else name
    kind, now = FactKind(notice.event.value), plain(notice.now)
    return Candidate(origin, kind, name, uri, plain(notice.sentence), notice.date, now=now)
