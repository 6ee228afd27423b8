"""What people are told: readable, inert, and without secrets."""

import pytest

from linkaudit.extract.registry import extract_document
from linkaudit.fix import render
from linkaudit.fix.apply import FixedDocument, SkippedEdit, apply_fixes
from linkaudit.fix.planned_edits import NewDestination, NewSuppression, PlannedEdit
from linkaudit.fix.render import Part
from linkaudit.model.document import Document
from linkaudit.model.report import Evidence, Finding
from linkaudit.text.workflow_commands import JOINER
from tests.builders import document, finding, link, result
from tests.unit.report.hostile import STRINGS
from tests.unit.report.runner import is_command

NEW = "https://b.example/new"


def fixed(text: str, found: Finding | None = None, *, certain: bool = True) -> FixedDocument:
    before = document(text)
    wishes: list[PlannedEdit] = [
        NewDestination(result(link=one), NEW, found, certain)
        for one in extract_document(before).links
    ]
    return apply_fixes(before, wishes, extract_document)


def test_each_hunk_has_its_reasons_before_it() -> None:
    far = "words\n" * 9
    proof = Evidence("http", "301 /x → 200 /y", "https://a.example/", "2026-11-23")
    found = finding("moved", message="moved for good", evidence=[proof])

    assert render.diff(fixed(f"[a](/x)\n{far}[b](/x)", found)) == (
        "--- a/article.md\n"
        "+++ b/article.md\n"
        "line 1: moved for good (moved)\n"
        "@@ -1,4 +1,4 @@\n"
        "-[a](/x)\n"
        f"+[a]({NEW})\n"
        " words\n"
        " words\n"
        " words\n"
        "line 11: moved for good (moved)\n"
        "@@ -8,4 +8,4 @@\n"
        " words\n"
        " words\n"
        " words\n"
        "-[b](/x)\n"
        f"+[b]({NEW})\n"
    )


def test_what_is_not_certain_comes_with_its_proof() -> None:
    found = finding("gone", message="gone", evidence=[Evidence("guide", "“A”: a.html")])

    lines = render.diff(fixed("[a](/x)", found, certain=False)).splitlines()

    assert lines[2:5] == [
        "line 1: gone (gone)",
        "    Not certain: look at it.",
        "    Evidence (guide): “A”: a.html",
    ]


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (NewDestination(result(), NEW, None, certain=True), ["line 1: as you typed it"]),
        (NewSuppression(result(), ("a", "b")), ["line 1: suppressed from now on: a, b"]),
    ],
)
def test_what_somebody_decided_is_said_so(wish: PlannedEdit, told: list[str]) -> None:
    assert render.reason(wish) == told


def test_lines_that_end_in_cr_alone_are_one_to_git_and_still_have_their_reasons() -> None:
    told = render.diff(fixed("[a](/x)\r[b](/x)\r", finding("moved", message="moved")))

    assert told.count("line 1: moved") == told.count("line 2: moved") == 1
    assert "\r" not in told


@pytest.mark.parametrize("hostile", STRINGS, ids=ascii)
def test_no_text_does_anything_on_a_terminal_or_in_a_log(hostile: str) -> None:
    found = finding(hostile, message=hostile, evidence=[Evidence("page", hostile, hostile)])
    text = f"{hostile}\n\n{hostile} [a](/x)\n"
    one = fixed(text, found, certain=False)
    strange = FixedDocument(Document(hostile, one.document.text), one.text, one.made)
    left = SkippedEdit(
        NewDestination(result(link=link(hostile, path=hostile)), NEW, None, certain=True), "why"
    )

    told = render.diff(strange) + render.not_done(left)

    assert told.replace("\n", "").replace(JOINER, "").isprintable()
    assert not any(is_command(line) for line in told.splitlines())
    assert "hush" not in told


def test_every_line_is_coloured_as_what_it_is() -> None:
    def paint(text: str, part: Part) -> str:
        return f"<{part.name}>"

    told = render.diff(fixed("words\n[a](/x)", finding()), paint)

    assert told == "<FILE>\n<FILE>\n<REASON>\n<PLACE>\n<SAME>\n<OLD>\n<NEW>\n"


@pytest.mark.parametrize(
    ("text", "is_written", "doubtful", "words"),
    [
        ("words", False, 0, "Nothing to change."),
        ("words", False, 1, "No replacement is certain.\n1 more link has a poss"),
        ("[a](/x)", False, 0, "Would change 1 link in 1 document. Run again with --write"),
        ("[a](/x) [b](/x)", True, 2, "Changed 2 links in 1 document.\n2 more links have poss"),
    ],
)
def test_the_end_says_what_was_done_and_what_could_be(
    text: str, is_written: bool, doubtful: int, words: str
) -> None:
    told = render.ending([fixed(text)], is_written=is_written, doubtful=doubtful)

    assert told.startswith(words)


def test_what_is_left_is_counted() -> None:
    assert render.remaining([result()]) == "No links with errors or warnings remain.\n"
    assert render.remaining([result(finding()), result(finding())]) == (
        "2 links with errors remain; see `linkaudit check`.\n"
    )
