"""Characters that no reader sees, or that turn the order of letters round (UTS 39 §2, UAX 9).

Text in, words out: which of them a URL holds, and how to write it if it is meant.
"""

from __future__ import annotations

import re
from urllib.parse import quote

# The joiners U+200C and U+200D are spelling, in Persian and in emoji; beside ASCII they are not.
_UNSEEN = re.compile(
    "[\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0001-\U000e007f]|(?<=[!-~])[\u200c\u200d]|[\u200c\u200d](?=[!-~])"
)


def invisible_trouble(url: str) -> str:
    """What is wrong with a URL that holds such a character; empty where it holds none."""
    found = _UNSEEN.search(url)
    if found is None:
        return ""
    name, code = f"U+{ord(found[0]):04X}", quote(found[0])
    return f"the URL holds an invisible character, {name}; remove it, or write it as {code}"
