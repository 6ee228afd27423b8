"""Which extractor this is: what another one found is not remembered.

Imports none of what it names: finding out must not cost what remembering saves.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

from linkaudit.version import VERSION

REVISION = 4
"""Raise it when the same text gives another extraction; a test compares the sources."""

_LIBRARIES = ("markdown_it", "mdit_py_plugins")  # they read documents too
_VERSION = re.compile(r"^__version__ = [\"']([^\"']+)", re.MULTILINE)


def extractor() -> str:
    """The version of everything that decides what a document holds."""
    return " ".join([f"linkaudit {VERSION}.{REVISION}", *map(_library, _LIBRARIES)])


def _library(name: str) -> str:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        return f"{name} missing"
    # `importlib.metadata` would say it too, and takes 10 ms to be imported.
    found = _VERSION.search(Path(spec.origin).read_text(encoding="utf-8"))
    return f"{name} {found[1] if found else 'unknown'}"
