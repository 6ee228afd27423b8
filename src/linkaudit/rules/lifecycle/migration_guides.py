"""Whether a page tells how to leave something: a migration guide outlives what one leaves.

Titles and paths in, yes or no out. "Migrating from X to Y" is not about X; "Migrating to X" is.
"""

from __future__ import annotations

import re

# What comes before the name. The last of the small words decides: away from it, or to it.
_VERB = re.compile(r"\b(?:migrat|transition|mov(?:e|ing)\b|switch|upgrad|export)\w*", re.I)
_ALTERNATIVE = re.compile(
    r"\b(?:(?:alternatives?|replacements?|successors?) (?:to|for|of)|replac(?:e|ing))"
    r" (?:(?:an?|the|your) )?$"
    r"|\b(?:instead of|rather than|left|leav(?:e|ing)|abandon\w*|ditch\w*) $",
    re.I,
)
_CHOICE = re.compile(r"\b(?:choos\w+|chose|prefer\w*|pick\w*)\b", re.I)  # one thing over another
_AWAY = frozenset({"from", "off", "of"})
_TOWARDS = frozenset({"to", "into", "onto", "with", "using", "via", "in", "on", "by", "through"})
# What comes behind it: "X end of support", "X service deprecation and migration guide".
_FATE = re.compile(
    r"\W*(?:\w+\W+){0,3}?(?:end[- ]of[- ](?:support|life)|eol|availability[- ]change|deprecation"
    r"|migration guide|retirement)\b",
    re.I,
)
_TO = re.compile(r"\bto\b", re.I)
_PARTS = re.compile(r"(?<!\s)\s+[-–—|:]\s+")


def is_migration_guide(title: str, path: str, names: tuple[str, ...]) -> bool:
    """Whether title or path of a page are about leaving one of these names."""
    words = re.split(r"[\W_]+", path.rstrip("/").rpartition("/")[2].removesuffix(".html"))
    texts = [*_PARTS.split(title), " ".join(words)]
    return any(_leaves(text, name) for text in texts for name in names)


def _leaves(text: str, name: str) -> bool:
    start = text.lower().find(name.lower())
    if start < 0:
        return False
    before, behind = text[:start], text[start + len(name) :]
    if _FATE.match(behind) or _ALTERNATIVE.search(before):
        return True
    if before.lower().endswith(" over ") and _CHOICE.search(before):
        return True
    verb = _VERB.search(before)
    if verb is None:
        return False
    small = re.findall(r"\w+", before[verb.end() :].lower())
    last = next((word for word in reversed(small) if word in _AWAY | _TOWARDS), "")
    if last:
        return last in _AWAY
    # "Migrate Amazon Forecast to …"; but what is upgraded is only left if that is said.
    return not verb[0].lower().startswith("upgrad") and _TO.search(behind) is not None
