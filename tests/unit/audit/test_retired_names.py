"""Names of what has ended or is closed, in an article's own words. «…» marks each."""

from __future__ import annotations

from datetime import date

import pytest

from linkaudit.audit.old_names import find_old_names, not_told_by_links
from linkaudit.audit.policy import Policy
from linkaudit.model.document import Place
from linkaudit.model.report import Level, TextFinding, Verdict
from linkaudit.rules.packs.load import parse_pack
from tests.builders import TODAY, document, finding, link, result
from tests.marks import marked

PACK = parse_pack(
    "acme.toml",
    """
name = "acme"
read_on = 2026-11-01
hosts = ["docs.acme.example"]

[[entry]]
id = "cog"
kind = "ends"
names = ["Acme Cog", "Acme Cogs", "CogSpinner"]
date = 2026-01-31
successor = "Acme Wheel"
source = "https://docs.acme.example/news/cog"
quote = "Acme Cog ends on January 31, 2026."

[[entry]]
id = "lens"
kind = "ends"
names = ["Amazon DeepCog"]
date = "2025-05"
source = "https://docs.acme.example/news/lens"
quote = "DeepCog ends."

[[entry]]
id = "pipe"
kind = "ends"
names = ["AWS Cog Pipeline"]
date = 2025-05-01
source = "https://docs.acme.example/news/pipe"
quote = "Cog Pipeline ends."

[[entry]]
id = "nut"
kind = "ends"
names = ["Acme Nut"]
date = 2027-05-01
source = "https://docs.acme.example/news/nut"
quote = "Acme Nut ends on May 1, 2027."

[[entry]]
id = "bolt"
kind = "closed"
names = ["Acme Bolt"]
but_not = ["Acme Bolt connections"]
date = 2026-03-01
source = "https://docs.acme.example/news/bolt"
quote = "Acme Bolt is closed."

[[entry]]
id = "sprocket"
kind = "closed"
names = ["Acme Sprocket"]
date = 2024-07-25
until = 2025-11-24
source = "https://docs.acme.example/news/sprocket"
quote = "Acme Sprocket is back."

[[entry]]
id = "gear"
kind = "ends"
names = ["Acme Gear"]
now = ["Acme Drive Gear"]
date = 2025-01-01
source = "https://docs.acme.example/news/gear"
quote = "Acme Gear ends."
""",
)
IN_2020 = date(2020, 12, 8)

GUILTY = {
    "paragraph": "We spin it with «Acme Cog» every day.",
    "heading": "# «Acme Cog» in ten minutes\n\nSpin.",
    "list item": "- one\n- «Acme Cog» for all\n",
    "table cell": "| Tool | For |\n|---|---|\n| «Acme Cog» | spinning |\n",
    "link text": "[«Acme Cog»](https://a.example/)",
    "alternative text": "![a chart of «Acme Cog»](chart.png)",
    "over a line end": "We love «Acme\nCog» a lot.",
    "with emphasis": "Try «Acme *Cog»*.",
    "another spelling": "Several «Acme Cogs» turn.",
    "one word": "Open «CogSpinner» and wait.",
    "without its owner, and still one of a kind": "The camera is a «DeepCog» by now.",
    "announced, which is no end": "«Acme Cog» was announced at the fair in 2020.",
    "the past of something else": "We used it with «Acme Cog» for a demo.",
    "possessive": "«Acme Cog»'s wheels",
    "in brackets": "A tool («Acme Cog») for wheels",
    "before a small word with a capital": "## «Acme Cog» And Its Friends",
    "before a number": "«Acme Cog» 2 turns.",
    "twice in a section": "«Acme Cog» turns. Acme Cog again, and CogSpinner.",
    "two sections": "# A\n\n«Acme Cog»\n\n# B\n\n«Acme Cog»\n",
    "two products": "«Acme Cog» and «Amazon DeepCog» turn.",
    "told of another": "Amazon DeepCog has ended. «Acme Cog» turns.",
    "told in another section": "# A\n\nAcme Cog has ended.\n\n# B\n\n«Acme Cog» turns.",
    "listed anew before it ended": "«Acme Gear» meshes.",
    "will end": "«Acme Nut» holds it.",
    "closed": "«Acme Bolt» holds it.",
    "words that look like an end": (
        "«Acme Cog» helps end users with free predictive maintenance, end to end."
    ),
    "a word of ending about something else": "The day ended. «Acme Cog» turned on.",
}

HEALTHY = {
    "code span": "Type `Acme Cog` here.",
    "fenced code": "```\nAcme Cog\n```\n",
    "destination": "[wheels](https://a.example/CogSpinner 'Acme Cog')",
    "comment": "<!-- Acme Cog -->\n\nText.",
    "front matter": "---\ntitle: Acme Cog\n---\nText.\n",
    "half a word": "Acme Cogwheels and CogSpinners.",
    "identifier": "Call CogSpinner() of Acme::CogSpinner.",
    "other case": "acme cog",
    "longer name": "Acme Cog Connections stay.",
    "longer name with a hyphen": "Acme Cog-Classic stays.",
    "longer name with emphasis": "Acme Cog **Connections** stay.",
    "longer name that is known": "Acme Bolt connections stay.",
    "name since then": "Acme Drive Gear meshes.",
    "open again": "Acme Sprocket turns.",
    "without its owner, anybody's": "A Cog Pipeline is a row of cogs.",
    "ended": "Acme Cog ended in January 2026.",
    "has been retired": "Acme has retired Acme Cog.",
    "was discontinued": "Acme Cog was discontinued.",
    "no longer": "You can no longer use Acme Cog.",
    "end of life": "Acme Cog reached its end of life.",
    "shut down": "Acme shut Acme Cog: it was shut down in winter.",
    "used to": "We used to spin with Acme Cog.",
    "was a": "Acme Cog was a spinner for everyone.",
    "until a year": "Acme Cog ran here until early 2026.",
    "replaced": "Acme Cog was replaced by Acme Wheel.",
    "migration": "Migrate your wheels from Acme Cog.",
    "alternatives": "Three alternatives to Acme Cog",
    "instead": "Use Acme Wheel instead of Acme Cog.",
    "closed to new customers": "Acme Bolt takes no new customers.",
    "goes away": "Acme Cog goes away in January.",
    "goodbye": "Goodbye, Acme Cog.",
    "stopped": "Acme stopped selling Acme Cog.",
    "its end": "Acme Cog's end is near.",
    "after it": "What to use after Acme Cog?",
    "cannot": "You can't order Acme Cog from there.",
    "won't": "Acme Cog won't be available after January.",
    "maintenance": "Acme Cog is in maintenance.",
    "a look back": "Acme Cog: a look back",
    "alternatives without a word behind": "Acme Cog alternatives",
    "laid to rest": "Acme Cog has been laid to rest.",
    "gave way": "Acme Cog gave way to Acme Wheel.",
    "in the next sentence": "This was made with Acme Cog. It has since been shut down.",
    "heading tells": "## Retired services\n\n- Acme Cog\n- Amazon DeepCog\n",
    "line before a list tells": "These have ended:\n\n- Acme Cog\n",
    "head of the column tells": "| Tool | End of support |\n|---|---|\n| Acme Cog | 2026 |\n",
    "told later in the section": "Acme Cog turns.\n\nAcme Cog is no longer sold.",
    "struck out": "~~Acme Cog~~ Acme Wheel turns.",
    "quoted": "Read “Introducing Acme Cog” for more.",
    "title of what is linked": (
        "[Introducing Acme Cog: Spinning Wheels Without Any Hands](https://a.example/)"
    ),
}


def found(text: str, published: date | None = IN_2020, as_of: date = TODAY) -> list[TextFinding]:
    days = {"article.md": published} if published else {}
    return find_old_names([document(text)], days, Policy(as_of, packs=(PACK,)))


@pytest.mark.parametrize("case", GUILTY.values(), ids=GUILTY)
def test_a_name_without_a_future_is_found_at_its_place(case: str) -> None:
    text, regions = marked(case)

    remarks = found(text)

    assert [remark.region for remark in remarks] == regions
    assert {remark.finding.rule for remark in remarks} == {"retired-name"}


@pytest.mark.parametrize("case", HEALTHY.values(), ids=HEALTHY)
def test_what_only_looks_like_one_or_is_told_is_let_be(case: str) -> None:
    assert found(case) == []


@pytest.mark.parametrize(
    ("name", "level", "message"),
    [
        ("Acme Cog", Level.WARNING, "Acme Cog ended on 2026-01-31; successor: Acme Wheel"),
        ("CogSpinner", Level.WARNING, "Acme Cog ended on 2026-01-31; successor: Acme Wheel"),
        ("Amazon DeepCog", Level.WARNING, "Amazon DeepCog ended in 2025-05"),
        ("Acme Nut", Level.NOTE, "Acme Nut will end on 2027-05-01"),
        ("Acme Bolt", Level.NOTE, "Acme Bolt takes no new customers since 2026-03-01"),
    ],
)
def test_what_has_ended_is_a_warning_and_all_else_a_note(
    name: str, level: Level, message: str
) -> None:
    """Issue 17: with day, source and successor."""
    [remark] = found(f"{name} turns.")

    finding = remark.finding
    assert (finding.verdict, finding.level, finding.message) == (Verdict.RETIRED, level, message)
    assert (finding.replacement, finding.certain) == (None, False)
    [proof] = finding.evidence
    assert (proof.source, proof.date) == ("pack", "2026-11-01")
    assert proof.url.startswith("https://docs.acme.example/news/")


@pytest.mark.parametrize(
    ("name", "published", "as_of", "level"),
    [
        ("Acme Cog", date(2026, 6, 1), TODAY, Level.WARNING),  # too late even for its writer
        ("Acme Cog", None, TODAY, Level.WARNING),
        ("Acme Cog", IN_2020, date(2026, 1, 30), Level.NOTE),
        ("Acme Bolt", date(2026, 2, 28), TODAY, Level.NOTE),
        ("Acme Bolt", date(2026, 3, 1), TODAY, None),  # its writer is a customer
        ("Acme Bolt", None, TODAY, Level.NOTE),
        ("Acme Bolt", IN_2020, date(2026, 2, 28), None),
        ("Acme Sprocket", IN_2020, date(2025, 11, 23), Level.NOTE),
    ],
)
def test_the_days_of_the_article_and_of_the_audit_decide(
    name: str, published: date | None, as_of: date, level: Level | None
) -> None:
    levels = [remark.finding.level for remark in found(f"{name} turns.", published, as_of)]

    assert levels == ([] if level is None else [level])


@pytest.mark.parametrize(
    ("text", "line", "message", "is_left"),
    [
        ("Acme Cog", 1, "", False),
        ("the Acme\nCog guide", 1, "", False),
        ("Acme Cog", 1, "Acme Cog will end on 2026-01-31", True),
        ("a tool", 1, "", True),
        ("Acme Cog", 9, "", True),
    ],
)
def test_the_text_of_a_link_of_which_the_same_is_reported_is_not_reported_again(
    text: str, line: int, message: str, *, is_left: bool
) -> None:
    remarks = found("Acme Cog turns.")
    said = message or remarks[0].finding.message
    ended = finding("service-ended", Verdict.RETIRED, Level.WARNING, message=said)
    written = result(ended, link=link(text=text, uses=[Place(line, 1)]))

    assert bool(list(not_told_by_links(remarks, [written]))) is is_left
