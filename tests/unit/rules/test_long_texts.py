"""Whatever others wrote is cut in a message, and data stays whole."""

import re

import pytest

from linkaudit.model.http import Failure, FailureKind, Hop, Page
from linkaudit.model.report import LocalTarget, NotAsked, Unasked
from linkaudit.rules.base import RuleContext
from linkaudit.rules.registry import judge
from tests.builders import answer, case, link, observation

HUGE = "x" * 128_000
TALE = "words and " * 12_800
URL = "https://a.example/"
FAR = f"https://b.example/{HUGE}"
FILE = LocalTarget(f"{HUGE}.md")

CASES = {
    "a title": case(seen=observation(outcome=answer(URL, 403, page=Page(title=TALE)))),
    "a header": case(seen=observation(outcome=answer(URL, 403, headers={"cf-mitigated": TALE}))),
    "another header": case(
        seen=observation(outcome=answer(URL, 405, headers={"x-amzn-waf-action": HUGE}))
    ),
    "where it moved": case(seen=observation(outcome=answer(FAR), hops=[Hop(URL, 301)])),
    "where it went for now": case(seen=observation(outcome=answer(FAR), hops=[Hop(URL, 302)])),
    "where it is gone": case(seen=observation(outcome=answer(FAR, 404), hops=[Hop(URL, 301)])),
    "a fragment": case(fragment=HUGE, seen=observation(outcome=answer(URL, page=Page(size=99)))),
    "a name": case(seen=observation(outcome=Failure(FailureKind.NAME_UNKNOWN, "no", FAR))),
    "a failure": case(
        seen=observation(outcome=Failure(FailureKind.PROTOCOL, f"not HTTP ({HUGE})"))
    ),
    "a circle": case(
        seen=observation(outcome=Failure(FailureKind.REDIRECTS, f"come back to {FAR}", FAR))
    ),
    "a scheme": case(seen=observation(outcome=NotAsked(Unasked.INVALID, f"'{TALE}' is no host"))),
    "a file": case(
        link=link(f"{HUGE}.md"),
        seen=observation(
            target=FILE, outcome=Failure(FailureKind.MISSING, f"there is no file {FILE.path}")
        ),
    ),
}


@pytest.mark.parametrize("told", CASES.values(), ids=CASES)
def test_no_message_repeats_more_than_200_characters_of_what_others_wrote(
    told: RuleContext,
) -> None:
    """A link put 128 KB of a stranger's HTML into a message."""
    found = judge(told)

    assert found
    for finding in found:
        assert len(finding.message) <= 600
        assert not re.search(r"x{201}", finding.message)
        assert not re.search(r"(?:words and ){20}", finding.message)


def test_a_replacement_stays_whole() -> None:
    (finding, *_) = judge(CASES["where it moved"])

    assert finding.replacement == FAR
    assert "…" in finding.message
