"""Which part of a path is a language, as sites put it at the start: `/en/`, `/de-AT/`, `/zh_hans/`.

A table of words. Two letters alone prove nothing: `/ai/` is a subject, and so is `/ar-vr/`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# Languages (ISO 639-1) with the countries (ISO 3166-1) or scripts (ISO 15924) that sites put
# behind them. The pairs are written out, since any two letters may be two words: DeFi, AR/VR.
# `jp`, `kr`, `cn` and `tw` are countries that stand for their language.
_PLACES: Mapping[str, str] = {
    "ar": "ae bh dz eg iq jo kw lb ly ma om qa sa sy tn xa ye 001",
    "cn": "",
    "cs": "cz",
    "da": "dk",
    "de": "at ch de li lu",
    "en": "au bz ca eu gb hk ie in jm my ng nz ph sg tt uk us za 001",
    "es": "ar bo cl co cr do ec es gt hn la mx ni pa pe pr py sv us uy ve 419 xl",
    "fi": "fi",
    "fr": "be ca ch fr lu ma",
    "he": "il",
    "hu": "hu",
    "id": "id",
    "it": "ch it",
    "ja": "jp",
    "jp": "",
    "ko": "kr",
    "kr": "",
    "nl": "be nl",
    "no": "no",
    "pl": "pl",
    "pt": "br pt",
    "ro": "md ro",
    "ru": "by kz ru ua",
    "sv": "fi se",
    "th": "th",
    "tr": "cy tr",
    "tw": "",
    "uk": "ua",
    "vi": "vn",
    "zh": "cn hans hant hk mo sg tw",
}
_KNOWN = frozenset(
    name
    for language, places in _PLACES.items()
    for name in (language, *(f"{language}-{place}" for place in places.split()))
)
_SCRIPT = re.compile(r"(?<=^zh-)(hans|hant)-(?=[a-z]{2}$)")


def is_language(segment: str) -> bool:
    """Whether a part of a path is a language, with or without a country."""
    return _SCRIPT.sub("", segment.lower().replace("_", "-")) in _KNOWN


_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE | re.ASCII)


def may_be_language(name: str) -> bool:
    """Whether a name has the form of a language tag (BCP 47), where only such are expected."""
    return bool(_CODE.fullmatch(name.replace("_", "-")))
