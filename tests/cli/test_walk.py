"""The questions of `fix --interactive`, with somebody who answers by keys."""

from collections.abc import Sequence

import pytest

from linkaudit.cli.fix_interactive import Answers, Terminal, ask_all, question
from linkaudit.fix import planned_edits
from linkaudit.fix.planned_edits import NewDestination, NewSuppression
from linkaudit.model.report import Evidence, Level, Result, Verdict
from linkaudit.text.workflow_commands import JOINER
from tests.builders import finding, link, result
from tests.unit.report.hostile import STRINGS
from tests.unit.report.runner import is_command

NEAR, OTHER = "/near", "https://b.example/other"


def dead(line: int, *replacements: str) -> Result:
    findings = [
        finding(f"rule-{number}", replacement=url) for number, url in enumerate(replacements, 1)
    ]
    return result(*(findings or [finding()]), link=link("/old", line=line))


def walk(results: Sequence[Result], keys: str, *typed: str) -> tuple[Answers, str]:
    """What is answered with these keys, and all that was said."""
    said: list[str] = []
    key, line = iter(keys), iter(typed)
    answers = Answers(results, frozenset())
    ask_all(answers, Terminal(lambda: next(key), lambda _: next(line), said.append))
    assert list(key) == []
    return answers, "".join(said)


def test_a_question_has_the_link_why_and_what_could_stand_there() -> None:
    proof = Evidence("guide", "“Old”: near.html", "https://a.example/toc", "2026-11-23")
    found = finding(message="the page is gone", replacement=NEAR, evidence=[proof])
    answers = Answers([result(found, link=link("/old", line=7))], frozenset())

    told = question(answers, walk_offers(answers), 60)

    assert told == (
        "\n"
        "1 of 1  article.md, line 7: the text\n"
        "  now  /old\n"
        "  why  the page is gone (not-found)\n"
        "  1    /near\n"
        "       Evidence (guide): “Old”: near.html\n"
        "       (https://a.example/toc, 2026-11-23)\n"
    )


def walk_offers(answers: Answers) -> Sequence[planned_edits.Candidate]:
    return planned_edits.candidates(answers.asked[0])


def test_each_key_does_what_it_says() -> None:
    results = [dead(1, NEAR, OTHER), dead(2, NEAR, OTHER), dead(3), dead(4, NEAR), dead(5)]

    answers, _ = walk(results, "12sie", "/typed")

    assert answers.wishes == [
        NewDestination(results[0], NEAR, results[0].findings[0], certain=False),
        NewDestination(results[1], OTHER, results[1].findings[1], certain=False),
        None,
        NewSuppression(results[3], ("rule-1",)),
        NewDestination(results[4], "/typed", None, certain=True),
    ]
    assert answers.given == [wish for wish in answers.wishes if wish]


def test_an_answer_can_be_taken_back() -> None:
    results = [dead(1, NEAR), dead(2, NEAR)]

    answers, said = walk(results, "u1us1")

    assert "This is the first question of this document." in said
    assert [wish and wish.link.region.line for wish in answers.wishes] == [None, 2]


def test_who_quits_keeps_what_was_answered() -> None:
    answers, said = walk([dead(1, NEAR), dead(2, NEAR)], "1q")

    assert answers.has_quit
    assert len(answers.given) == 1
    assert "2 of 2" in said


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("?s", "back to the question before"),
        ("xs", "back to the question before"),
        ("3s", "There is no candidate 3."),
        ("\rs", "back to the question before"),
        ("\x1bs", "back to the question before"),
        ("²s", "back to the question before"),
    ],
)
def test_any_other_key_is_answered_and_the_question_stays(keys: str, words: str) -> None:
    answers, said = walk([dead(1, NEAR)], keys)

    assert words in said
    assert answers.wishes == [None]


def test_what_is_typed_must_be_of_use() -> None:
    answers, said = walk(
        [dead(1)], "ees", "javascript:alert(1)", "https://", "https://a\x01b", "", ""
    )

    assert "'javascript:' links are not followed" in said
    assert "the URL names no host" in said
    assert "the URL holds a control character" in said
    assert answers.wishes == [None]


def test_one_comment_silences_a_line_once() -> None:
    answers, _ = walk([dead(1), dead(1)], "ii")

    assert len(answers.given) == 1


def test_a_comment_names_what_was_found_and_counts() -> None:
    hint = finding("skipped", Verdict.SKIPPED, Level.NONE)
    answers, _ = walk([result(finding(), hint, finding())], "i")

    assert answers.wishes == [NewSuppression(answers.asked[0], ("not-found",))]


@pytest.mark.parametrize("hostile", STRINGS, ids=ascii)
def test_no_text_does_anything_on_a_terminal(hostile: str) -> None:
    proof = Evidence("page", hostile, hostile)
    found = finding(message=hostile, replacement=hostile, evidence=[proof])

    _, told = walk([result(found, link=link(hostile, path=hostile, text=hostile))], "s")

    assert told.replace("\n", "").replace(JOINER, "").isprintable()
    assert not any(is_command(line) for line in told.splitlines())
    assert "hush" not in told


def test_no_line_of_ours_is_wider_than_a_terminal() -> None:
    _, said = walk([dead(1, *(f"/{n}" for n in range(12)))], "?s")

    assert max(map(len, said.splitlines())) <= 80
    assert "  9    /8\n" in said
    assert "  10    " not in said
