"""The rule on redirects to the home page, or to a folder above the page.

Addresses and titles in, plain words out. Where the same thing may be there under a shorter
address, nothing is said: `/item/123/its-name` is `/item/123`.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from linkaudit.model.report import Level, Verdict
from linkaudit.rules.base import (
    Example,
    Rule,
    RuleContext,
    Violation,
    plain_query,
    segments,
    trail,
    without_locale,
)
from linkaudit.rules.soft404.base import holds_fragment, redirected_to
from linkaudit.rules.soft404.forwarders import is_forwarder
from linkaudit.text.locales import is_language
from linkaudit.text.registrable_domain import have_one_owner
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


def _redirect_to_parent(context: RuleContext) -> Violation | None:
    answer = redirected_to(context)
    if answer is None or holds_fragment(context):
        return None
    where = parent_or_home(
        context.request_url, answer.uri, answer.page.title if answer.page else ""
    )
    if where is None:
        return None
    message = f"the page is gone: the link now redirects to {where}, {answer.uri}"
    return Violation(message, (trail(context),))


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
    if have_one_owner(asked, final):
        is_gone = _is_lost_within_site(old, new, title, is_home=home)
    else:
        is_gone = home and _is_lost_to_another_site(asked, old, new)
    if not is_gone:
        return None
    return "the home page" if home else "a page further up"


def _is_lost_within_site(old: list[str], new: list[str], title: str, *, is_home: bool) -> bool:
    """Parts of the path are gone that named the page."""
    if not is_home and old[: len(new)] != new:
        return False
    lost = old if is_home else old[len(new) :]
    return not _is_same(new, lost) and not _is_told(lost[-1], title)


def _is_lost_to_another_site(asked: str, old: list[str], new: list[str]) -> bool:
    """A short link (`/abc`) may lead to another site's home page; a deep one not."""
    is_deep = len(old) > 1 or bool(urlsplit(asked).query)
    return is_deep and not _is_same(new, old)


def _is_chosen(asked: str, final: str) -> bool:
    """Query or fragment of the last URL name a page: `/?p=42`, `/#/docs/intro`."""
    return bool(urlsplit(final).fragment) or plain_query(final) not in ("", plain_query(asked))


def _lost_choice(asked: str, final: str) -> str | None:
    """`/?p=123` that leads to `/` has lost all that chose the page."""
    chosen = [
        key
        for key, value in parse_qsl(plain_query(asked))
        if _CHOOSES.fullmatch(key) and any(map(str.isdigit, value)) and value not in ("0", "1")
    ]
    if not chosen or plain_query(final) or not have_one_owner(asked, final):
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
    return len(parts) == 1 and bool(new) and have_one_owner(asked, final)


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))


def _is_home(asked: list[str], final: list[str]) -> bool:
    """Nothing is left of the path but a language."""
    is_subject = len(final) == 1 and final[0].lower() in _SUBJECTS and final != asked[:1]
    return not without_locale(final) and not is_subject


def _is_same(kept: list[str], lost: list[str]) -> bool:
    """What was lost added nothing to what was kept."""
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
    known = set(re.findall(r"[^\W_]+", title.lower()))
    return max(map(len, words), default=0) > 3 and known.issuperset(words)


RULE = Rule(
    id="redirect-to-parent",
    verdict=Verdict.SOFT_404,
    level=Level.ERROR,
    summary="The redirect leads to the home page or to a folder above the page.",
    why="""
Many sites send every missing page to their home page, or to the folder above it, and answer 200.
Or the redirect loses the parameter that chose the page (`/?p=123` to `/`). Readers do not find
what the link promises.
""",
    example=Example(
        "[the guide](https://docs.example/guides/loading-data)",
        "the page is gone: the link now redirects to the home page, https://docs.example/",
        (
            "https://docs.example/guides/loading-data 301 https://docs.example/",
            "https://docs.example/ 200 <title>Example</title>",
        ),
    ),
    fix="Find the page that has the content now, or remove the link.",
    silent_when="""
The same thing may be under the shorter address: `/item/123/its-name` and `/item/123`,
`/docs/5.1/` and `/docs/`, a page whose title has the words of what was lost, a page that has the
link's fragment, a folder that has a host of its own now. Nor for links that are made to lead
elsewhere: DOIs, short links, `/go/partner`.
""",
    decide=_redirect_to_parent,
)
