"""What holds for every document and every URL that is put into it."""

import re
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from linkaudit.extract.registry import extract_document
from linkaudit.fix.apply import apply_fixes
from linkaudit.fix.planned_edits import NewDestination, NewSuppression
from linkaudit.fix.text_edits import NewLine
from linkaudit.model.document import Defect, Document, Link, Region
from tests.builders import document, result
from tests.unit.extract.test_properties import PIECES, TEXTS

EXAMPLES = settings(max_examples=200)

NEW = "https://b.example/new"
URLS = st.one_of(
    st.sampled_from(
        [
            NEW,
            "https://b.example/a_(b)",
            "https://b.example/a(b",
            "https://b.example/x?a=1&copy=2&amp;b=3#c",
            "../c d.md",
            "c|d.md",
            "<x>.md",
            "a\\*b\\",
            "https://b.example/_x_*y*~z~.",
            "'\"`$[x](y)",
        ]
    ),
    st.text("ab/.:?#&;()<>[]{}\\|*_~`'\"$=, \u00e9\u3000\U0001f600", max_size=12),
    st.text(max_size=8),
)
PATHS = st.sampled_from(["a.md", "a.mdx", "a.html"])
# What may come to stand around a destination that was bare before.
MARKS = re.compile(r"""[<>"]?""")


@EXAMPLES
@given(TEXTS, PATHS, st.data())
def test_those_destinations_are_replaced_and_nothing_else(
    text: str, path: str, data: st.DataObject
) -> None:
    before = extract_document(Document(path, text)).links
    wanted = {
        link.region: data.draw(URLS, label=f"for {link.destination!r}")
        for link in before
        if link.defect is not Defect.UNDEFINED and data.draw(st.booleans())
    }
    wishes = [change(link, wanted[link.region]) for link in before if link.region in wanted]

    mended = apply_fixes(document(text, path=path), wishes, extract_document)

    after = extract_document(Document(path, mended.text)).links
    granted = {made.planned.link.region for made in mended.made}
    done = [number for number, link in enumerate(before) if link.region in granted]
    urls = [wanted[link.region] if n in done else link.url for n, link in enumerate(before)]
    assert [link.url for link in after] == urls
    assert [len(link.uses) for link in after] == [len(link.uses) for link in before]
    assert len(mended.made) + len(mended.left) == len(wishes)
    old = between(text, (before[n].region for n in done))
    new = between(mended.text, (after[n].region for n in done))
    assert all(is_same_but_for_marks(*pair) for pair in zip(old, new, strict=True))


@EXAMPLES
@given(PIECES)
def test_a_usual_url_fits_wherever_a_usual_link_stands(
    pieces: list[tuple[bool, str, str, str]],
) -> None:
    text = "".join(f"{link if is_link else plain}{end}" for is_link, link, plain, end in pieces)
    links = extract_document(document(text)).links
    wishes = [change(link, NEW) for link in links if link.defect is not Defect.UNDEFINED]

    mended = apply_fixes(document(text), wishes, extract_document)

    assert mended.left == ()
    assert mended.text.count(NEW) == len(wishes)


@EXAMPLES
@given(TEXTS, PATHS, st.data())
def test_a_comment_silences_its_link_and_changes_no_other(
    text: str, path: str, data: st.DataObject
) -> None:
    before = extract_document(Document(path, text))
    if not before.links:
        return
    link = data.draw(st.sampled_from(before.links))

    mended = apply_fixes(
        document(text, path=path), [NewSuppression(result(link=link), ("x",))], extract_document
    )

    after = extract_document(Document(path, mended.text))
    assert [link.url for link in after.links] == [link.url for link in before.links]
    if mended.made:
        silenced = after.links[before.links.index(link)]
        lines = {s.first for s in after.suppressions if s.rules == {"x"}}
        assert lines == {silenced.region.line}
        piece = mended.made[0].piece
        end = "(?:\r\n|\n)" if isinstance(piece, NewLine) else ""
        assert re.sub(re.escape(piece.text) + end, "", mended.text, count=1) == text
    else:
        assert mended.text == text


def change(link: Link, url: str) -> NewDestination:
    return NewDestination(result(link=link), url, None, certain=True)


def between(text: str, regions: Iterable[Region]) -> list[str]:
    """What is left of a text without some stretches of it."""
    starts = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", text))]
    parts, position = [], 0
    for region in regions:
        parts.append(text[position : starts[region.line - 1] + region.column - 1])
        position = starts[region.end_line - 1] + region.end_column - 1
    return [*parts, text[position:]]


def is_same_but_for_marks(old: str, new: str) -> bool:
    return re.fullmatch(MARKS.pattern + re.escape(old) + MARKS.pattern, new) is not None
