"""What the pipeline hands to reports, and what it lets go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from linkaudit.audit.pipeline import audit
from linkaudit.audit.policy import Policy
from linkaudit.files.read import FoundDocuments
from linkaudit.model.document import Document
from linkaudit.model.http import Answer, Ids, Page
from linkaudit.model.protocols import CachedTarget, CheckResult, NextProbes, ObservationStore
from linkaudit.model.report import Observation, Report, WebTarget
from tests.builders import ASKED

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
POLICY = Policy(date(2026, 11, 23), routes=ASKED)
TEXT = "[one](https://a.example/~b#here) [two](https://a.example/%7Eb) [three](https://c.example/)"


def audited(root: Path, *, answers: bool = True, keeps_pages: bool = False) -> Report:
    wanted: list[CachedTarget] = []

    def ask(
        asked: Sequence[CachedTarget], _: ObservationStore | None, more: NextProbes
    ) -> CheckResult:
        wanted.extend(asked)
        seen = {one.target: answered(one.target) for one in asked} if answers else {}
        more(seen, {})
        return CheckResult(seen, "" if answers else "stopped")

    found = FoundDocuments((Document("article.md", TEXT),))
    made = audit(found, POLICY, root, ask, lambda: NOON, "1", keeps_pages=keeps_pages)
    assert [one.has_fragment for one in wanted] == [True, False]
    return made


def answered(target: WebTarget) -> Observation:
    page = Page("Fine", anchors=Ids.of(["here"]))
    return Observation(target, Answer(target.uri, 200, {"server": "a"}, page), (), 1, NOON)


def test_no_page_is_kept_beyond_its_last_link(tmp_path: Path) -> None:
    made = audited(tmp_path)

    outcomes = [result.observation.outcome for result in made.results]
    assert outcomes[0] == Answer("https://a.example/~b", 200)
    assert outcomes[0] is outcomes[1]
    assert [result.findings for result in made.results] == [(), (), ()]


def test_a_caller_may_keep_the_pages(tmp_path: Path) -> None:
    made = audited(tmp_path, keeps_pages=True)

    pages = [r.observation.outcome for r in made.results]
    assert all(isinstance(one, Answer) and one.page and one.page.title == "Fine" for one in pages)


@pytest.mark.parametrize("keeps_pages", [True, False])
def test_a_link_that_was_not_checked_keeps_its_own_spelling(
    tmp_path: Path, *, keeps_pages: bool
) -> None:
    made = audited(tmp_path, answers=False, keeps_pages=keeps_pages)

    targets = [result.observation.target for result in made.results]
    assert targets == [
        WebTarget("https://a.example/~b"),
        WebTarget("https://a.example/%7Eb"),
        WebTarget("https://c.example/"),
    ]
