"""Whatever stands in a document: its links are where they say, and reading it never fails.

Section D. What holds for Markdown in particular, tests/unit/extract/test_properties.py knows.
"""

from hypothesis import given
from hypothesis import strategies as st

from linkaudit.extract.codec import decode, encode
from linkaudit.extract.registry import extract_document, names_in
from linkaudit.extract.resolve import resolve
from linkaudit.extract.source import cut
from linkaudit.model.document import Document
from linkaudit.text.decoding import NotTextError, decoded
from tests.fuzz import EXAMPLES
from tests.fuzz.test_urls import URLS
from tests.fuzz.texts import TEXTS

PATHS = st.sampled_from(["a.md", "docs/a.mdx", "a.html", "a.txt"])
_LINKS = st.builds(
    lambda shape, url: shape.format(url),
    st.sampled_from(
        ["[a]({})", "[a](<{}>)", "<{}>", "{}", "[a]: {}\n\n[a]", "<a href='{}'>", "![a]({} 't')",
         "<img srcset='{} 1x, b 2x'>", "| [a]({}) |", "> - [a]({})\n",
         "<!-- linkaudit: ignore {} -->",
         "---\ndate: {}\n---\n"]
    ),
    URLS,
)  # fmt: skip
BYTES = st.one_of(
    st.lists(_LINKS | TEXTS, max_size=8).map(
        lambda pieces: "".join(pieces).encode("utf-8", "surrogatepass")
    ),
    st.lists(_LINKS, max_size=3).map(
        lambda pieces: b"\xff\xfe" + "".join(pieces).encode("utf-16-le", "surrogatepass")
    ),
    st.binary(max_size=300),
)


@EXAMPLES
@given(BYTES, PATHS)
def test_any_bytes_are_read_and_every_link_is_where_it_says(data: bytes, path: str) -> None:
    try:
        text = decoded(data)
    except NotTextError:
        return
    text.encode("utf-8")  # or else it raises

    found = extract_document(Document(path, text))

    for link in found.links:
        assert cut(text, link.region) == link.destination
        assert resolve(link.url, path).target is not None
    assert decode(encode(found), path) == found
    names = names_in(Document(path, text), ["word", "x", "AWS SSO"])
    assert all(cut(text, mention.region) for mention in names)
