"""What makes two findings the same from run to run, and what does not."""

from dataclasses import replace

from linkaudit.model.document import Region
from linkaudit.model.fingerprint import fingerprints, keys
from linkaudit.model.report import Level, Report, Verdict
from linkaudit.report.view import entries
from tests.builders import finding, link, old_name, report, result
from tests.golden import make_report

SECRETS = ["https://a.example/?token=one", "https://a.example/?token=two"]


def gone(*lines: int, uri: str = "https://a.example/", path: str = "a.md") -> Report:
    return report(*(result(finding(), link=link(uri, path=path, line=line)) for line in lines))


def all_of(made: Report) -> list[str]:
    found = fingerprints(made)
    return [text for told in found.results for text in told.values()] + list(found.text_findings)


def test_lines_that_move_change_nothing() -> None:
    assert all_of(gone(3, 9)) == all_of(gone(40, 90))


def test_two_alike_in_one_document_are_two() -> None:
    assert len(set(all_of(gone(3, 9)))) == 2


def test_where_the_first_of_two_is_mended_the_other_takes_its_place() -> None:
    assert all_of(gone(9)) == all_of(gone(3, 9))[:1]


def test_a_message_may_be_worded_anew() -> None:
    other = replace(finding(), message="it is gone for good")

    assert all_of(report(result(other))) == all_of(report(result(finding())))


def test_a_secret_that_is_renewed_makes_no_other_finding() -> None:
    old, new = (all_of(gone(1, uri=uri)) for uri in SECRETS)

    assert old == new


def test_rule_and_destination_make_a_difference() -> None:
    other = report(result(finding("service-ended"), link=link("https://a.example/", path="a.md")))

    assert len({*all_of(gone(1)), *all_of(gone(1, uri="https://b.example/")), *all_of(other)}) == 3


def test_what_has_no_level_is_no_finding() -> None:
    fine = finding("skipped", Verdict.SKIPPED, Level.NONE)

    assert fingerprints(report(result(fine))).results == ({},)


def test_old_names_have_one_too() -> None:
    first, moved = old_name(), replace(old_name(), region=Region(7, 1, 7, 9))

    assert all_of(report(text_findings=[first])) == all_of(report(text_findings=[moved]))
    assert len(set(all_of(report(text_findings=[first, moved])))) == 2


def test_the_lists_of_the_reports_have_the_same_ones() -> None:
    """SARIF's fingerprints, and those of the baseline, are made in one place."""
    made = make_report()
    listed = [e.fingerprint for e in entries.entries(made) if e.fingerprint]

    assert listed[: -len(made.problems)] == all_of(made)


def test_links_have_keys_whatever_was_found_of_them() -> None:
    first, second = link(line=1), link(line=2)

    assert keys([first, second]) == keys([replace(first, text="other words"), second])
    assert len({*keys([first, second]), *keys([link("https://b.example/")])}) == 3
    assert keys([link(SECRETS[0])]) == keys([link(SECRETS[1])])
