"""The pack of ended versions: its file, and what is looked up in it."""

from __future__ import annotations

from datetime import date

import pytest

from linkaudit.rules.packs.model import FactKind
from linkaudit.rules.packs.versions import builtin_versions, parse_versions

VERSIONS = builtin_versions()

OURS = (
    "# A comment.\n"
    "read_on\t2026-11-01\n"
    "cog\tCog\tCog|Acme Cog|Wheel?\tspokes\t"
    "docs.cog.example/{lang}/v{v}/**>docs.cog.example/{lang}/** v{v-}.cog.example/**\t"
    "3.1\t3.1=2027-01-01 3.0=2026-01-01+2028-01-01 2.9/lynx/2=2025-01-01 1=\n"
)
COG = parse_versions(OURS)


def test_every_line_of_the_file_can_be_read() -> None:
    facts = list(VERSIONS.entries())

    assert len(VERSIONS.lines) >= 70
    assert len(facts) > 1000
    assert len({fact.id for fact in facts}) == len(facts)
    assert {fact.kind for fact in facts} == {FactKind.ENDS}
    for fact in facts:
        assert fact.date is not None, fact.id
        assert date(1996, 1, 1) < fact.date < date(2045, 1, 1), fact.id
        assert fact.source.startswith("https://endoflife.date/"), fact.id
        assert fact.date.isoformat() in fact.quote, fact.id


def test_every_address_is_of_a_host_and_names_a_version() -> None:
    for id_ in VERSIONS.lines:
        for pattern, current in VERSIONS.product(id_).links:
            assert "v" in pattern.groupindex, id_
            assert not current or "." in current.partition("/")[0], id_


def test_a_product_is_parsed_when_it_is_asked_for_and_not_before() -> None:
    """Issue 17: 36 KB are split into lines; what is wrong with one shows when that is needed."""
    broken = parse_versions(OURS + "nut\tNut\tNut\t\t\t\t1=not-a-day\n")

    assert broken.named_in("Cog 3.0") != {}
    with pytest.raises(ValueError, match="not-a-day"):
        broken.product("nut")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Use Cog 3.0.", {"Cog 3.0": "3.0"}),
        ("Use Cog 3.0.7 here", {"Cog 3.0.7": "3.0"}),
        ("Use Cog **3.0**", {"Cog 3.0": "3.0"}),
        ("Use [Cog] 3.0", {"Cog 3.0": "3.0"}),
        ("Use Cog\n3.0", {"Cog 3.0": "3.0"}),
        ("Use Cog v3.0", {"Cog v3.0": "3.0"}),
        ("Use Cog version 3.0", {"Cog version 3.0": "3.0"}),
        ("Use Cog 2.9.x", {"Cog 2.9.x": "2.9"}),
        ("Use Acme Cog 3.1", {"Acme Cog 3.1": "3.1", "Cog 3.1": "3.1"}),
        ("A Wheel 3.0", {"Wheel 3.0": "3.0"}),
        ("Cogs 3.0, cog 3.0, xCog 3.0, a-Cog 3.0", {}),
        ("Cog 4.0, Cog 30, Cog 3.01, Cog 3.0b1", {}),
        ("Cog 2, Cog lynx", {}),  # of addresses only
        ("Cog 1.2", {}),  # its end is not known
    ],
)
def test_versions_in_a_text(text: str, names: dict[str, str]) -> None:
    found = {name: version.number for name, (_, version, _) in COG.named_in(text).items()}

    assert found == names


@pytest.mark.parametrize(
    ("uri", "number", "current"),
    [
        ("https://docs.cog.example/en/v3.0/a/b", "3.0", "https://docs.cog.example/en/a/b"),
        ("https://docs.cog.example/en/v3.0", "3.0", "https://docs.cog.example/en/"),
        ("https://docs.cog.example/pt-br/v3.0.1/", "3.0", "https://docs.cog.example/pt-br/"),
        ("https://docs.cog.example/en/v3.0.x/", "3.0", "https://docs.cog.example/en/"),
        ("https://docs.cog.example/en/v2/", "2.9", "https://docs.cog.example/en/"),
        ("https://v3-0.cog.example/a?b#c", "3.0", ""),
        ("https://docs.cog.example/en/v3/", None, ""),
        ("https://docs.cog.example/en/3.0/", None, ""),
        ("https://docs.cog.example/en/v3.0rc1/", None, ""),
        ("https://docs.cog.example/english/v3.0/", None, ""),
        ("https://other.example/en/v3.0/", None, ""),
        ("https://a.v3-0.cog.example/", None, ""),
    ],
)
def test_versions_in_an_address(uri: str, number: str | None, current: str) -> None:
    found = COG.documented(uri)

    assert (found.version.number if found else None) == number
    assert (found.current if found else "") == current


def test_a_fact_of_the_users_own_takes_the_place_of_one() -> None:
    """docs/packs.md: somebody may pay for a longer support."""
    less = COG.without(frozenset({"cog-3-0"}))

    assert less.named_in("Cog 3.0 and Cog 2.9").keys() == {"Cog 2.9"}
    assert less.documented("https://docs.cog.example/en/v3.0/") is None
    assert "cog-3-0" not in {fact.id for fact in less.entries()}


def test_a_version_to_go_on_with_is_named_while_it_is_known_to_be_supported() -> None:
    cog = COG.product("cog")

    assert cog.supported(date(2026, 12, 31)) == "Cog 3.1 is supported until 2027-01-01"
    assert cog.supported(date(2027, 1, 1)) == ""


def test_a_text_made_of_versions_is_no_work() -> None:
    """HOSTILE D: each name found is searched for again, so their number is bounded."""
    assert COG.named_in("".join(f"Cog 3.0.{patch}, " for patch in range(10_000))) == {}
    assert len(COG.named_in(f"Cog 3.0{'.1' * 100_000} and Cog 2.9")) == 2
    assert COG.named_in(f"Cog 3{'1' * 100_000}") == {}
