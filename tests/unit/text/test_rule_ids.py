"""Old spellings of rule ids: what they stand for, and what stays the same."""

from linkaudit.model.fingerprint import Numbering
from linkaudit.rules.registry import RULES
from linkaudit.text.rule_ids import RENAMED, current_id, renamed_notes


def test_every_old_id_stands_for_a_rule_and_is_none_itself() -> None:
    known = {rule.id for rule in RULES}

    assert set(RENAMED.values()) <= known
    assert known.isdisjoint(RENAMED)


def test_an_id_that_was_not_renamed_stays_as_it_is() -> None:
    assert [current_id(rule) for rule in ("ended", "not-found", "nonsense")] == [
        "service-ended",
        "not-found",
        "nonsense",
    ]


def test_a_finding_keeps_the_fingerprint_of_its_first_id() -> None:
    """Baselines, histories and code scanning know it by that."""
    fingerprints = [
        Numbering().fingerprint("a.md", rule, "https://a.example/")
        for rule in ("ended", "service-ended", "service-ending")
    ]

    assert fingerprints[0] == fingerprints[1] != fingerprints[2]


def test_a_note_names_the_place_and_the_new_id() -> None:
    assert list(renamed_notes("a.md:3", ["ended", "not-found", "ended"])) == [
        "a.md:3: rule 'ended' is now 'service-ended'; update the id"
    ]
