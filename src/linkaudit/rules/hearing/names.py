"""The names of products in English sentences: read backwards from a verb, or forwards from it.

Words in, names and what stands before them out. A name is told by its capitals; whose it is,
`subject.py` says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MOST = 36  # words of a name, or of several
_WORD = re.compile(r"\([^()\s][^()]{0,80}\)[,;:.]?|[^\s()]+|[()]")
_PROPER = re.compile(r"[\"“‘']?(?:\.?[A-Z0-9]|[a-z]{1,2}[A-Z]|v\d)")
_SMALL = frozenset({"for", "of", "on", "with", "in", "to", "and", "&", "or", "as", "by", "version"})
# Small words that may end a name: "the Cogs Lens feature".
_THE_KINDS = """
service services feature features plan tool console app application library edition experience
agent agents api apis version versions instances sdk cli toolkit plugin standalone preview
"""
_KINDS = frozenset(_THE_KINDS.split())
# Capitals at the beginning of a sentence that are no name.
_THE_NO_NAMES = """
the a an all any both each every some most many other another such no none our your their his
her its my it they we you he she i this that these those there here who what which when where
why how if once while until unless whether because since as after before during from on in at by
for with without to of support access availability note notice warning important attention
caution tip new old existing current customers users starting effective beginning please however
also additionally and but or so not yes no january february march april may june july august
september october november december today now is are was were will does do did can only end
deprecated archived update announcement see learn use using because registration sign-ups
"""
_NO_NAMES = frozenset(_THE_NO_NAMES.split())
_ARTICLES = frozenset({"the", "The", "THE"})


@dataclass(frozen=True, slots=True)
class Subject:
    """Names, and the text before them."""

    names: tuple[str, ...]
    before: str


def name_before(text: str) -> Subject | None:
    """The name that a text ends with: "In May, the Acme Cog" gives "Acme Cog"."""
    words = list(_WORD.finditer(text))
    taken = _taken_back([word[0] for word in words])
    words_taken = words[len(words) - taken :]
    while words_taken and words_taken[0][0].strip("\"“‘'*_").lower().rstrip(",:") in _NO_NAMES:
        words_taken = words_taken[1:]
    while words_taken and not _is_proper(words_taken[0][0]):
        words_taken = words_taken[1:]
    if not words_taken:
        return None
    start = words_taken[0].start()
    before = text[:start].rstrip()
    article = before.rpartition(" ")[2]
    if article == "The":
        start, before = text.rfind("The", 0, start), before[:-3].rstrip()
    elif article in _ARTICLES:
        before = before[: -len(article)].rstrip()
    return Subject(_split(text[start:]), before)


def _taken_back(words: list[str]) -> int:
    taken = 0
    for word in reversed(words):
        if taken >= _MOST or not _continues_back(word, words, taken):
            break
        taken += 1
    return taken


def _continues_back(word: str, words: list[str], taken: int) -> bool:
    index = len(words) - taken - 1
    last = taken == 0
    if word.startswith("(") and len(word) > 1:
        is_list = word.endswith(",") and "and" in words[index + 1 :]
        return index > 0 and not word.endswith((";", ":")) and (word.endswith(")") or is_list)
    if word[-1] in ";:!?" or word.endswith("."):
        return word[-1] == "." and not last and _is_proper(word) and len(word) <= 4  # "Inc."
    if word.endswith(","):
        # Within a list: "Acme Cog, Acme Wheel, and Acme Nut"; the last of a list has an "and".
        rest = words[index + 1 :]
        is_list = "and" in rest or "or" in rest
        return last is False and is_list and _is_proper(word)
    if _is_proper(word):
        return True
    low = word.lower()
    if low in _KINDS and (
        last or words[index + 1].lower() in _KINDS or _is_version(words[index + 1])
    ):
        return True
    if last or low not in _SMALL:
        return False
    left = words[index - 1] if index else ""
    return low in ("version", "and") or left.endswith((")", "),")) or _is_proper(left.rstrip(","))


def _is_version(word: str) -> bool:
    return word[:1].isdigit() or (word[:1] in "vV" and word[1:2].isdigit())


def _is_proper(word: str) -> bool:
    return _PROPER.match(word) is not None and not word.startswith("@")


def name_after(text: str) -> tuple[tuple[str, ...], str] | None:
    """The name that a text begins with, and what follows: "the Acme Cog on Monday"."""
    words = list(_WORD.finditer(text, 0, 400))
    if words and words[0][0].lower() in ("the", "its", "our"):
        words = words[1:]
    if not words or not _is_proper(words[0][0]) or words[0][0].lower() in _NO_NAMES:
        return None
    end = words[0].end()
    for index, word in enumerate(words[:_MOST]):
        said = word[0]
        if not _continues(said, words, index):
            break
        end = word.end()
        if said[-1] in ",;:!?" and not _goes_on(said, words, index):
            break
        if said.endswith(".") and len(said) > 4:
            break
    name = text[words[0].start() : end].rstrip(",;:!?.\"”’'")
    return _split(name), text[words[0].start() + len(name) :]


def _continues(said: str, words: list[re.Match[str]], index: int) -> bool:
    low = said.lower().rstrip(",.;:!?")
    if said.startswith("(") and len(said) > 1:
        return True
    if _is_proper(said):
        return True
    if low in _KINDS:
        return True
    following = words[index + 1][0] if index + 1 < len(words) else ""
    return low in _SMALL and low not in ("to", "as", "on", "in", "by") and _is_proper(following)


def _goes_on(said: str, words: list[re.Match[str]], index: int) -> bool:
    if not said.endswith(","):
        return False
    rest = [word[0] for word in words[index + 1 : index + 8]]
    return bool(rest) and (_is_proper(rest[0]) or rest[0] in ("and", "or")) and "and" in rest


_BETWEEN = re.compile(r",? (?:and|or) (?:the )?(?=[A-Z0-9.])|, (?:the )?(?=[A-Z0-9.])")


def _split(text: str) -> tuple[str, ...]:
    """One name, or several: those of a list, and the whole where it may be one."""
    whole = text.strip().strip("\"“”‘’'*_").rstrip(",")
    parts = [part for part in _BETWEEN.split(whole) if part]
    return (whole, *parts) if len(parts) > 1 else (whole,)
