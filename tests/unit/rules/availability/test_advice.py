"""What is advised of a link that could not be reached: patience only where that may help."""

from __future__ import annotations

import pytest

from linkaudit.model.http import Failure, FailureKind
from linkaudit.model.report import Verdict
from tests.builders import case, observation
from tests.unit.rules.visits import only, visit

URL = "https://a.example/page"
PATIENCE = ""  # the verdict's own advice
BROWSER = "Open the link in a browser."


@pytest.mark.parametrize(
    ("kind", "advice"),
    [
        (FailureKind.TIMEOUT, PATIENCE),
        (FailureKind.CLOSED, PATIENCE),
        (FailureKind.RESET, PATIENCE),
        (FailureKind.NAME_FAILED, PATIENCE),
        (FailureKind.GIVEN_UP, PATIENCE),
        (FailureKind.TLS, BROWSER),
        (FailureKind.TLS_HERE, BROWSER),
        (FailureKind.PROTOCOL, BROWSER),
        (FailureKind.UNUSABLE, BROWSER),
        (FailureKind.REDIRECTS, BROWSER),
        (FailureKind.BAD_REDIRECT, BROWSER),
    ],
)
def test_a_failure_is_told_with_advice_that_can_help(kind: FailureKind, advice: str) -> None:
    found = only(case(URL, seen=observation(URL, outcome=Failure(kind, "why", URL))))

    assert (found.verdict, found.advice) == (Verdict.UNREACHABLE, advice)


@pytest.mark.parametrize(("status", "advice"), [(503, PATIENCE), (302, BROWSER)])
def test_an_answer_is_told_with_advice_that_can_help(status: int, advice: str) -> None:
    found = only(visit(URL, status=status))

    assert (found.verdict, found.advice) == (Verdict.UNREACHABLE, advice)
