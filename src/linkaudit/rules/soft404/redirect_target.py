"""Where a redirect led that leads away from the page: above it, to a search, to an error page.

Addresses and titles in, plain words out. Where the same thing may well be there under a
shorter address, nothing is said: `/item/123/its-name` is `/item/123`.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from linkaudit.rules.base import plain_query, segments, without_locale
from linkaudit.rules.soft404.forwarders import is_forwarder
from linkaudit.text.locales import is_language
from linkaudit.text.uri import host_of

# Parts of a path that name nothing but the folder they are in, or all that the site has.
_SAME_PLACE = frozenset(
    {"-", "_index", "about", "accueil", "all", "alpha", "amp", "beta", "blob", "canary"}
    | {"code", "comments", "content", "contents", "current", "default", "details", "dev", "develop"}
    | {"development", "doc", "docs", "documentation", "edge", "embed", "featured", "head"}
    | {"front-page", "frontpage", "home-page", "homepage"}
    | {"html", "index.php", "info", "inicio", "intro", "introduction", "landing"}
    | {"latest", "login", "main", "main_page", "master", "next", "nightly", "overview"}
    | {"page-1", "pages", "portal", "print", "public", "readme", "release", "releases", "signin"}
    | {"site", "sitepages", "snapshot", "source", "spec", "specification", "src", "stable", "start"}
    | {"startseite", "toc", "tree", "trunk", "v", "version", "versions", "view", "web"}
    | {"welcome", "wiki", "www"}
)
# Countries, regions, and languages whose letters are words elsewhere.
_REGIONS = frozenset(
    {"apac", "asia", "bg", "ca", "el", "emea", "et", "eu", "fa", "gb", "global", "hi", "hr", "in"}
    | {"int", "intl", "lt", "lv", "nb", "sk", "sl", "sr", "us", "ww", "worldwide"}
)
# Views of the thing before them; with a number behind, one of its parts.
_VIEWS = frozenset(
    {"activity", "feed", "followers", "following", "gallery", "likes", "media", "page", "photo"}
    | {"photos", "questions", "replies", "reviews", "rss", "share", "slide", "stargazers", "tab"}
    | {"tabs", "trackback", "watchers", "with_replies"}
)
_VERSION = re.compile(
    r"v?\d{1,4}(?:\.(?:\d{1,4}|x)){0,3}(?:[-.]?(?:a|b|rc|alpha|beta|lts)\d*)?", re.I
)
_ENDING = re.compile(r"\.(?:html?|php|aspx?|jsp|md|rst|txt|xhtml)$")
_TRACKED = re.compile(r"ref=\w*", re.I)  # Amazon's
# Words as well as languages: a page may well move to `/ar/`, on augmented reality.
_SUBJECTS = frozenset({"ar", "cs", "he", "id", "it", "no"})
# Below these a country's sites are told apart: `a.co.uk` and `b.co.uk` are two.
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "go", "gov", "ne", "net", "or", "org"})

# A part of a path that is a number in some store; what follows it is mostly a title.
_ID = re.compile(
    r"\d+|(?:[\w-]+[-_.])\d{3,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{24,64}"
    r"|(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{8,12}|[a-z]{1,3}\d{5,}"
    r"|(?=\w*\d)(?=\w*[A-Z])(?=\w*[a-z])\w{11,40}"
)
_DATE = re.compile(r"(?:19|20)\d\d(?:-\d\d){0,2}|[-\w]+[-_.](?:19|20)\d\d")
# Below these a number is one of a version, and what follows it is a page.
_VERSIONED = re.compile(r"(?:docs?|documentation|manual|guide|reference|api|versions?|help)", re.I)

# The number of a page in Drupal: its front page has one too.
_FRONT = re.compile(r"node/\d+")
# Parameters that choose a page: WordPress's and those of most scripts. Not `page_id`: where a
# page of WordPress is the front page, its number leads there.
_CHOOSES = re.compile(
    r"(?:p|id|nid|tid|attachment_?id|post_?id|article_?id|item_?id|product_?id"
    r"|story_?id|news_?id|topic_?id)",
    re.I,
)
_SEARCH = re.compile(r"(?:search|suche|recherche|buscar|busca|ricerca|zoeken)(?:\.\w{2,5})?", re.I)
_ASKS = frozenset({"q", "s", "query", "search", "keyword", "keywords", "searchterm"})
# Lists that a search may well have taken the place of.
_LISTS = re.compile(
    r"(?:tag|tags|topic|topics|categor(?:y|ies)|collections?|label|labels|keyword|keywords|hashtag|find"
    r"|author|authors|departments?|images?|s|search\w*|results|browse|jobs|query)",
    re.I,
)
_ERROR = re.compile(r"errors?(?:\.\w{2,5})?", re.I)  # alone: `/docs/errors` is a chapter
_ABOUT_ERRORS = re.compile(r"(?<!\d)404(?!\d)|not[-_]?found|\berror", re.I)
_ERROR_PAGE = re.compile(
    r"(?:(?:http[-_]?)?(?:errors?[-_]?)?404(?:[-_]?(?:errors?|page))?(?:[-_]?not[-_]?found)?"
    r"|(?:errors?[-_]?)?(?:page[-_]?)?not[-_]?found|page[-_]?missing|page404|error404"
    r"|(?:seite-)?nicht-gefunden|page-introuvable)(?:\.\w{2,5})?",
    re.I,
)


def parent_or_home(asked: str, final: str, title: str) -> str | None:
    """What a shorter address leads to where the page is gone; None where it may be there."""
    if is_forwarder(asked) or _is_chosen(asked, final) or _has_own_host(asked, final):
        return None
    old, new = segments(asked), segments(final)
    if old == new:
        return _lost_choice(asked, final)
    home = _is_home(old, new)
    if home and _FRONT.fullmatch("/".join(without_locale(old))):
        return None
    if site_of(asked) == site_of(final):
        is_above = home or (len(new) < len(old) and old[: len(new)] == new)
        lost = old if home else old[len(new) :]
        gone = is_above and not _is_same(new, lost) and not _is_told(lost[-1], title)
    else:
        # A short link (`/abc`) may well stand for another site's home page; a deep one not.
        is_deep = len(old) > 1 or bool(urlsplit(asked).query)
        gone = home and is_deep and not _is_same(new, old)
    if not gone:
        return None
    return "the home page" if home else "a page further up"


def search_or_error(asked: str, final: str) -> str | None:
    """What stands in for a page that is gone: an error page or a search; None for a page."""
    old, new = without_locale(segments(asked)), without_locale(segments(final))
    is_error = bool(new) and (_ERROR_PAGE.fullmatch(new[-1]) or _ERROR.fullmatch("/".join(new)))
    if is_error and not _ABOUT_ERRORS.search("/".join(old)):
        return "an error page"
    asks = _ASKS & {key.lower() for key, _ in parse_qsl(urlsplit(final).query, True)}
    is_search = (bool(new) and _SEARCH.fullmatch(new[-1])) or (not new and asks & {"s"})
    # A short link may well stand for a search.
    may_be = is_forwarder(asked) or (len(old) == 1 and site_of(asked) != site_of(final))
    is_list = may_be or any(map(_LISTS.fullmatch, old)) or any(map(_SEARCH.fullmatch, old))
    was_asked = _ASKS & {key.lower() for key, _ in parse_qsl(urlsplit(asked).query, True)}
    if is_search and asks and old and not is_list and not was_asked:
        return "a search"
    return None


def _is_chosen(asked: str, final: str) -> bool:
    """Query or fragment of the last URL name a page: `/?p=42`, `/#/docs/intro`."""
    return bool(urlsplit(final).fragment) or plain_query(final) not in ("", plain_query(asked))


def _lost_choice(asked: str, final: str) -> str | None:
    """`/?p=123` that leads to `/` has lost all that told which page was meant."""
    chosen = [
        key
        for key, value in parse_qsl(plain_query(asked))
        if _CHOOSES.fullmatch(key) and any(map(str.isdigit, value)) and value not in ("0", "1")
    ]
    if not chosen or plain_query(final) or site_of(asked) != site_of(final):
        return None
    return "the home page" if not segments(final) else "the same address without its number"


def _has_own_host(asked: str, final: str) -> bool:
    """What was a folder has a host now: `/tool/` became `tool.example`, `/support` `help.…`."""
    labels = set(host_of(final).split(".")) - set(host_of(asked).split("."))
    new = {_plain(label) for label in labels} - {"www"}
    parts = without_locale(segments(asked))
    for at, part in enumerate(parts, 1):
        name = _plain(part)
        is_label = name in new or (len(name) > 3 and any(name in label for label in new))
        # `/blog/2019/cogs` that leads to the first page of `blog.…` has lost a post.
        if is_label and _is_same(parts[:at], parts[at:]):
            return True
    return len(parts) == 1 and bool(new) and site_of(asked) == site_of(final)


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))


def _is_home(asked: list[str], final: list[str]) -> bool:
    """Nothing is left of the path but a language."""
    is_subject = len(final) == 1 and final[0].lower() in _SUBJECTS and final != asked[:1]
    return not without_locale(final) and not is_subject


def _is_same(kept: list[str], lost: list[str]) -> bool:
    """What was lost told nothing that is not told by what was kept."""
    if kept and lost and lost[0].lower() in _VIEWS:
        return all(map(str.isdigit, lost[1:]))  # `/photo/1`, `/page/7`
    if lost[-2:] == ["page", "1"]:
        lost = lost[:-2]
    if all(map(_is_filler, lost, [*(kept[-1:] or [""]), *lost])):
        return True
    return len(lost) == 1 and bool(kept) and (_is_id(kept) or _stem(lost[0]) == kept[-1].lower())


def _is_filler(part: str, before: str) -> bool:
    name = _stem(part)
    if name.isdigit():  # a version below `/docs`, and a thing for sale below `/items`
        return _VERSIONED.fullmatch(before) is not None
    is_known = {name, part.lower()} & (_SAME_PLACE | _REGIONS) or is_language(name)
    return bool(is_known or _VERSION.fullmatch(name) or _TRACKED.fullmatch(part))


def _stem(part: str) -> str:
    return _ENDING.sub("", part.lower())


def _is_id(parts: list[str]) -> bool:
    last, before = parts[-1], parts[-2] if len(parts) > 1 else ""
    # `/2020/05` is a month; `/docs/6` is a version.
    is_day = len(last) < 3 and any(map(_DATE.fullmatch, parts[-3:-1]))
    if is_day or _DATE.fullmatch(last) or _VERSIONED.fullmatch(before):
        return False
    return len(parts) > 1 and _ID.fullmatch(last) is not None


def _is_told(lost: str, title: str) -> bool:
    """A title that has the words of the lost part: the site is about that, and nothing else."""
    words = re.findall(r"[^\W_]+", _stem(lost))
    told = set(re.findall(r"[^\W_]+", title.lower()))
    return max(map(len, words), default=0) > 3 and told.issuperset(words)


def site_of(uri: str) -> str:
    """The part of a host that one owner has, roughly: its last two labels, or three."""
    labels = host_of(uri).split(".")
    is_deep = len(labels[-1]) == 2 and labels[-2:-1] and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if is_deep else labels[-2:])
