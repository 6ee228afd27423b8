"""The same notices as AWS's guides carry them in other languages: verb, name, day.

Machine translation varies word order and keeps product names as they are, so a form here is the
verb with the place of the name. One table; a new language is a few rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkaudit.rules.hearing.days import days_in, in_reach
from linkaudit.rules.hearing.said import Said
from linkaudit.text.notices import Event

_ARTICLE = re.compile(r"(?:Der|Die|Das|Le|La|Les|El|Los|O|A|Os) (?=[A-Z])")
_SINCE = re.compile(
    r" (?:à (?:compter|partir) du|dès le|ab(?: dem)?|a partir d(?:el?|o)|desde el|a contar de) ?"
)
_LONGEST = 400  # characters: all but the longest sentences; forms look far from each place
_KEYS = re.compile(
    "サポート|提供|廃止|新規|支持|支援|服务|服務|新客|新用户|新使用者|지원|신규|Support für"
    "|Neukunden|neuen? Kunden|support d|prendre en charge|support pour|nouveaux clients|soporte"
    "|nuevos clientes|clientes nuevos|suporte|novos clientes|end-of-support"
)
"""One of them is in each form: nearly all sentences need not be looked at."""
# In running text of these scripts a name is what is written in Latin letters.
_NAME = r"(?P<name>[A-Z0-9][\x20-\x3f\x41-\x7e]{1,79}?) ?"
_PROPER = (
    r"(?P<name>[A-Z][^\s,;:@]{0,40}(?: (?:for |de |of |para |pour |für )?"
    r"[A-Z0-9(][^\s,;:@]{0,40}){0,7}?)"
)
_ENDS = (
    # Japanese
    rf"{_NAME}(?:の|に対する)(?:サポート|提供)(?:を|が|は)(?:終了|停止|中止)",
    rf"{_NAME}(?:は|が)、?[ @に]{{0,24}}"
    r"(?:end-of-support|サポート(?:が|を)?終了|提供を終了|廃止)",
    # Chinese, simplified and traditional
    r"(?:终止|停止|结束|終止|停止|結束)(?:为|為|对|對)?(?:亚马逊|亞馬遜)? ?"
    rf"{_NAME}(?:的|提供)?(?:支持|支援)",
    rf"{_NAME}(?:已|将|將|已经|已經)?[于於在]? ?@{{0,20}} ?"
    r"(?:终止|停止|結束|结束|終止)(?:支持|支援|服务|服務)",
    # Korean
    rf"{_NAME}(?:에 대한|의)? ?지원(?:을|이) ?(?:종료|중단)",
    # A term that AWS's translations leave in English
    rf"{_PROPER} (?:se |a été |a |hat )?(?:alcanzó|alcanzará|atteint|atteindra|chegou|chegará"
    r"|atingiu|atingirá|erreichte|erreicht)(?: al?| ao| le)? ?(?:el |l['’]|o )?end-of-support",
    # German
    rf"(?:wird|wurde|endet)[ @]{{0,24}} ?der Support für {_PROPER}"
    r"(?: (?:eingestellt|beendet)|[.,]|$)",
    rf"(?:wird|stellt|beendet) (?:AWS )?de[nr] Support für {_PROPER}"
    r" (?:einstellen|beenden|ein\b|eingestellt)",
    rf"Support für {_PROPER} (?:endet|wird[ @am]{{0,28}} (?:eingestellt|beendet))",
    # French
    rf"support (?:de |d['’]|du |pour )(?:l['’])?{_PROPER} (?:sera|est|a été|prendra|cessera)"
    r" (?:interrompu|arrêté|fin\b|terminé|abandonné)",
    r"AWS (?:cessera|mettra fin|arrêtera|interrompra|mettra un terme) ?"
    rf"(?:de prendre en charge|(?:le|au) support (?:de|d['’]|pour)) ?{_PROPER}(?=[.,]|$)",
    # Spanish
    r"(?:finalizará|finalizaremos|dejar(?:á|emos) de ofrecer|pondrá fin (?:a|al)|suspenderá"
    rf"|interrumpirá) ?(?:el )?soporte (?:para|a|de|al) (?:el |la )?{_PROPER}(?=[.,]|$)",
    # Portuguese
    r"(?:encerrará|descontinuará|interromperá) o suporte (?:para|ao|à|do|da) ?(?:o |a )?"
    rf"{_PROPER}(?=[.,]|$)",
    rf"suporte (?:para|ao|à|do|da) ?(?:o |a )?{_PROPER} (?:AWS )?será"
    r" (?:interrompido|encerrado|descontinuado)",
)
_CLOSED = (
    # Japanese
    rf"{_NAME}(?:は|が)、?[^。]{{0,40}}?新規(?:の)?(?:お客様|顧客|ユーザー)[^。]{{0,24}}?"
    r"(?:なく|なり|ません|できず|終了|停止|いただけ|締め切)",
    # Chinese, simplified and traditional
    rf"{_NAME}(?:已|将|將|已经|已經|自 ?@{{1,20}} ?起?)?(?:，|,)?(?:不再?|将不再|將不再)"
    r"(?:向|对|對|提供給|提供给|開放給|开放给|接受|適用於|适用于)"
    r"新(?:客户|客戶|用户|使用者)",
    # Korean
    rf"{_NAME}(?:는|은|을|를|의) [^.]{{0,40}}?신규 (?:고객|사용자)(?:에게|이|을|를)"
    r"[^.]{0,30}?(?:않|없)",
    # German
    rf"{_PROPER} (?:ist|wird|steht|sind)[ @abdem]{{0,30}} "
    r"(?:(?:für )?(?:Neukunden|neuen? Kunden) nicht mehr"
    r"|nicht mehr für (?:Neukunden|neue Kunden))"
    r" (?:verfügbar|geöffnet|zugänglich|offen|zur Verfügung)",
    # French
    rf"{_PROPER} (?:n['’]est|ne sera|n['’]sera) plus (?:ouvert|disponible|accessible|proposé)e?"
    r" (?:aux|pour les|à de) nouveaux clients",
    # Spanish
    rf"{_PROPER} ya no (?:está|estará|se encuentra) (?:disponible|abiert[oa]) (?:para|a) (?:los )?"
    r"(?:nuevos clientes|clientes nuevos)",
    # Portuguese
    rf"{_PROPER} não (?:está|estará) mais (?:disponível|abert[oa]) (?:para|a) novos clientes",
)
_FORMS = (
    *((Event.ENDS, re.compile(text)) for text in _ENDS),
    *((Event.CLOSED, re.compile(text)) for text in _CLOSED),
)


def hear_translated(sentence: str) -> Iterator[Said]:
    """What a sentence in one of eight languages says of an end or a closing."""
    if not _KEYS.search(sentence):
        return
    covered, days = days_in(sentence[:_LONGEST])
    for event, pattern in _FORMS:
        match = pattern.search(covered)
        if match is None:
            continue
        name = _ARTICLE.sub("", match["name"].strip(" ,.@"))
        if name and name != "AWS":
            # What closes today may end on a day that follows.
            since = _SINCE.match(covered, match.end())
            last = since.end() + 1 if since else match.end()
            last = len(covered) if event is Event.ENDS else last
            day = next(in_reach(days, 0, last), None)
            yield Said(event, (name,), day.at if day else None, day.when if day else "")
            return
