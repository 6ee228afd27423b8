"""MDX as @mdx-js/mdx reads it: the cases of `tests/oracles/mdx`, and what it was told of them."""

import pytest

from linkaudit.extract.markdown.slugs import heading_ids
from linkaudit.extract.registry import anchors
from linkaudit.extract.source import cut
from linkaudit.model.document import Link, LinkKind
from linkaudit.model.slugger import Slugger
from tests.builders import document, extract
from tests.oracles import mdx

CASES = mdx.cases()
KINDS = {
    LinkKind.IMAGE: "image",
    LinkKind.REFERENCE: "definition",
    LinkKind.HTML: "tag",
}


def row(link: Link) -> tuple[str, str, int, int]:
    kind = KINDS.get(link.kind, "link")
    if kind == "definition":
        return kind, link.url, link.region.line, 0
    return kind, link.url, link.uses[0].line, link.uses[0].column


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_mdx_is_read_as_its_own_compiler_reads_it(case: mdx.Read) -> None:
    text = document(case.text, path="a.mdx")
    found = extract(text)

    expected = [
        (kind, url, line, 0 if kind == "definition" else column)
        for kind, url, line, column in case.links
    ]
    assert sorted(map(row, found)) == sorted(expected)
    assert [cut(case.text, link.region) for link in found] == [one.destination for one in found]
    # Which ids footnotes have is GitHub's to say, not the compiler's.
    made = {one for one in anchors(text, Slugger.GITHUB) if not one.startswith("user-content-fn")}
    assert made == heading_ids(case.headings, Slugger.GITHUB)
