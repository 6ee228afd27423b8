"""All examples of the CommonMark specification: exactly the destinations that its HTML holds.

The specification comes from npm's package `commonmark-spec`, which `tasks.py` fetches into
the environment; it is not part of this repository.
"""

import re
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from linkaudit.extract.source import cut
from linkaudit.model.document import Defect, Document, Link, LinkKind
from tests.builders import extract
from tests.rows import each

SPEC = Path(sys.prefix) / "commonmark-spec" / "spec.txt"
EXAMPLES = 652  # in version 0.31.2
_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.M | re.S)

# The examples of math and footnotes that GitHub adds are not CommonMark's; none is touched.
needs_specification = pytest.mark.skipif(
    not SPEC.exists(), reason="npm is needed once to fetch the specification: run tasks.py test"
)
pytestmark = needs_specification


def examples() -> list[tuple[str, str]]:
    if not SPEC.exists():
        return []
    text = SPEC.read_text(encoding="utf-8").replace("→", "\t")
    return _EXAMPLE.findall(text)


class Destinations(HTMLParser):
    """The `href` and `src` of start tags, as the specification's HTML has them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = {"a": "href", "img": "src", "link": "href"}.get(tag)
        self.found.update(value or "" for name, value in attrs if name == wanted)


def uses(link: Link) -> int:
    """How often a link shows: a definition nowhere or many times, all others once."""
    if link.kind is LinkKind.BARE or link.defect is Defect.UNDEFINED:
        return 0  # a bare URL is GFM's, and what nothing defines is no link
    return len(link.uses) if link.kind is LinkKind.REFERENCE else 1


@each(("markdown", "html"), examples(), ids=range(1, len(examples()) + 1))
def test_an_example_gives_the_destinations_of_its_html(markdown: str, html: str) -> None:
    expected = Destinations()
    expected.feed(html)
    expected.close()

    quoted = MarkdownIt().normalizeLink
    found: Counter[str] = Counter()
    for link in extract(Document("spec.md", markdown)):
        assert cut(markdown, link.region) == link.destination
        url = link.url if link.kind is LinkKind.HTML else quoted(link.url)
        found[url] += uses(link)

    assert +found == expected.found


def test_none_of_the_examples_is_missing() -> None:
    assert len(examples()) == EXAMPLES
