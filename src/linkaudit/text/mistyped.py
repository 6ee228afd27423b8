"""What a link means whose scheme is misspelt or missing: `htp://`, `http//`, `www.a.example`.

Text in, text out. Whether a file of that name is there, others look; only names are known here.
"""

from __future__ import annotations

import re

from linkaudit.text.schemes import KNOWN

# `https://` and a host: nearly every link, so nothing else is tried on it. A scheme written
# twice (`https://http://`) is let through by no path: `https://http:8080/` is a host.
# More slashes than two, or backslashes, are no slip to a browser (WHATWG URL §4.4).
_SOUND = re.compile(r"https?:[/\\]{2,}+(?!https?(?:;|:(?!\d)|//)).", re.I | re.S)
_BEGINNING = re.compile(r"([^\W_][\w+-]*+(?:\.[\w+-]++)*+) ?([:;.,]*+) ?([/\\]*+)", re.A)
_ODD = re.compile(r"[^\s/?#:\\]+://")
_WEB = ("http", "https")
_LONGEST_SHOWN = 20
_LONGEST = 10  # letters of a word that may be a slip for one of six
_TWICE = re.compile(r"(?:https?[:;]*[/\\]+)+(?=https?(?:;|:(?!\d)|//))", re.I)
_PORT = re.compile(r":[0-9]{1,5}(?=[/?#]|$)", re.A)
_MAIL = frozenset({"email", "e-mail"})
_ADDRESS = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)(?:\?\S*)?")
_HOST = re.compile(r"(?!-)[^\W_][\w-]*(?:\.[^\W_][\w-]*)+")
_V4 = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}", re.A)

# The endings of hosts that links without a scheme have most, and all of countries (ISO 3166-1).
_ENDINGS = """
    com org net edu gov mil int info biz app dev cloud page site online tech blog wiki news
    shop store xyz design agency digital studio systems software tools website academy games
    google aws arpa example test invalid onion
    ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs
    bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee
    eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm
    hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb
    lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz
    na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs
    ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl
    tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
"""
# Those that are endings of files too: a name that ends so is a file's.
_OF_FILES = """
    ac ai am as cc cl do in la md me mk ml mm mo pl pm ps py rs sc sh so st sv td tf
"""
# With a path behind it, a folder would have to be named so.
_OF_FILES_AND_FOLDERS = frozenset({"md", "py"})
_HOSTS, _FILES = frozenset(_ENDINGS.split()), frozenset(_OF_FILES.split())


def scheme_meant(url: str) -> tuple[str, str] | None:
    """The beginning that is wrong, and the URL as it was meant; None for a scheme in order.

    The URL is empty where it cannot be guessed.
    """
    if _SOUND.match(url):
        return None
    if url.startswith("://"):
        return "://", f"https{url}"
    if twice := _TWICE.match(url):
        rest = url[twice.end() :]
        inner = scheme_meant(rest)
        return twice[0], inner[1] if inner else rest
    odd = _ODD.match(url)
    if odd is not None and not odd[0].isascii():
        return odd[0], ""
    begun = _BEGINNING.match(url)
    if begun is None:
        return None
    word, mark, slashes = begun[1].lower(), begun[2], begun[3]
    rest = url[begun.end() :]
    if not rest:
        return None
    if word in _WEB:
        is_folder = ":" not in mark and len(slashes) < 2  # `http/`
        is_sound = begun[0].lower() == f"{word}://"
        return None if is_folder or is_sound else (begun[0], f"{word}://{rest}")
    if ":" not in mark and len(slashes) < 2:
        return None
    if ":" in mark and _is_host_with_port(word, url):
        return f"{begun[1]}:", f"{'http' if word == 'localhost' else 'https'}://{url}"
    if word in KNOWN or (word in _MAIL and "@" not in rest):
        return None
    near = _near(word, slashes, rest) if len(word) <= _LONGEST else None
    if near is None:
        return None
    return begun[0], f"mailto:{rest}" if near == "mailto" else f"{near}://{rest}"


def trouble(url: str) -> str:
    """What is wrong with the scheme of a URL, in words; empty for one in order."""
    found = scheme_meant(url)
    if found is None:
        return ""
    beginning, meant = found
    scheme = meant.partition(":")[0]
    hint = f"{scheme}:" if scheme == "mailto" else f"{scheme}://"
    asked = f"did you mean “{hint}”?" if meant else "a scheme is written in ASCII"
    return f"“{beginning[:_LONGEST_SHOWN]}” is not a URL scheme; {asked}"


def host_meant(url: str) -> str | None:
    """The URL that a link without a scheme means if its path is no file's: a host, an address."""
    if address := _ADDRESS.fullmatch(url):
        return f"mailto:{url}" if _is_host(address[1], has_path=False) else None
    name = re.split(r"[/?#\\]", url, maxsplit=1)[0]
    rest = url[len(name) :]
    host, _, port = name.partition(":")
    if port and not _PORT.fullmatch(f":{port}"):
        return None
    is_local = host == "localhost" and (port or rest.startswith("/"))
    if is_local or _V4.fullmatch(host):
        return f"http://{url}"
    has_path = len(rest) > 1 and rest[0] in "/\\"
    return f"https://{url}" if _is_host(host, has_path=has_path) else None


def _is_host_with_port(word: str, url: str) -> bool:
    has_port = _PORT.match(url, len(word)) is not None
    return has_port and (word == "localhost" or _is_host(word, has_path=True))


def _is_host(name: str, *, has_path: bool) -> bool:
    if not _HOST.fullmatch(name):
        return False
    labels = name.lower().split(".")
    if labels[0] == "www" and len(labels) > 2:
        return True
    of_files = _OF_FILES_AND_FOLDERS if has_path else _FILES
    ending = labels[-1]
    if ending.startswith("xn--"):
        return True
    if ending not in _HOSTS or ending in of_files:
        return False
    # `README.de` is a file in German; people write hosts in lower case.
    return len(ending) > 2 or name == name.lower()


def _near(word: str, slashes: str, rest: str) -> str | None:
    """The scheme that a word was to be: a slip of the fingers away, and no other's name."""
    # Imported here: few documents have an unknown scheme.
    from rapidfuzz.distance import OSA

    def slips(name: str) -> int:
        return OSA.distance(word, name)

    web = min(map(slips, _WEB))
    only_letters = len(word) > 2 and set(word) <= set("htps")
    most = (2 if only_letters else 1) - (len(slashes) < 2)
    if web <= most:
        return "https"
    if len(word) > 2 and set(word) <= set("ftps") and slips("ftp") == 1 and len(slashes) > 1:
        return "ftp"
    is_mail = "@" in rest and not slashes
    return "mailto" if is_mail and (word in _MAIL or slips("mailto") <= 2) else None
