"""Whose end it is: whether what a notice names is what the page is about.

A page is known by its title, its first heading, the product in its metadata and its address. A
notice of another service, of a part of the product, of an engine that runs in it, or of what the
page tells how to leave, is not its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from linkaudit.model.http import Page

_THE_OWNERS = """
amazon aws elemental the service services feature features for of and on with in to a an
"""
_OWNERS = frozenset(_THE_OWNERS.split())
"""Words that distinguish no two products."""
_WORD = re.compile(r"[^\W_]+(?:\.\d+|\.x\b|\.js\b)*")
_SEPARATOR = re.compile(r"(?<!\s)\s+[-–—|]\s+")
_THE_GENERAL = """
developer user guide api reference documentation docs faq faqs pricing features overview admin
administration administrator s quotas dashboards dashboard server console cli command home
introduction getting started concepts limits metrics settings plan download index status
endpoints examples history release notes book handbook blog page site website classic of version
latest db instance instances cluster clusters data what is service operations actions setup
vaults networking community queries
"""
_GENERAL = frozenset(_THE_GENERAL.split())
# Third-party engines and runtimes: a product's page lists which of them it runs.
_THE_ENGINES = """
mysql postgresql postgres mariadb oracle redis memcached valkey kubernetes python node nodejs
node.js java ruby go golang php net dotnet perl spark hadoop kafka elasticsearch mongodb
cassandra windows macos ubuntu centos rhel debian tls ssl tlsv1 internet explorer chrome ios
android docker rc4 openssl jdk corretto activemq rabbitmq flink airflow
"""
_ENGINES = frozenset(_THE_ENGINES.split())
_FOR = re.compile(r"\b(?:for|using|on|in|para|pour|für) (?:the )?", re.I)
_OWNED = re.compile(r"amazon|aws")
_TOOLS = re.compile(
    r"\b(?:SDKs?|CLI|[Tt]ool(?:kit|s)?|[Dd]river|[Aa]gent|[Pp]lugin|[Cc]lient|[Ll]ibrary)\b"
)
_VERSION = re.compile(r"\d")
_WITH = re.compile(
    r"(?:\b(?:with|for|from|to|into|via|through|using|and|or|vs\.?|versus|against|by|in|on)"
    r"(?: an?| the| your)?) $",
    re.I,
)
_BESIDE = re.compile(r" (?:and|or|vs\.?|versus|against|compared)\b", re.I)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")  # AWS::Cogs::WheelGroup, `API_CreateWheel`
_BEGINNING = 40  # characters of a sentence
_BOX = re.compile(
    r"(?:Note|Important|Warning|Notice|Caution|Deprecated|注記|重要|注意|备注|備註|Anmerkung|Wichtig"
    r"|Hinweis|Remarque|Avertissement|Nota|Importante|Aviso|참고|중요)$"
)
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class About:
    """The marks of one page."""

    title: str
    topic: str
    """The title without the product at its end."""
    product: str
    words: frozenset[str]
    path: str
    """Of its addresses, letters and digits only."""
    folder: frozenset[str]
    """The words of its addresses without their last parts."""
    guides: frozenset[str]
    """The parts of these, letters and digits only."""
    host: str
    opening: str
    """The first words of the content."""
    h1: str


def about(page: Page, uris: Iterable[str]) -> About:
    """The marks of a page that was asked for and answered under these URIs."""
    parts = [part.strip() for part in _SEPARATOR.split(page.title) if part.strip()]
    product = page.product or (parts[-1] if len(parts) > 1 else "")
    topic = " - ".join(parts[:-1]) if len(parts) > 1 else page.title
    split = [urlsplit(uri) for uri in dict.fromkeys(uris)]
    paths = unquote(" ".join(f"{one.path} {one.fragment}" for one in split))
    hosts = " ".join(one.hostname or "" for one in split)
    said = f"{page.title} {page.heading} {page.product} {paths} {hosts}"
    words = words_of(said) | words_of(_CAMEL.sub(" ", said))
    folders = [one.path.rpartition("/")[0] for one in split]
    guides = frozenset(_plain(part) for folder in folders for part in folder.split("/")) - {""}
    title = f"{page.title} {page.heading}".strip()
    inside = words_of(" ".join(folders))
    h1 = page.heading or topic or page.title
    plain = "|".join(_plain(unquote(f"{one.path} {one.fragment}")) for one in split)
    return About(title, topic, product, words, plain, inside, guides, hosts, page.opening, h1)


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def own_name(names: tuple[str, ...], page: About, sentence: str = "") -> str | None:
    """The first of these names that is what the page is about, by its marks or by its place."""
    own = next((name for name in names if _is_own(name, page)), None)
    if own is not None or not (sentence and _is_below_heading(sentence, page)):
        return own
    return next((name for name in names if _is_near(name, page)), None)


def stands_in(name: str, page: About) -> bool:
    """Whether the title or the address has the whole name, and not only its words."""
    return _place(name, page.title) is not None or _is_in_path(name, page)


def _is_below_heading(sentence: str, page: About) -> bool:
    """Whether it begins the box right below the first heading: that is on the page's subject."""
    place = page.opening.find(sentence[:_BEGINNING])
    before = _BOX.search(page.opening[: max(0, place)].rstrip())
    return before is not None and page.opening[: before.start()].rstrip().endswith(page.h1)


def _is_near(name: str, page: About) -> bool:
    """It shares a telling word with the guide or the title, and the title says something else."""
    wanted = words_of(_BRACKETS.sub(" ", name)) - _OWNERS
    is_whole = page.h1.lower().startswith(("what is ", "welcome", "overview"))
    near = any(
        other.startswith(word) for word in wanted if len(word) > 2 for other in page.words
    ) or any(word in page.path for word in wanted if len(word) > 5)
    return near and not is_whole and not _is_engine(name, page)


def words_of(text: str) -> frozenset[str]:
    return frozenset(_singular(word.lower()) for word in _WORD.findall(text))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _is_own(name: str, page: About) -> bool:
    plain = _BRACKETS.sub(" ", name)
    wanted = words_of(plain) - {_singular(word) for word in _OWNERS}
    if not wanted:
        return False
    if _is_engine(plain, page) or not (wanted <= page.words or _is_in_path(plain, page)):
        return False
    if not page.product and _is_guide(plain, page):
        return True
    return not (_is_longer(plain, page) or _is_met(plain, wanted, page))


def _is_in_path(name: str, page: About) -> bool:
    """ "Swivel Runner" in `/swivelrunner/latest/`."""
    return _is_within(name, page.path)


def _is_within(name: str, letters: str) -> bool:
    """A name in letters without spaces; of "Amazon Cogs Wheel ID" also `wheelid`."""
    words = [word for word in _WORD.findall(name.lower()) if word not in _OWNERS]
    return any(
        len(joined := _plain("".join(words[first:]))) > 5 and joined in letters
        for first in range(max(1, len(words) - 1))
    )


def _is_guide(name: str, page: About) -> bool:
    """The guide in the address is that of the name: `/amazoncogs/latest/…`."""
    joined = _plain("".join(word for word in _WORD.findall(name.lower()) if word not in _OWNERS))
    return bool({joined, f"amazon{joined}", f"aws{joined}"} & page.guides)


def _is_engine(name: str, page: About) -> bool:
    """An engine or a runtime that the product runs; "SDK for Go" is none, nor Python's own page."""
    head, *rest = _FOR.split(name, maxsplit=1)
    if rest and not (_TOOLS.search(head) or not _VERSION.search(rest[0])):
        head = name  # "Cogs for MySQL 5.7" is a version of the engine
    engines = {word.lower() for word in _WORD.findall(head)} & _ENGINES
    return any(engine not in page.host for engine in engines)


def _is_longer(name: str, page: About) -> bool:
    """The page is about what has a longer name: "Cogs SDK", where Cogs ends."""
    wanted = words_of(_BRACKETS.sub(" ", name))
    for text in (page.product, *([page.topic] if not page.product else [])):
        found = _place(name, text)
        if found is None:
            continue
        rest = _WORD.findall(text[found[1] :])
        following = rest[0] if rest and text[found[1] : found[1] + 1] == " " else ""
        if (
            (following[:1].isupper() or following[:1].isdigit())
            and following.lower() not in _GENERAL
            and _singular(following.lower()) not in wanted
        ):
            return True
    return False


def _is_met(name: str, wanted: frozenset[str], page: About) -> bool:
    """The page only tells how to use it with its own product, or compares them."""
    text = page.topic or page.title
    found = _place(name, text)
    if found is None:  # only a slug has it
        return bool(page.product) and not (
            wanted & words_of(page.product)
            or wanted & page.folder
            or _is_within(name, _plain(text))
            or _is_guide(name, page)
        )
    if _BESIDE.match(text[found[1] :]) and not page.product:
        return True
    if not _WITH.search(text[: found[0]]):
        return False
    if page.product:
        return not (words_of(page.product) - _OWNERS) & wanted
    if _OWNED.search(page.host) and not _OWNED.search(name.lower()):
        return False  # without its owner's name it is a part of what the guide is about
    return bool(page.folder) and not (
        wanted & page.folder
        or any(word in guide for word in wanted if len(word) > 2 for guide in page.guides)
    )


def _place(name: str, text: str) -> tuple[int, int] | None:
    """Where a text has the name, with or without its owner's."""
    short = re.sub(
        r"^(?:The )?(?:Amazon |AWS )?|(?: service| feature)s?$", "", name.strip()
    ).strip()
    start = text.lower().find(short.lower()) if short else -1
    if start < 0:
        return None
    begin = start
    for owner in ("Amazon ", "AWS "):
        if text[:begin].endswith(owner):
            begin -= len(owner)
    return begin, start + len(short)
