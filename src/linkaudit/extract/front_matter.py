"""What an article says of itself before its text begins: the day it was published.

Reads one key of YAML or TOML front matter; the rest is none of our business.
"""

from __future__ import annotations

import re
from datetime import date

from linkaudit.extract.source import FRONT_MATTER, Source
from linkaudit.model.document import Document

_DATE = re.compile(
    r"""^(?:date|published|publishDate)\s*[:=]\s*["']?(\d{4}-\d{2}-\d{2})""", re.MULTILINE
)


def published(document: Document) -> date | None:
    """The day in `date:` (Jekyll, Hugo) of the front matter, if it is one."""
    front = FRONT_MATTER.match(Source.of(document.text).text)
    found = _DATE.search(front["inside"]) if front else None
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
