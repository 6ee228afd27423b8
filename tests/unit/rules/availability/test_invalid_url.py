"""Misspelt schemes."""

import pytest

from linkaudit.extract.resolve import resolve
from linkaudit.model.report import Finding, NotAsked, Observation
from tests.builders import case, link
from tests.unit.rules.visits import only


def offer(found: Finding) -> tuple[str | None, bool]:
    return found.replacement, found.certain


@pytest.mark.parametrize(
    ("written", "meant"),
    [("htp://x.example/a", "https://x.example/a"), ("http//x.example", "http://x.example"),
     ("https:x.example", "https://x.example"), ("maito:a@x.example", "mailto:a@x.example"),
     ("éftp://x.example", None), ("https://", None)],
)  # fmt: skip
def test_a_misspelt_scheme_comes_with_the_url_that_was_meant(
    written: str, meant: str | None
) -> None:
    resolved = resolve(written, "article.md")
    assert isinstance(resolved.target, NotAsked)

    found = only(case(link=link(written), seen=Observation(None, resolved.target)))

    assert found.rule == "invalid-url"
    assert offer(found) == (meant, False)
