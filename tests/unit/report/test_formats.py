"""The public table of formats: one call for each of them."""

from __future__ import annotations

import pytest

from linkaudit.report import FORMATS, RenderOptions
from tests.builders import finding, report, result


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_renders_a_report_by_the_same_call(name: str) -> None:
    made = report(result(finding(message="the page is gone")))

    rendered = FORMATS[name].render(made, RenderOptions(folder="reports"))

    assert "page is gone" in rendered
    assert rendered == FORMATS[name].render(made, RenderOptions(folder="reports"))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_text_in_pieces(name: str) -> None:
    made = report(result(), result(finding(message="the page is gone ##[error]")))

    assert "".join(FORMATS[name].pieces(made)) == FORMATS[name].render(made)


@pytest.mark.parametrize("name", ["markdown", "comment"])
def test_formats_that_link_to_documents_count_from_the_folder_of_the_output(name: str) -> None:
    made = report(result(finding()))
    page = "https://code.example/a/b/blob/c"

    assert "](../article.md?plain=1#L1)" in FORMATS[name].render(made, RenderOptions("reports"))
    assert f"]({page}/article.md?plain=1#L1)" in FORMATS[name].render(made, RenderOptions(page))
