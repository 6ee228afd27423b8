"""The part of the report on pages that were changed since publication."""

from __future__ import annotations

from dataclasses import replace

import pytest

from linkaudit.model.report import PageChange, Result
from linkaudit.report import text
from linkaudit.report.markdown import render as markdown
from linkaudit.report.markdown.sections import changes
from linkaudit.report.view import wording
from tests.builders import change, link, observation, report, result
from tests.unit.report.hostile import STRINGS, read


def at(line: int, changed: PageChange | None, uri: str = "") -> Result:
    uri = uri or f"https://a.example/{line}"
    written = link(uri, line=line, text=f"Page {line}")
    return result(link=written, seen=observation(uri.partition("#")[0]), change=changed)


def told(*results: Result) -> str:
    return "\n".join(changes(report(*results), ""))


def test_the_latest_comes_first_and_what_did_not_change_is_left_out() -> None:
    text = told(
        at(1, change("2021-04-28")),
        at(2, None),
        at(3, change("2024-04")),
        at(4, change("2022-01-01")),
    )

    rows = [line[:12].strip("| ") for line in text.splitlines() if line.startswith("| 20")]
    assert rows == ["2024-04", "2022-01-01", "2021-04-28"]
    assert "Page 2" not in text


def test_a_row_has_the_link_its_places_and_the_words() -> None:
    seen = change("2021-04-28", "article:modified_time: 2021-04-28")

    text = told(at(1, seen, "https://a.example/p"), at(9, seen, "https://a.example/p#part"))

    [row] = [line for line in text.splitlines() if line.startswith("| 2021-04-28")]
    assert "**Page 1**" in row
    assert "#L1)" in row
    assert "#L9)" in row
    assert "“article:modified\\_time: 2021-04-28”" in row


def test_where_nothing_is_known_there_is_no_section() -> None:
    assert told(at(1, None)) == ""
    assert "since publication" not in markdown.render(report(at(1, None)))
    assert "since publication" not in text.render(report(at(1, None)))


@pytest.mark.parametrize(("number", "is_folded"), [(10, False), (11, True)])
def test_many_are_folded(number: int, is_folded: bool) -> None:
    text = told(*(at(line, change()) for line in range(1, number + 1)))

    assert ("<details>" in text) is is_folded
    assert text.count("<details>") == text.count("</details>")


def test_a_server_s_word_alone_is_folded_and_asks_for_nothing() -> None:
    served = at(1, change("2021-04-28", "Last-Modified: …", source="http"))

    assert "<details><summary>1 page: changed only by the server's Last-Modified" in told(served)
    assert "Nothing to do." in markdown.render(report(served))
    assert "since publication" not in text.render(report(served))


def test_a_review_is_good_news() -> None:
    quote = "April 2024: This post was reviewed and updated for accuracy."
    reviewed = replace(change("2024-04", quote), is_review=True)

    assert (
        f"Good news: the page was reviewed.<br><small>[The page](https://a.example/): “{quote}”"
        in (told(at(1, reviewed)))
    )
    assert "Good news" not in told(at(1, change()))


def test_the_to_do_list_and_the_summary_count_pages_not_links() -> None:
    seen = change()
    same = [at(line, seen, "https://a.example/p") for line in (1, 2)]

    assert "- [ ] 1 page changed since publication;" in markdown.render(report(*same))
    assert "Changed since publication: 1 page.\n" in text.render(report(*same))
    both = report(*same, at(3, seen))
    assert "- [ ] 2 pages changed since publication;" in markdown.render(both)
    assert "Changed since publication: 2 pages.\n" in text.render(both)
    assert len(wording.changes(both)) == 2


@pytest.mark.parametrize("hostile", STRINGS)
def test_what_a_page_says_does_nothing(hostile: str) -> None:
    """Hostile web, part E."""
    seen = read(told(at(1, change("2021-04-28", hostile))))

    assert set(seen.tags) <= {
        "h2", "p", "table", "thead", "tbody", "tr", "th", "td", "strong", "br", "small", "a", "wbr",
    }  # fmt: skip
    assert seen.tags.count("td") == 4
