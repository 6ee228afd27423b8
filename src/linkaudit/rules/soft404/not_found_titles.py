"""What a title says where the page is missing, in the languages of the web's larger half.

Titles and addresses in, yes or no out. A whole part of the title must say it: an article
*about* missing pages has more words there, or speaks of them in its address.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

_404 = r"(?:(?:http\s*)?(?:(?:error|fehler|erreur|errore|erro|fout|ошибка)\s*)?404(?:\s*error)?)"
_THING = (
    r"(?:page|content|document|article|site|website|product|item|listing|post|topic|question|entry"
    r"|resource|file|profile|account|repository|user|video|space|object|project|job(?: posting)?"
    r"|event|course|package|app|blog|game|book|recipe|image|album|answer|story|url|link|gist|paste"
    r"|plugin|extension|thread|channel|offer|property|store|shop|ad|auction|community)"
)
_APOLOGY = (
    r"(?:(?:(?:we[’']re\s+)?sorry|(?:wh)?oops|uh[ -]oh|oups|ups|hoppla|抱歉|对不起)"
    r"\s*(?:[,!.，！]+\s*)?(?:but\s+)?)"
)
_SOUGHT = r"you(?:['’]re| are| were|['’]ve)? (?:looking for|requested|tried to reach)"
_WHEN = r"(?: any ?more| yet| right now| at the moment| at this time)?"
_SAID = (
    r"(?:this\s+|the\s+|that\s+)?(?:requested\s+)?"
    rf"{_THING}\s+(?:{_SOUGHT}\s+)?"
    r"(?:(?:(?:was|is|has|could|can?)\s*)?(?:not|n['’]t|no longer)\s*"
    rf"(?:be\s+|been\s+)?(?:found|available|exists?){_WHEN}"
    rf"|does(?: not|n['’]t) exist{_WHEN}|(?:is )?(?:currently )?unavailable|missing"
    r"|(?:(?:was|has been) )?(?:removed|deleted)|(?:has )?expired)",
    r"(?:this )?(?:account|site|website|store) (?:has been )?suspended|410(?: gone)?",
    rf"no such {_THING}",
    rf"we (?:can(?:no|['’])t|could(?: not|n['’]t)) find (?:that|the|this) {_THING}"
    rf"(?:\s+{_SOUGHT})?",
    rf"{_404} \(not found\)!*1?",
    r"(?:404 )?error page|page 404|404\s*(?:错误|錯誤|エラー|오류)",
    # German, Dutch, Danish, Norwegian, Swedish
    r"(?:die |diese )?(?:angeforderte |gewünschte )?(?:seite|inhalt|produkt|artikel|dokument)"
    r" (?:(?:wurde|konnte|ist) )?(?:leider )?(?:nicht (?:mehr )?)"
    r"(?:gefunden(?: werden)?|verfügbar|vorhanden)",
    r"(?:die |diese )?seite existiert (?:leider )?nicht(?: mehr)?",
    r"(?:de )?pagina (?:is )?niet gevonden",
    r"siden (?:blev ikke fundet|ble ikke funnet|findes ikke|finnes ikke)|fant ikke siden",
    r"sidan (?:kunde inte hittas|hittades inte)",
    # French
    r"(?:la |cette )?(?:page|produit|article) (?:est )?"
    r"(?:non trouvée?|introuvable|inexistante?|indisponible)",
    r"(?:la |cette )page n[’']existe (?:pas|plus)",
    # Spanish, Catalan, Italian, Portuguese, Romanian
    r"(?:la )?p[áa]gina (?:no|non|não) (?:encontrada|trovata|disponib(?:le|ile)|disponível|existe)",
    r"(?:la |questa )?pagina non (?:è stata )?trovata|(?:la |questa )?pagina non esiste(?: più)?",
    r"no (?:se (?:ha encontrado|encontr[óa])|encontramos) la página",
    r"la página que (?:buscas?|busca usted) no existe|a página não foi encontrada",
    r"no s['’]ha trobat la pàgina|pagina nu (?:a fost găsită|există)",
    # Polish, Czech, Russian, Ukrainian, Finnish, Hungarian, Greek, Turkish
    r"nie znaleziono strony|strona nie (?:została znaleziona|istnieje)",
    r"stránka (?:nenalezena|nebyla nalezena|neexistuje)",
    r"страница не (?:найдена|существует)|сторінку не знайдено",
    r"sivua ei (?:löytynyt|löydy)|az oldal nem található|η σελίδα δεν βρέθηκε",
    r"(?:aradığınız )?sayfa bulunamadı",
    # Arabic, Hebrew, Indonesian, Vietnamese, Thai, Japanese, Chinese, Korean
    r"الصفحة غير موجودة|העמוד לא נמצא|halaman tidak ditemukan"
    r"|không tìm thấy trang|ไม่พบหน้า\S*",
    r"(?:お探しの)?ページが?は?(?:見つかりません(?:でした)?|存在しません)",
    r"(?:您访问的)?页面(?:不存在|未找到|没有找到)|找不到(?:页面|網頁)|頁面不存在"
    r"|페이지를 찾을 수 없습니다",
)
_PREFIX = rf"(?:(?:{_404}|error|fehler|erreur)\s*(?:[:,–—-]\s*)?)?"
_SUFFIX = rf"[.!。]?(?:\s*(?:[(-]\s*)?#?{_404}\)?)?"
_MISSING = re.compile(
    rf"{_PREFIX}{_APOLOGY}?(?:{'|'.join(_SAID)}){_SUFFIX}|(?:error|erreur|fehler) 404!?", re.I
)
# Words that works, flights and numbers have for a name as well: something else must confirm it.
_WEAK = re.compile(
    rf"{_PREFIX}{_APOLOGY}?(?:not\s+found|nothing found|oops!|nicht gefunden"
    rf"|nothing (?:to see )?here){_SUFFIX}|{_404}!?|404 page",
    re.I,
)
_CONFIRMS = re.compile(
    r"not? (?:be )?(?:found|find|exist)|n['’]t (?:find|exist|be found)|does not|missing|moved"
    r"|removed|deleted|no longer|error|broken|typed|request|looking for|address|url|link|sorry"
    r"|lost|home ?page|nicht|introuvable|trouv|encontr|trovat|найден|不存在|見つかり",
    re.I,
)
_FEW = 30  # characters beside the title: a page that says no more is about nothing
# Tomcat's and others', whole: in a part of a title, `HTTP` makes an article of it.
_WHOLE = re.compile(r"http (?:status |error )?404(?:[.:]0)?(?: [–-] (?:not found|/.*))?", re.I)
_PARTS = re.compile(r"(?<!\s)\s+(?:[|–—·•:»«/-]|::)\s+|(?:(?<!\s)\s+)?[|｜]\s*")
_SENTENCES = re.compile(r"(?<=[.!?。])\s+")
# What an address has that leads to an article on errors: `/HTTP/Status/404`.
_ABOUT_ERRORS = re.compile(
    r"(?<!\d)404(?!\d)|not[-_]?found|errors?(?![a-z])|status[-_]?codes?|troubleshoot", re.I
)
# What else the title of such an article has; or of an issue, by its number.
_ABOUT_WORDS = re.compile(
    r"\b(?:status|error) codes?\b|\bHTTP\b|\btroubleshoot|\bglossar|\bdictionary\b"
    r"|\bwikip[eé]dia\b|\b(?:lyrics|documentary|novel|poem|song|album|band)\b|#(?!404\b)\d",
    re.I,
)


def is_not_found_title(title: str, asked: str, *, final: str = "", opening: str = "") -> bool:
    """Whether a title says that its page is missing, and the link did not ask for such words.

    `final` is where the link led to, `opening` what else the page says, as far as they are known.
    """
    if not _may_say_so(title):
        return False
    address = f"{urlsplit(asked).path}?{urlsplit(asked).query}"
    if _ABOUT_ERRORS.search(address):
        return False
    if _WHOLE.fullmatch(title) and _is_confirmed(title, opening):
        return True
    parts = [part.strip() for part in _PARTS.split(title)]
    if _ABOUT_WORDS.search(title) or any(_is_number_in(part, address) for part in parts):
        return False
    said = next((part for part in parts if _MISSING.fullmatch(part)), "")
    if not said:
        said = next((part for part in parts if _WEAK.fullmatch(part)), "")
        if not said or not _is_confirmed(title, opening):
            return False
    # `/films/oops`: a work may well have such a name.
    return not any(_slug(said) in _slug(unquote(uri)) for uri in (address, final))


# Asked first, and once of each title: it is no for nearly all, and whatever else there is to be
# looked at took four fifths of the judging. Two rules ask it, before and after the second round.
@lru_cache(maxsize=1024)
def _may_say_so(title: str) -> bool:
    """Whether the title or a part of it has such words at all."""
    if _WHOLE.fullmatch(title):
        return True
    parts = [part.strip() for part in _PARTS.split(title)]
    return any(_MISSING.fullmatch(part) or _WEAK.fullmatch(part) for part in parts)


def has_not_found_sentence(text: str, asked: str) -> bool:
    """Whether a whole sentence of a text says that its page is missing."""
    if _ABOUT_ERRORS.search(urlsplit(asked).path):
        return False
    return any(_MISSING.fullmatch(sentence) for sentence in _SENTENCES.split(text))


def _is_number_in(part: str, address: str) -> bool:
    """`1234 – Page not found` at `?id=1234` is a ticket."""
    return part.isdigit() and part in address


def _is_confirmed(title: str, opening: str) -> bool:
    rest = opening.replace(title, "")
    for part in _PARTS.split(title):
        rest = rest.replace(part, "", 1) if part else rest
    return len(rest.strip()) < _FEW or _CONFIRMS.search(rest) is not None


def _slug(text: str) -> str:
    return "-".join(re.findall(r"\w+", text.lower()))
