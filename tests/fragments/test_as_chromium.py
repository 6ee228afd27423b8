"""Each fragment as Chromium takes it: what jumps is never missing, and what is missing is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from linkaudit.check.page.read import read_page
from linkaudit.model.http import Response
from linkaudit.text.text_directives import text_directives
from tests.builders import answer, case, link, observation
from tests.fragments.case import BY_SCRIPT, FINE, MISSING, NO_TEXT, Case
from tests.fragments.cases import CASES
from tests.fragments.state_cases import STATES
from tests.fragments.text_cases import TEXTS
from tests.rows import each
from tests.unit.rules.visits import rules

ANSWERS: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("chromium.json").read_text(encoding="utf-8")
)["answers"]
URL = "https://a.example/page"


def said(one: Case) -> str:
    """The rule that finds something, or nothing."""
    texts = text_directives(one.fragment)
    headers = {"content-type": "text/html; charset=utf-8"}
    page = read_page(Response(URL, 200, headers, one.html.encode(), texts=texts))
    seen = observation(URL, outcome=answer(URL, page=page))
    written = link(f"{URL}#{one.fragment}")
    return " ".join(rules(case(URL, link=written, fragment=unquote(one.fragment), seen=seen)))


@each("one", CASES, ids=lambda one: one.name)
def test_a_fragment_is_judged_as_it_should_be(one: Case) -> None:
    assert said(one) == one.rule


@each("one", CASES, ids=lambda one: one.name)
def test_what_should_be_said_is_what_chromium_does(one: Case) -> None:
    """A state is given to a program and moves nothing; an id that is there is a target."""
    did = ANSWERS[one.name]
    if one in TEXTS:
        has_text, has_id = did["place"] == "text", did["target"] is not None
        is_asked = bool(text_directives(one.fragment))
        id_part = one.fragment.partition(":~:")[0]
        expected = NO_TEXT if is_asked and not has_text else FINE
        is_missing = id_part and not has_text and not (has_id and id_part in one.html)
        expected = MISSING if is_missing else expected
    elif one in STATES:
        assert did["target"] is None
        assert did["state"]
        expected = one.rule
    else:
        expected = MISSING if did["place"] == "top" else one.rule
    assert one.rule == expected
    assert did["place"] == "top" or one.rule in (FINE, BY_SCRIPT, NO_TEXT, MISSING)


def test_chromium_was_asked_about_each_case_as_it_is() -> None:
    """After a change: `python -m tests.fragments`."""
    assert {name: did["case"] for name, did in ANSWERS.items()} == {
        one.name: one.digest for one in CASES
    }


def test_no_two_cases_have_the_same_name() -> None:
    assert len(CASES) == len({one.name for one in CASES})
