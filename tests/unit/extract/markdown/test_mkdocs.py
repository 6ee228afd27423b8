"""Blocks that MkDocs' themes know: what is within is read, and where it is."""

import pytest

from linkaudit.extract.registry import extract_document
from linkaudit.extract.source import cut
from linkaudit.model.document import Defect, Document

IN_CODE: list[str] = []

# Python-Markdown 3.11.3 with admonition, attr_list, tables and pymdown-extensions 13.1.2 says the
# same, but for bare URLs, which it does not link, and two definitions in a row.
CASES: list[tuple[str, list[str]]] = [
    ("!!! note\n    [a](/a)\n", ["/a"]),
    ("!!! note\n\n    [a](/a)\n\n    [b](/b)\n\n[c](/c)\n", ["/a", "/b", "/c"]),
    ('!!! note "See [a](/a)"\n\n    [b](/b)\n', ["/a", "/b"]),
    ("!!! note\n\n        [a](/a)\n\n    [b](/b)\n", ["/b"]),
    ("!!! note\n    ```\n    [a](/a)\n\n    [b](/b)\n    ```\n    [c](/c)\n", ["/c"]),
    ("??? note\n\n    [a](/a)\n", ["/a"]),
    ('???+ tip "Title"\n\n    - [a](/a)\n    - b\n\n        [c](/c)\n', ["/a", "/c"]),
    ('=== "One"\n\n    [a](/a)\n\n=== "Two"\n\n    [b](/b)\n', ["/a", "/b"]),
    ('=== "One"\n\n    !!! note\n\n        [a](/a)\n\n    [b](/b)\n', ["/a", "/b"]),
    ("- item\n\n    !!! note\n\n        [a](/a)\n\n- [b](/b)\n", ["/a", "/b"]),
    ("words\n!!! note\n    [a](/a)\n", ["/a"]),
    ("!!! note\n\n    | a |\n    |---|\n    | [a](/a) |\n", ["/a"]),
    ("!!! note\n\n    [a]: /a\n    [b]: /b\n\n[a] [b]\n", ["/a", "/b"]),
    ("!!! note\n\n    https://a.example/x\n", ["https://a.example/x"]),
    ("!!! note\n\n    <img src='/a.png'>\n", ["/a.png"]),
    ("!!! warning inline end\n\n    [a](/a)\n", ["/a"]),
    # no container
    ("    !!! note\n\n        [a](/a)\n", IN_CODE),
    ("words!!! note\n\n    [a](/a)\n", IN_CODE),
    ("```\n!!! note\n\n    [a](/a)\n```\n", IN_CODE),
    ("===\n\n    [a](/a)\n", IN_CODE),
    # anchors of autorefs
    ("[](){#anchor}\n## Heading\n\n[a](/a)\n", ["/a"]),
]


@pytest.mark.parametrize(("text", "urls"), CASES, ids=[case[0][:30] for case in CASES])
def test_what_is_within_a_block_of_mkdocs_is_read(text: str, urls: list[str]) -> None:
    links = extract_document(Document("a.md", text, "mkdocs")).links

    assert [link.url for link in links] == urls
    assert [cut(text, link.region) for link in links] == [link.destination for link in links]


def test_elsewhere_what_is_indented_behind_an_empty_line_is_code() -> None:
    """CommonMark §4.4, as GitHub reads it."""
    assert extract_document(Document("a.md", "!!! note\n\n    [a](/a)\n")).links == ()


@pytest.mark.parametrize(
    ("dialect", "label", "defect"),
    [
        ("mkdocs", "some.dotted.name", Defect.ELSEWHERE),
        ("mkdocs", "pkg.Class.method()", Defect.ELSEWHERE),
        ("mkdocs", "plain", Defect.UNDEFINED),
        ("mkdocs", "v1.2", Defect.ELSEWHERE),
        ("mkdocs-autorefs", "a heading", Defect.ELSEWHERE),
        ("", "some.dotted.name", Defect.UNDEFINED),
        ("mdx", "some.dotted.name", Defect.UNDEFINED),
    ],
)
def test_a_label_that_a_plugin_of_mkdocs_defines_is_no_defect(
    dialect: str, label: str, defect: Defect
) -> None:
    (link,) = extract_document(Document("a.md", f"See [text][{label}].\n", dialect)).links

    assert link.defect is defect


@pytest.mark.parametrize("name", ["a.md", "a.mdx"])
def test_a_document_of_docusaurus_is_mdx_whatever_its_suffix(name: str) -> None:
    """Docusaurus, "MDX and React": `.md` is read by the same compiler."""
    text = "<T>\n    ```sh\nx\n```\n</T>\n\nSee [one](/one) and {`[no](/no)`}.\n"

    assert [one.url for one in extract_document(Document(name, text, "mdx")).links] == ["/one"]
