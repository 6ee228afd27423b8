"""Services that take no new customers."""

from __future__ import annotations

from datetime import date

import pytest

from linkaudit.model.report import Verdict
from tests.builders import TODAY
from tests.unit.rules.visits import AWS, DOCS, only, rules, visit


@pytest.mark.parametrize(
    ("uri", "title"),
    [
        (f"{AWS}/cloud9/", ""),
        (f"{DOCS}/datapipeline/latest/DeveloperGuide/a.html", "What is AWS Data Pipeline?"),
        (f"{AWS}/sagemaker/ai/clarify/", "Bias – Amazon SageMaker AI – AWS"),
    ],
)
def test_a_service_that_takes_no_new_customers_is_retired(uri: str, title: str) -> None:
    found = only(visit(uri, title=title, published=TODAY))

    assert (found.rule, found.verdict) == ("service-closed", Verdict.RETIRED)


def test_a_service_was_open_before_the_day_it_closed() -> None:
    assert rules(visit(f"{AWS}/cloud9/", as_of=date(2024, 7, 24))) == []
    assert rules(visit(f"{AWS}/cloud9/", as_of=date(2024, 7, 25))) == ["service-closed"]
