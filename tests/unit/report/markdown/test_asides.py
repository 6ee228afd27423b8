"""Names in the text that are worth a note only."""

from __future__ import annotations

from linkaudit.report.html import render as html
from linkaudit.report.markdown import render as markdown
from tests.builders import aside, old_name, report


def test_they_are_folded_and_each_product_has_one_row() -> None:
    """Issue 17: an article on an old event names old things."""
    noted = [aside(line=3), aside(line=9), aside("Acme Nut", line=4)]

    text = markdown.render(report(text_findings=noted))

    folded = text[text.index("## Notes") :]
    assert "<details><summary>Also named in the text, and ended or closed: 2</summary>" in folded
    rows = [row for row in folded.splitlines() if row.startswith("| **")]
    assert [row.split(" | ")[0] for row in rows] == ["| **Cog Cloud**", "| **Acme Nut**"]
    assert "line 3" in rows[0]
    assert "line 9" in rows[0]
    assert "## Outdated names" not in text
    assert "need" not in text.split("## Notes")[0]


def test_a_page_folds_them_too() -> None:
    page = html.render(report(text_findings=[aside(), old_name("Acme Gear")]))

    assert "<summary>Also named in the text, and ended or closed: 1</summary>" in page
    assert "Cog Cloud takes no new customers since 2026-03-01." in page
