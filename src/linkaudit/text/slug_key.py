"""What all slugs of one heading have in common: its letters and digits, without case and accents.

Text in, text out. Which slug a site makes of a heading, its script knows: `Extended Syntax` becomes
`extended-syntax`, `extended_syntax` or `ExtendedSyntax`. The key of each is the same.
"""

from __future__ import annotations

import re
from collections.abc import Set
from unicodedata import normalize

# AnchorJS cuts slugs at 64 characters, others later; a shorter part is no cut slug.
_CUT = 40
# The second heading of a name: `usage-1` (github-slugger), `usage_2` (Python-Markdown).
_NUMBER = re.compile(r"[-_.]\d{1,3}$")


def slug_key(text: str) -> str:
    """The key of a heading or of a slug; empty where it has no letter or digit."""
    return "".join(filter(str.isalnum, normalize("NFKD", text).casefold()))


def is_slug_of_one(fragment: str, keys: Set[str]) -> bool:
    """Whether a fragment could be the slug of a heading with one of these keys."""
    candidates = {slug_key(fragment), slug_key(_NUMBER.sub("", fragment))} - {""}
    if candidates & keys:
        return True
    cut = [one for one in candidates if len(one) >= _CUT]
    return any(key.startswith(one) for one in cut for key in keys)
