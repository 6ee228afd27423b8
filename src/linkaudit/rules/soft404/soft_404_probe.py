"""The rule that compares an odd page with one that cannot exist (the probe).

Which pages are odd, which path cannot exist, and when two answers are the same. Most sites have
a real 404, and that speaks for the page. What is shown before a page, such as a login or a shell
that scripts fill, says nothing about it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from hashlib import blake2b
from urllib.parse import urlsplit

from linkaudit.model.followup import Probe, ProbeKind
from linkaudit.model.http import Answer, Page
from linkaudit.model.report import Evidence, Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation, plain_form, segments, trail
from linkaudit.rules.replacement.similarity import likeness, significant_words
from linkaudit.rules.signin import sign_in
from linkaudit.rules.soft404.forwarders import is_forwarder
from linkaudit.text.registrable_domain import have_one_owner
from linkaudit.text.uri import InvalidUriError, follow, host_of, origin_of, path_of

_SMALL_BYTES = 2000  # the body of an error page; shells and stubs are as small
_ENOUGH_TEXT = 30  # characters: less is a spinner, and the same on every page of an application
_ALIKE = 90  # of 100, what is left when each page's own name is taken out
_MANY = 3  # pages of one title or one end: two may well be one page under two names
_ERROR_WORDS = re.compile(
    r"\b(?:404|410|error|oops|sorry|missing|removed|expired|unavailable|not found"
    r"|no longer|n['’]t (?:exist|find|found)|not (?:exist|available))\b",
    re.I,
)
# What a page says only where it has nothing; "Error tracking for teams" is a product.
_NOTHING = re.compile(
    r"\b(?:404|410|oops|sorry|page (?:is )?missing|missing page|(?:was|been) (?:removed|deleted)"
    r"|expired|unavailable|no longer|n['’]t (?:exist|be found|find|found)"
    r"|not (?:be )?(?:exist|found|available)|something (?:is|went) (?:missing|wrong))\b",
    re.I,
)
# What is shown before a page: the page behind it is not known.
_BARRIER = re.compile(
    r"\b(?:sign|log).?in\b|consent|cookie|robot|captcha|verif|denied|forbidden|moment|challenge"
    r"|security|maintenance|country|region|language|subscri|javascript|browser|loading",
    re.I,
)
_SUFFIX = re.compile(r"\.[a-z0-9]{2,5}", re.I)
_MARK = "/linkaudit-"
_AWS_DOCS = "docs.aws.amazon.com"  # its way is known: rule aws-docs-stub


def probe_uri(uri: str) -> str:
    """A path in the page's folder that cannot exist; the same in each run."""
    path = path_of(uri)
    folder, _, name = path.rstrip("/").rpartition("/")
    slash = "/" if path.endswith("/") else ""
    suffix = _SUFFIX.search(name[name.rfind(".") :]) if "." in name else None
    mark = blake2b(f"{origin_of(uri)}{folder}".encode(), digest_size=8).hexdigest()
    return f"{origin_of(uri)}{folder}{_MARK}{mark}{suffix[0] if suffix else ''}{slash}"


def probes(contexts: Iterable[RuleContext], asked: Iterable[str]) -> list[Probe]:
    """The control requests that would help, once for each host and folder."""
    every = list(contexts)
    titles, ends = _common_titles(_shown(every)), _common_ends(_shown(every))
    folders = {_folder(uri) for uri in asked}
    wanted = []
    for context, page in _shown(every):
        # Most pages are not odd, and each further look costs.
        if (host_of(context.request_url), _end(context)) not in ends and (
            not _is_odd(context, page, titles) or not _is_judgeable(context)
        ):
            continue
        uri = probe_uri(context.request_url)
        if _folder(uri) not in folders:
            folders.add(_folder(uri))
            wanted.append(Probe(uri, ProbeKind.PAGE))
    return wanted


def _shown(contexts: Iterable[RuleContext]) -> Iterator[tuple[RuleContext, Page]]:
    for context in contexts:
        if context.success is not None and context.success.page is not None:
            yield context, context.success.page


def _folder(control: str) -> str:
    return control.rpartition(_MARK)[0]


def _is_judgeable(context: RuleContext) -> bool:
    answer = context.success
    if answer is None or not answer.status or answer.page is None:
        return False
    if not segments(context.request_url) or host_of(context.request_url) == _AWS_DOCS:
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


def _common_titles(shown: Iterable[tuple[RuleContext, Page]]) -> Set[tuple[str, str]]:
    """Hosts with a title that several of their pages have."""
    # Each page once, however many links lead to it. Of 60,000 pages nearly all have a title of
    # their own: a set of pages for each title of a host took 20 MB.
    titles = {context.request_url: page.title for context, page in shown}
    often = {title for title, number in Counter(titles.values()).items() if number >= _MANY}
    counts = Counter((host_of(uri), title) for uri, title in titles.items() if title in often)
    return {title for title, number in counts.items() if number >= _MANY}


def _common_ends(shown: Iterable[tuple[RuleContext, Page]]) -> Set[tuple[str, str]]:
    """Hosts that send several of their pages to one and the same page of another site."""
    asked: Mapping[tuple[str, str], set[str]] = defaultdict(set)
    for context, _ in shown:
        if _leads_elsewhere(context):
            asked[host_of(context.request_url), _end(context)].add(path_of(context.request_url))
    return {end for end, paths in asked.items() if len(paths) >= _MANY}


def _end(context: RuleContext) -> str:
    return context.answer.uri.partition("#")[0] if context.answer else ""


def _leads_elsewhere(context: RuleContext) -> bool:
    """A redirect to another site, to what is neither a login nor made to be led to."""
    end = _end(context)
    return (
        bool(context.observation.hops)
        and len(segments(context.request_url)) > 0
        and not have_one_owner(end, context.request_url)
        and not is_forwarder(context.request_url)
        and sign_in(context.request_url, end) is None
        and _BARRIER.search(path_of(end)) is None
    )


def _is_odd(context: RuleContext, page: Page, titles: Set[tuple[str, str]]) -> bool:
    if _ERROR_WORDS.search(page.title):
        return True
    if _is_above(context):
        return _is_strange(context, page)
    is_common = (host_of(context.request_url), page.title) in titles
    if not (is_common or page.size < _SMALL_BYTES) or not _ERROR_WORDS.search(page.opening):
        return False
    return is_common or _is_strange(context, page)


def _is_strange(context: RuleContext, page: Page) -> bool:
    """The title has no word of the address or the link."""
    about = set(significant_words(f"{path_of(context.request_url)} {context.link.text}"))
    return about.isdisjoint(significant_words(page.title))


def _is_above(context: RuleContext) -> bool:
    """The redirects led up; a site may well send all it had to one new page elsewhere."""
    answer = context.answer
    if answer is None or not context.observation.hops:
        return False
    asked, final = segments(context.request_url), segments(answer.uri)
    return len(final) < len(asked) and final == asked[: len(final)]


# ------------------------------------------------------------------- the judgement


def _same_as_missing(context: RuleContext) -> Violation | None:
    uri = probe_uri(context.request_url) if context.probes and context.request_url else ""
    reply, answer = context.probes.get(uri), context.success
    if reply is None or answer is None or not isinstance(reply.outcome, Answer):
        return None
    other = reply.outcome
    if _leads_elsewhere(context) and _goes_there_too(context, other, uri):
        proof = Evidence("http", f"{uri} leads to {other.uri}", uri, reply.day)
        message = (
            f"the page is gone: the link redirects to {_end(context)}, as does a path that "
            "cannot exist"
        )
        return Violation(message, (trail(context), proof))
    if not _may_be_missing(context, answer) or not _shows_the_same(context, answer, other, uri):
        return None
    title = answer.page.title if answer.page else ""
    shown = f"“{title}”, also for a path that cannot exist ({_steps(uri, other)})"
    message = (
        f"the server answers {answer.status}, but with the page that it also shows for "
        "a path that cannot exist"
    )
    return Violation(message, (trail(context), Evidence("page", shown, uri, reply.day)))


def _may_be_missing(context: RuleContext, answer: Answer) -> bool:
    return _is_judgeable(context) and (_is_above(context) or _speaks_of_error(answer))


def _shows_the_same(context: RuleContext, answer: Answer, other: Answer, uri: str) -> bool:
    """The answer is the probe's, and the path makes a difference on this site."""
    if other.status != 200 or _is_decoration(context, answer, other):
        return False
    return _are_one(answer, context.request_url, other, uri)


def _goes_there_too(context: RuleContext, other: Answer, control: str) -> bool:
    """Any path leads there; not where the target has the name of the page."""
    name = set(significant_words(segments(context.request_url)[-1]))
    title = context.success.page.title if context.success and context.success.page else ""
    is_told = bool(name) and name.issubset(significant_words(f"{title} {path_of(_end(context))}"))
    return other.uri != control and other.uri.partition("#")[0] == _end(context) and not is_told


def _speaks_of_error(answer: Answer) -> bool:
    """Some servers show one page for all paths, and mean it."""
    page = answer.page
    return page is not None and bool(_NOTHING.search(f"{page.title} {page.opening}"))


def _is_decoration(context: RuleContext, answer: Answer, other: Answer) -> bool:
    """The last part of the path makes no difference: a number before it names the page.

    `/questions/123/any-words` is shown, or sent on, as the page of that number.
    """
    name, page = segments(context.request_url)[-1], answer.page
    if page is not None and not set(significant_words(name)).isdisjoint(
        significant_words(page.title)
    ):
        return True
    real = {plain_form(other.uri)}
    if other.page is not None and other.page.canonical:
        real.add(plain_form(_joined(other.uri, other.page.canonical)))
    return plain_form(context.request_url) in real


def _joined(base: str, reference: str) -> str:
    """Where a page says that it lives; itself, where that is no URL."""
    try:
        return follow(base, reference)[0]
    except InvalidUriError:
        return base


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


RULE = Rule(
    id="soft-404-probe",
    verdict=Verdict.SOFT_404,
    level=Level.ERROR,
    summary="The server shows the same page for a path that cannot exist.",
    why="""
The server answers 200, but shows the same page (title, size, first words) for a path that cannot
exist. Or it sends both to the same page of another site. Readers do not find what the link
promises.

The probe is requested only where something is odd, once per host and folder and three times per
host at most. Odd is a title that speaks of an error; a redirect to a folder above, to a title
without a word of the link; a small page whose first words speak of an error; or three links of
the host that end at one page of another site.
""",
    example=Example(
        "[the cog](https://shop.example/cog)",
        "the server answers 200, but with the page that it also shows for a path that cannot exist",
        (
            "https://shop.example/cog 200 <title>Oops</title>"
            "<p>We looked everywhere, but something went wrong with this.</p>",
            "https://shop.example/* 200 <title>Oops</title>"
            "<p>We looked everywhere, but something went wrong with this.</p>",
        ),
    ),
    fix="""
Find the page that has the content now, or remove the link. `--ignore soft-404-probe` saves the
requests.
""",
    silent_when="The page is a login, a choice of country or a shell that scripts fill.",
    decide=_same_as_missing,
)
