"""The candidates as TOML: they parse back, and a person reads what they are held against."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from linkaudit.refresh.as_toml import HEAD, as_toml, fields
from linkaudit.refresh.candidate import Candidate, Origin, Remark, plain
from linkaudit.refresh.compare import Proposal, proposals
from linkaudit.rules.packs.load import parse_pack
from linkaudit.rules.packs.model import FactKind
from linkaudit.text import toml
from tests.unit.refresh import DOCS, pack

COG = """id = "amazon-cog"
kind = "ends"
names = ["Amazon Cog"]
date = 2026-01-31"""
PAGE = f"{DOCS}/cog/change.html"
TABLE = f"{DOCS}/general/latest/gr/sunset_services.html"


def test_a_person_sees_the_entry_its_source_and_what_it_differs_from() -> None:
    ends = FactKind.ENDS
    found = proposals(
        [
            Candidate(Origin.OWN_PAGE, ends, "Amazon Cog", PAGE, 'It "ends".', date(2026, 5, 31)),
            Candidate(Origin.TABLE, ends, "Amazon Cog", TABLE, "Cog | May", date(2026, 5, 20)),
            Candidate(Origin.SDK, ends, "Amazon Cog", PAGE, "Gone by then."),
            Candidate(Origin.SDK, ends, "Amazon Gear", PAGE, "Gone."),
            Candidate(
                *(Origin.PERMISSIONS, FactKind.RENAMED, "Amazon Nut", PAGE, "Nut, then Bolt."),
                now="Amazon Bolt",
            ),
        ],
        [pack(COG)],
    )
    remark = Remark("Amazon Rim", "The Rim API is retired.", PAGE)
    [cog] = pack(COG).entries

    assert as_toml(found, [(cog, "cogs")], [remark]) == (
        f"{HEAD}\n"
        f"# The pack says (amazon-cog): Amazon Cog ends 2026-01-31. {DOCS}/x.html\n"
        f"# Also: Gone by then. {PAGE}\n"
        "[[entry]]\n"
        'id = "amazon-cog"\n'
        'kind = "ends"\n'
        'names = ["Amazon Cog"]\n'
        "date = 2026-05-31\n"
        f'source = "{PAGE}"\n'
        'quote = "It \\"ends\\"."\n'
        "other_date = 2026-05-20\n"
        f'other_source = "{TABLE}"\n'
        'other_quote = "Cog | May"\n'
        "\n"
        "# This source has no day of effect: find one, or leave the entry here.\n"
        "[[entry]]\n"
        'id = "amazon-gear"\n'
        'kind = "ends"\n'
        'names = ["Amazon Gear"]\n'
        f'source = "{PAGE}"\n'
        'quote = "Gone."\n'
        "\n"
        "[[entry]]\n"
        'id = "amazon-nut-renamed"\n'
        'kind = "renamed"\n'
        'names = ["Amazon Nut"]\n'
        'now = ["Amazon Bolt"]\n'
        f'source = "{PAGE}"\n'
        'quote = "Nut, then Bolt."\n'
        "\n"
        "# Sentences that may say something, and were not understood.\n"
        f"# Amazon Rim: “The Rim API is retired.” {PAGE}\n"
        "\n"
        "# Guides of facts that the pack has, at addresses that it lacks: add them to `slugs`.\n"
        '# amazon-cog: "cogs"\n'
    )


def test_the_day_of_the_announcement_has_its_own_source_beside_that_of_the_effect() -> None:
    closed, name = FactKind.CLOSED, "Amazon Cog"
    table = Candidate(Origin.TABLE, closed, name, TABLE, "Cog | May", announced=date(2026, 5, 1))
    page = Candidate(Origin.OWN_PAGE, closed, name, PAGE, "It closes.", date(2026, 6, 1))

    [alone] = proposals([table], [pack()])
    [both] = proposals([table, page], [pack()])

    assert list(fields(alone))[-1] == ("announced", date(2026, 5, 1))
    assert list(fields(both))[3:] == [
        ("date", date(2026, 6, 1)),
        ("source", PAGE),
        ("quote", "It closes."),
        ("announced", date(2026, 5, 1)),
        ("announced_source", TABLE),
        ("announced_quote", "Cog | May"),
    ]
    assert "# Also" not in as_toml([both])


def test_nothing_found_leaves_the_head_alone() -> None:
    assert as_toml(()) == HEAD
    assert toml.parse(HEAD) == {}


def test_a_candidate_with_a_day_is_an_entry_of_a_pack() -> None:
    told = Candidate(Origin.TABLE, FactKind.ENDS, "Amazon Cog", PAGE, "It ends.", date(2026, 5, 31))
    head = 'name = "x"\nread_on = 2026-11-28\nhosts = ["docs.aws.amazon.com"]\n'

    [entry] = parse_pack("x", head + as_toml([Proposal(told, "amazon-cog")])).entries

    assert (entry.names, entry.date, entry.quote) == (("Amazon Cog",), told.date, "It ends.")


# Whatever a source says, among it what TOML and comments could trip over.
TEXTS = st.text(st.characters(), max_size=40) | st.sampled_from(
    [
        '"',
        "\\",
        "'''",
        '"""',
        "\n[[entry]]",
        "# x\r\n",
        "\x7f\x00",
        "\ud800",
        "\u2028x",
        "\x85id = 1",
    ]
)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2099, 12, 31))


@st.composite
def candidates(draw: st.DrawFn) -> Candidate:
    """As a reader makes them: each text passes `plain`, and no name is empty."""
    kind = draw(st.sampled_from(FactKind))
    name, now = (plain(draw(TEXTS)) or "Cog" for _ in range(2))
    return Candidate(
        draw(st.sampled_from(Origin)),
        kind,
        name,
        f"{DOCS}/{draw(st.sampled_from('abc'))}.html",
        plain(draw(TEXTS)) or "-",
        draw(DAYS),
        draw(DAYS),
        now if kind is FactKind.RENAMED else "",
    )


@settings(max_examples=40)
@given(
    st.lists(candidates(), max_size=5),
    st.lists(st.builds(Remark, TEXTS.map(plain), TEXTS.map(plain), st.just(DOCS)), max_size=2),
)
def test_what_is_written_parses_back_to_the_candidates(
    given_: list[Candidate], remarks: list[Remark]
) -> None:
    found = proposals(given_, [pack(COG)])

    parsed = toml.parse(as_toml(found, (), remarks)).get("entry", [])

    assert parsed == [dict(fields(one)) for one in found]
    assert as_toml(proposals(reversed(given_), [pack(COG)]), (), remarks[::-1]) == as_toml(
        found, (), remarks
    )
