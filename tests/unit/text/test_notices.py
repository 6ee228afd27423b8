"""The table of sentences by which pages speak of their end: what the reader looks for."""

from __future__ import annotations

import pytest

from linkaudit.check.page.read import read_page
from linkaudit.model.http import Response
from linkaudit.rules.packs.notices import SentenceTemplate, understand
from linkaudit.store.observation_codec import format_version
from linkaudit.text.notices import TRIGGERS, Event, triggers_of


@pytest.mark.parametrize(
    ("template", "trigger"),
    [
        ("{name} sails away on {date}.", "sails away on"),
        ("This page is taken down on {date}", "This page is taken down on"),
        ("What was {name} is {now} (sic).", "What was"),
        ("Gone.", "Gone"),
    ],
)
def test_the_trigger_of_a_template_is_its_longest_run_of_words(template: str, trigger: str) -> None:
    assert triggers_of([template]) == (trigger,)


@pytest.mark.parametrize(
    "sentence",
    [
        "Cogs sail into the sunset on May 1, 2027.",
        "Cogs  sail into \t the sunset on May 1, 2027.",
        "Cogs sail <b>into</b> the sunset on May 1, 2027.",
    ],
)
def test_a_dummy_sentence_with_no_word_of_ours_is_kept_and_understood(sentence: str) -> None:
    template = SentenceTemplate("dummy", Event.ENDS, "{name} sail into the sunset on {date}.")
    html = f"<title>Cogs</title><main><p>Hello.</p><p>{sentence}</p></main>".encode()
    response = Response("https://a.example/", 200, {"content-type": "text/html"}, html)

    page = read_page(response, triggers_of([template.says]))

    assert page is not None
    [notice] = understand(page.notices, (template,))
    assert (notice.event, notice.name) == (Event.ENDS, "Cogs")


def test_a_page_is_remembered_for_the_sentences_that_were_looked_for() -> None:
    """What was noted down without a sentence of today's table is not known."""
    ours = format_version()

    assert ours == format_version(TRIGGERS[:1])
    assert ours != format_version(["sails away on"])
