"""A page that answers 200 is held against one that cannot exist, where something is odd with it.

Which pages are odd, which path nobody can have made, and when two answers are one. Most sites
have a real 404, and that speaks for the page. What stands before a page, such as a login or a
shell that scripts fill, says nothing of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from hashlib import blake2b
from urllib.parse import urlsplit

from linkaudit.exchange import Answer
from linkaudit.inquiry import Question, Reading
from linkaudit.judge.case import Case, Found, Rule, plain_form, segments, trail
from linkaudit.judge.nearest import likeness, telling_words
from linkaudit.model import Evidence, Level, Verdict
from linkaudit.uri import host_of, origin_of, path_of

_SMALL_BYTES = 2000  # the body of an error page; shells and stubs are as small
_ENOUGH_TEXT = 30  # characters: less is a spinner, and the same on every page of an application
_ALIKE = 90  # of 100, what is left when each page's own name is taken out
_MANY = 3  # pages of one title: two may well be one page under two names
_ERROR_WORDS = re.compile(
    r"\b(?:404|410|error|oops|sorry|missing|removed|expired|unavailable|not found"
    r"|no longer|n['’]t (?:exist|find|found)|not (?:exist|available))\b",
    re.I,
)
# What stands before a page: what is behind it, nobody knows from here.
_BARRIER = re.compile(
    r"sign.?in|log.?in|consent|cookie|robot|captcha|verif|denied|forbidden|moment|challenge"
    r"|security|maintenance|country|region|language|subscri|javascript|browser|loading",
    re.I,
)
_SUFFIX = re.compile(r"\.[a-z0-9]{2,5}", re.I)
_MARK = "/linkaudit-"
_AWS_DOCS = "docs.aws.amazon.com"  # its way is known: rule aws-docs-stub


def control_of(uri: str) -> str:
    """A path in the page's folder that nobody can have made; the same in each run."""
    path = path_of(uri)
    folder, _, name = path.rstrip("/").rpartition("/")
    slash = "/" if path.endswith("/") else ""
    suffix = _SUFFIX.search(name[name.rfind(".") :]) if "." in name else None
    mark = blake2b(f"{origin_of(uri)}{folder}".encode(), digest_size=8).hexdigest()
    return f"{origin_of(uri)}{folder}{_MARK}{mark}{suffix[0] if suffix else ''}{slash}"


def controls(cases: Iterable[Case], asked: Iterable[str]) -> list[Question]:
    """The control requests that would help, once for each host and folder."""
    known = [case for case in cases if _is_judgeable(case)]
    titles = _common_titles(known)
    folders = {_folder(uri) for uri in asked}
    wanted = []
    for case in known:
        uri = control_of(case.asked)
        if _folder(uri) not in folders and _is_odd(case, titles):
            folders.add(_folder(uri))
            wanted.append(Question(uri, Reading.PAGE))
    return wanted


def _folder(control: str) -> str:
    return control.rpartition(_MARK)[0]


def _is_judgeable(case: Case) -> bool:
    answer = case.success
    if answer is None or not answer.status or answer.page is None:
        return False
    if not segments(case.asked) or host_of(case.asked) == _AWS_DOCS:
        return False
    return not _is_barrier(answer)


def _is_barrier(answer: Answer) -> bool:
    page = answer.page
    if page is None or page.is_scripted or len(page.opening) < _ENOUGH_TEXT:
        return True
    if not page.title.strip():
        return True
    said = f"{page.title} {urlsplit(answer.uri).path}"
    return _BARRIER.search(said) is not None or "javascript" in page.opening.lower()


def _common_titles(cases: Iterable[Case]) -> Set[tuple[str, str]]:
    """Hosts with a title that several of their pages have."""
    pages: Mapping[tuple[str, str], set[str]] = defaultdict(set)
    for case in cases:
        if case.success is not None and case.success.page is not None:
            pages[host_of(case.asked), case.success.page.title].add(plain_form(case.asked))
    return {title for title, uris in pages.items() if len(uris) >= _MANY}


def _is_odd(case: Case, titles: Set[tuple[str, str]]) -> bool:
    answer = case.success
    if answer is None or answer.page is None:
        return False
    page = answer.page
    if (host_of(case.asked), page.title) in titles or _ERROR_WORDS.search(page.title):
        return True
    about = set(telling_words(f"{path_of(case.asked)} {case.link.text}"))
    is_strange = about.isdisjoint(telling_words(page.title))
    return is_strange and (page.size < _SMALL_BYTES or _is_elsewhere(case, answer))


def _is_elsewhere(case: Case, answer: Answer) -> bool:
    """The redirects led to an ancestor, or to a page whose address has none of the name's words."""
    if not case.seen.hops:
        return False
    asked, final = segments(case.asked), segments(answer.uri)
    name = set(telling_words(asked[-1] if asked else ""))
    return final == asked[: len(final)] or name.isdisjoint(telling_words(" ".join(final)))


# ------------------------------------------------------------------- the judgement


def _same_as_nothing(case: Case) -> Found | None:
    uri = control_of(case.asked) if case.extra and _is_judgeable(case) else ""
    reply, answer = case.extra.get(uri), case.success
    if reply is None or answer is None or not isinstance(reply.outcome, Answer):
        return None
    other = reply.outcome
    if other.status != 200 or not _are_one(answer, case.asked, other, uri):
        return None
    message = (
        f"the server answers {answer.status}, but with the page that it also shows for "
        "a path that cannot exist"
    )
    title = answer.page.title if answer.page else ""
    shown = f"“{title}”, also for a path that cannot exist ({_steps(uri, other)})"
    return Found(message, (trail(case), Evidence("page", shown, uri, reply.day)))


def _steps(uri: str, answer: Answer) -> str:
    led = f", which led to {answer.uri}" if answer.uri != uri else ""
    return f"{answer.status}{led}"


def _are_one(answer: Answer, asked: str, other: Answer, control: str) -> bool:
    mine, theirs = answer.page, other.page
    if mine is None or theirs is None or _is_barrier(other):
        return False
    if _without_name(mine.title, asked) != _without_name(theirs.title, control):
        return False
    if abs(mine.size - theirs.size) > max(200, mine.size // 10):
        return False
    texts = _without_name(mine.opening, asked), _without_name(theirs.opening, control)
    return likeness(*texts) >= _ALIKE


def _without_name(text: str, uri: str) -> str:
    """Error pages often repeat the address that they have nothing for."""
    path = path_of(uri)
    for part in (uri, path, path.rstrip("/").rpartition("/")[2]):
        if len(part) > 1:
            text = text.replace(part, "")
    return text


RULES = (
    Rule(
        "soft-404-control",
        Verdict.SOFT_404,
        Level.ERROR,
        "The server shows the same page for a path that cannot exist.",
        _same_as_nothing,
    ),
)
