"""A page and a fragment, and what an audit must say of the two.

Values only.
"""

from dataclasses import dataclass
from hashlib import sha256

# What may come out: a rule's id, or nothing.
FINE = ""
MISSING = "fragment-missing"
BY_SCRIPT = "fragment-by-script"
NO_TEXT = "text-fragment-missing"

PROSE = "".join(
    f"<p>Paragraph {number} explains how the parts of the system work together, which of them can "
    "be replaced, and what has to be done before the first start of the service.</p>\n"
    for number in range(60)
)
TALL = '<div style="height:4000px"></div>'


@dataclass(frozen=True, slots=True)
class Case:
    """One link to one page."""

    name: str
    html: str
    fragment: str
    """As a document writes it, without `#`."""
    rule: str = FINE

    @property
    def digest(self) -> str:
        """By which a change of the case shows."""
        return sha256(f"{self.html}\0{self.fragment}".encode()).hexdigest()[:16]


def page(body: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Guide</title>{head}'
        f"</head><body>\n{body}\n</body></html>\n"
    )
