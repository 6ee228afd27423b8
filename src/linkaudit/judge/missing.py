"""What a title says where the page is missing, in the languages of the web's larger half.

Titles and addresses in, yes or no out. A whole part of the title must say it: an article
*about* missing pages has more words there, or speaks of them in its address.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_404 = r"(?:(?:http\s*)?(?:error|fehler|erreur|errore|erro|fout|ошибка)?\s*404(?:\s*error)?)"
_THING = (
    r"(?:page|content|document|article|site|product|item|listing|post|topic|question|entry"
    r"|resource|file|profile|account|repository|user|video|space|object|project)"
)
_APOLOGY = (
    r"(?:(?:(?:we[’']re\s+)?sorry|(?:wh)?oops|uh[ -]oh|oups|ups|hoppla)\s*[,!.]*\s+(?:but\s+)?)"
)
_SAID = (
    r"(?:this\s+|the\s+|that\s+)?(?:requested\s+)?"
    rf"{_THING}\s+(?:you(?:['’]re| are) looking for\s+)?"
    r"(?:(?:was|is|has|could|can?)?\s*(?:not|n['’]t|no longer)\s*"
    r"(?:be\s+|been\s+)?(?:found|available|exists?)(?: any ?more)?"
    r"|does(?: not|n['’]t) exist(?: yet)?|unavailable|missing"
    r"|(?:(?:was|has been) )?(?:removed|deleted))",
    r"(?:this )?account (?:has been )?suspended|410(?: gone)?",
    rf"no such {_THING}",
    r"the page you (?:requested|were looking for) (?:cannot|could not|can['’]t) be found",
    r"we (?:can(?:no|['’])t|could(?: not|n['’]t)) find (?:that|the|this) page",
    rf"{_404} \(not found\)!*1?",
    r"not\s+found",
    r"nothing found",
    r"oops!",
    # German, Dutch
    r"(?:die |diese )?(?:angeforderte |gewünschte )?(?:seite|inhalt|produkt|artikel|dokument)"
    r" (?:(?:wurde|konnte|ist) )?(?:leider )?(?:nicht (?:mehr )?)"
    r"(?:gefunden(?: werden)?|verfügbar|vorhanden)",
    r"(?:die |diese )?seite existiert (?:leider )?nicht(?: mehr)?",
    r"(?:de )?pagina (?:is )?niet gevonden",
    # French
    r"(?:la |cette )?(?:page|produit|article) (?:est )?"
    r"(?:non trouvée?|introuvable|inexistante?|indisponible)",
    r"(?:la |cette )page n[’']existe (?:pas|plus)",
    # Spanish, Italian, Portuguese
    r"(?:la )?p[áa]gina (?:no|non|não) (?:encontrada|trovata|disponib(?:le|ile)|disponível|existe)",
    r"(?:la |questa )?pagina non (?:è stata )?trovata|(?:la |questa )?pagina non esiste(?: più)?",
    r"no se (?:ha encontrado|encontr[óa]) la página",
    # Polish, Russian, Swedish, Turkish, Japanese, Chinese, Korean
    r"nie znaleziono strony|strona nie (?:została znaleziona|istnieje)",
    r"страница не (?:найдена|существует)",
    r"sidan (?:kunde inte hittas|hittades inte)|sayfa bulunamadı",
    r"(?:お探しの)?ページが?は?(?:見つかりません(?:でした)?|存在しません)",
    r"页面(?:不存在|未找到)|找不到(?:页面|網頁)|頁面不存在|페이지를 찾을 수 없습니다",
)
_MISSING = re.compile(
    rf"(?:{_404}\s*[:,–—-]?\s*)?{_APOLOGY}?(?:{'|'.join(_SAID)})[.!。]?(?:\s*[(-]?\s*#?{_404}\)?)?"
    rf"|{_404}!?",
    re.I,
)
_PARTS = re.compile(r"\s+[|–—·•:»«-]\s+|\s*\|\s*")
# What an address has that leads to an article on errors: `/HTTP/Status/404`.
_ABOUT_ERRORS = re.compile(
    r"(?<!\d)404(?!\d)|not[-_]?found|errors?(?![a-z])|status[-_]?codes?|troubleshoot", re.I
)
# What else the title of such an article has.
_ABOUT_WORDS = re.compile(
    r"\b(?:status|error) codes?\b|\bHTTP\b|\btroubleshoot|\bglossar|\bdictionary\b"
    r"|\bwikip[eé]dia\b|\b(?:lyrics|documentary|novel|poem|song|album|band)\b",
    re.I,
)


def says_missing(title: str, asked: str) -> bool:
    """Whether a title says that its page is missing, and the link did not ask for such words."""
    address = f"{urlsplit(asked).path}?{urlsplit(asked).query}"
    if _ABOUT_ERRORS.search(address) or _ABOUT_WORDS.search(title):
        return False
    parts = [part.strip() for part in _PARTS.split(title)]
    said = next((part for part in parts if _MISSING.fullmatch(part)), "")
    # `/films/oops`: a work may well have such a name.
    return bool(said) and _slug(said) not in _slug(unquote(address))


def _slug(text: str) -> str:
    return "-".join(re.findall(r"\w+", text.lower()))
