"""What linkaudit says of each link of a site, in the words of the cases."""

from __future__ import annotations

import re
from pathlib import Path

import linkaudit
from tests.sites.sources import write

_WORDS = {"ok": "ok", "dead": "dead", "anchor-missing": "fragment", "skipped": "skip"}
_LABEL = re.compile(r"[a-z]\d\d")


def verdicts(name: str, folder: Path) -> dict[str, str]:
    """The verdict on each labelled link, offline."""
    write(name, folder)
    report = linkaudit.audit(folder=folder, offline=True)
    return {
        result.link.text: _WORDS.get(result.verdict.value, result.verdict.value)
        for result in report.results
        if _LABEL.fullmatch(result.link.text)
    }
