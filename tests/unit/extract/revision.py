"""The sources that decide what a document holds, and the note of their last revision."""

import json
from hashlib import sha256
from pathlib import Path

from linkaudit import extract
from linkaudit.extract.version import REVISION

NOTE = Path(__file__).with_name("revision.json")
# What a page can be pointed at, names in the text, and who does the work, is remembered nowhere.
_OTHERS = frozenset(
    {
        *("anchors.py", "slugs.py", "name_prefilter.py", "prose.py", "inline_text.py"),
        *("escaping.py", "parallel.py", "resolve.py", "version.py", "__init__.py"),
    }
)


def note() -> str:
    """The revision, and one number for all its sources."""
    sources = sha256()
    for path in sorted(Path(extract.__path__[0]).rglob("*.py")):
        if path.name not in _OTHERS:
            sources.update(path.name.encode() + path.read_bytes())
    return json.dumps({"revision": REVISION, "sources": sources.hexdigest()}, indent=2) + "\n"
