"""Texts of tests in which «these marks» stand around what is to be found.

Text in, text and regions out; knows nothing of links or names.
"""

import re

from linkaudit.model.document import Region


def marked(case: str) -> tuple[str, list[Region]]:
    """A case without its marks, and the regions that they stood around."""
    text, places = "", []
    for piece in re.split("([«»])", case):
        if piece in ("«", "»"):
            lines = re.split(r"\r\n|\n|\r", text)
            places.append((len(lines), len(lines[-1]) + 1))
        else:
            text += piece
    return text, [Region(*places[n], *places[n + 1]) for n in range(0, len(places), 2)]
