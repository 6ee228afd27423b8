"""What @mdx-js/mdx reads in our cases: links with their places, and headings.

`python -m tests.oracles.mdx FOLDER` asks it and writes `mdx.json`; in FOLDER, npm has installed
@mdx-js/mdx, remark-gfm and remark-frontmatter. Tests only read that file.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ANSWERS = Path(__file__).with_suffix(".json")
CASES = Path(__file__).with_suffix("")
_SCRIPT = Path(__file__).with_suffix(".mjs")


@dataclass(frozen=True, slots=True)
class Read:
    """One document: what it holds, and what MDX reads there."""

    name: str
    text: str
    links: tuple[tuple[str, str, int, int], ...]
    """Kind, URL, and where the link begins; of definitions, the line is all that counts."""
    headings: tuple[str, ...]


def cases() -> list[Read]:
    """Every document of the folder, with what is known of it."""
    known = json.loads(ANSWERS.read_text("utf-8"))["documents"]
    return [
        Read(
            path.stem,
            path.read_text("utf-8"),
            tuple(tuple(link) for link in known[path.name]["links"]),
            tuple(known[path.name]["headings"]),
        )
        for path in sorted(CASES.glob("*.mdx"))
    ]


def _ask(folder: Path) -> str:
    command = ["node", str(_SCRIPT), str(CASES)]
    said = subprocess.run(command, cwd=folder, capture_output=True, check=True)
    found = json.loads(said.stdout)
    wrong = {name: seen["error"] for name, seen in found["documents"].items() if "error" in seen}
    if wrong:
        raise SystemExit(f"no MDX: {wrong}")
    rows = ",\n".join(
        f"  {json.dumps(name)}: {json.dumps(seen, ensure_ascii=False)}"
        for name, seen in found["documents"].items()
    )
    versions = json.dumps(found["versions"])
    return f'{{"versions": {versions},\n "documents": {{\n{rows}\n}}}}\n'


if __name__ == "__main__":
    ANSWERS.write_text(_ask(Path(sys.argv[1])), "utf-8")
