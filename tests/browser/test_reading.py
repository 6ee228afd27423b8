"""The HTML report as somebody reads it: at any width, in the dark, on paper, without a script."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from linkaudit.model.document import Problem
from linkaudit.model.report import Evidence, Level, Report, Verdict
from tests.browser.conftest import Show
from tests.builders import change, finding, link, old_name, report, result
from tests.golden import make_report
from tests.unit.report.hostile import STRINGS

AXE = Path(sys.prefix) / "axe-core" / "axe.min.js"
needs_axe = pytest.mark.skipif(not AXE.exists(), reason="axe-core is npm's: run tasks.py test")
# What is out of sight is not laid out, and would not be measured.
SEEN = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { content-visibility: visible !important; }");
  document.adoptedStyleSheets.push(sheet);
}"""
LONG = "https://a.example/" + "abcdefgh" * 40


def hostile(*strings: str) -> Report:
    """A report with each of the strings in all places."""
    results = [
        result(
            finding(
                message=text,
                evidence=[Evidence("page", text, text), Evidence("page", text, f"https://{text}")],
                replacement=text,
            ),
            link=link(text, path=text, text=text),
            change=change("2026-01-02", text),
        )
        for text in strings
    ]
    fine = [result(link=link(text, path=text, text=text)) for text in strings]
    return report(
        *results,
        *fine,
        note=strings[0],
        problems=[Problem(text, text) for text in strings],
        text_findings=[old_name(text, text, path=text) for text in strings],
    )


def test_the_answer_comes_first(show: Show) -> None:
    page = show(make_report()).page

    assert page.locator(".answer strong").inner_text() == "Not ready to republish"
    assert page.title() == "Link audit of 2 documents: Not ready to republish"
    assert page.locator(".overview li").all_inner_texts()[0].startswith("Fix broken links")


def test_nothing_is_wider_than_the_page(show: Show) -> None:
    long = result(
        finding(message=LONG, evidence=[Evidence("page", LONG, LONG)], replacement=LONG),
        link=link(LONG, text="W" * 300, path="p" * 300),
        change=change("2026-01-02", LONG),
    )
    made = make_report()
    seen = show(
        report(
            *made.results,
            long,
            problems=[Problem("p" * 300, LONG)],
            text_findings=[*made.text_findings, old_name("N" * 200, LONG)],
            earlier=made.earlier,
        )
    )
    seen.page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    seen.page.evaluate(SEEN)

    for width in (320, 768, 1600):
        seen.page.set_viewport_size({"width": width, "height": 800})
        assert seen.page.evaluate("document.documentElement.scrollWidth") == width


def test_the_dark_scheme_is_dark(show: Show) -> None:
    def brightness(scheme: str) -> int:
        page = show(make_report(), color_scheme=scheme).page
        colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(map(int, colour.removeprefix("rgb(").removesuffix(")").split(",")))

    assert brightness("dark") < 150 < 600 < brightness("light")


def test_all_is_there_without_javascript(show: Show) -> None:
    page = show(make_report(), java_script_enabled=False).page

    rows = page.locator(".rows tbody tr")
    assert rows.count() + page.locator(".quiet li").count() == len(make_report().results)
    assert all(row.is_visible() for row in rows.all())
    assert not page.locator(".tools").is_visible()
    assert page.locator("button:visible").count() == 0

    page.locator("#r2 summary").click()

    assert page.locator("#r2 q").is_visible()


def test_a_print_unfolds_all_and_has_no_controls(show: Show) -> None:
    page = show(make_report(), java_script_enabled=False).page

    page.emulate_media(media="print")

    assert all(item.is_visible() for item in page.locator("details li, details td").all())
    for control in ("nav", ".tools", ".copy", ".skip"):
        assert not any(one.is_visible() for one in page.locator(control).all())
    source = page.locator("a.named", has_text="Source").first
    address = source.evaluate("one => getComputedStyle(one, '::after').content")
    assert address == f'" ({source.get_attribute("href")})"'


def test_before_a_print_the_script_unfolds_and_folds_again_after(show: Show) -> None:
    """For browsers that do not let a style sheet open `details`."""
    page = show(make_report()).page

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0

    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0


def test_hostile_text_is_inert(show: Show) -> None:
    """Hostile web, part E: no script, no dialog, no request, nowhere to go but the web."""
    seen = show(hostile(*STRINGS))

    seen.page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    seen.page.locator("details").last.scroll_into_view_if_needed()

    assert seen.requests == [seen.page.url]
    assert seen.complaints == []
    assert seen.page.locator("img, iframe, object, embed, base, link").count() == 0
    assert seen.page.locator("script").count() == 1
    schemes = seen.page.locator("a").evaluate_all("all => all.map(one => one.protocol)")
    no_url = ":"
    assert set(schemes) == {"http:", "https:", "file:", no_url}
    assert schemes.count("file:") == seen.page.locator("a[href^='#']").count()


def test_the_page_may_load_nothing_and_run_nothing_else(show: Show) -> None:
    seen = show(make_report())

    seen.page.evaluate(
        """() => new Promise((done) => {
          const picture = new Image();
          picture.onerror = done;
          picture.src = "https://tracker.example/p.gif";
          document.body.append(picture);
        })"""
    )
    is_refused = seen.page.evaluate(
        """() => {
          try { document.body.innerHTML = "<p>"; return false; } catch { return true; }
        }"""
    )

    assert is_refused
    assert seen.refused == ["https://tracker.example/p.gif"]


@needs_axe
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_a_screen_reader_and_weak_eyes_are_served(show: Show, width: int, scheme: str) -> None:
    """WCAG 2.2 AA and the good practice that axe-core knows, all unfolded."""
    page = show(make_report(), width=width, color_scheme=scheme, bypass_csp=True).page
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    page.evaluate(SEEN)
    page.evaluate(AXE.read_text(encoding="utf-8"))

    found = page.evaluate("axe.run()")

    flaws = [
        f"{flaw['id']}: {node['html']}" for flaw in found["violations"] for node in flaw["nodes"]
    ]
    assert flaws == []
    assert len(found["passes"]) > 20


def test_pictures_and_tables_have_their_names(show: Show) -> None:
    page = show(make_report()).page

    assert page.get_by_role("img", name="The links by host").count() == 1
    assert page.get_by_role("img", name="Link rot over time").count() == 1
    assert page.get_by_role("table", name="Links").get_by_role("columnheader").count() == 4
    assert page.get_by_role("navigation", name="Parts of this report").count() == 1
    headings = page.locator("h1, h2, h3").evaluate_all("all => all.map(one => one.tagName)")
    assert headings[:3] == ["H1", "H2", "H3"]


def test_where_there_is_nothing_to_do_it_says_so(show: Show) -> None:
    fine = show(report(result()))
    empty = show(report())

    assert "Ready to republish" in fine.page.locator(".answer").inner_text()
    assert "Nothing to do." in fine.page.locator(".to-do").inner_text()
    assert "No links found" in empty.page.locator(".answer").inner_text()
    assert "Nothing to do." in empty.page.locator(".to-do").inner_text()
    assert fine.complaints == empty.complaints == []


def test_a_note_on_a_link_that_is_fine_stands_among_the_findings(show: Show) -> None:
    unused = finding("unused-definition", Verdict.OK, Level.NOTE, message="nothing uses it")
    seen = show(report(result(unused), result()))

    assert seen.verdicts == ["ok"]
    assert seen.page.locator(".quiet li").count() == 1
