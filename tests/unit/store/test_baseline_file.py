"""The baseline: what it marks, what of it is stale, how the file looks, and what is refused."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from linkaudit.errors import BaselineError
from linkaudit.model.baseline import Baseline, BaselineEntry
from linkaudit.model.document import Problem
from linkaudit.model.report import Finding, Level, Report, Result, Verdict
from linkaudit.store.baseline_file import (
    HEADER,
    apply_baseline,
    baseline_text,
    entries_of,
    parse,
    read_baseline,
    updated_baseline,
)
from tests.builders import finding, link, old_name, report, result
from tests.unit.report.hostile import STRINGS

TODAY = date(2026, 11, 23)
ENDED = finding("service-ended", Verdict.RETIRED, Level.WARNING)


def one(*found: Finding, uri: str = "https://a.example/", path: str = "a.md") -> Result:
    return result(*found, link=link(uri, path=path))


def baseline(made: Report) -> Baseline:
    return Baseline("base.txt", frozenset(entries_of(made)))


def held(made: Report, known: Baseline, root: Path, *ignored: str) -> Report:
    return apply_baseline(made, known, frozenset(ignored), root)


def stale(made: Report, root: Path, then: Report, *ignored: str) -> list[str]:
    """The destinations of the entries made `then` that match nothing any more."""
    found = held(made, baseline(then), root, *ignored).baseline
    assert found is not None
    return [entry.destination for entry in found.stale]


# ------------------------------------------------------------------------- what it marks


def test_what_was_known_then_is_accepted_and_the_rest_is_not(tmp_path: Path) -> None:
    then = report(one(finding()), one(ENDED, path="b.md"))

    made = held(report(one(finding(), ENDED), one(path="b.md")), baseline(then), tmp_path)

    assert [item.accepted for item in made.results] == [{"not-found"}, frozenset()]
    assert made.results[0].to_act_on == (ENDED,)
    assert made.results[0].level is Level.WARNING
    assert made.results[0].verdict is Verdict.DEAD, "it is dead all the same"


def test_the_second_of_two_is_as_new_as_any(tmp_path: Path) -> None:
    known = baseline(report(one(finding())))

    made = held(report(one(finding()), one(finding())), known, tmp_path)

    assert [item.is_accepted for item in made.results] == [True, False]


def test_the_same_link_in_another_document_is_another(tmp_path: Path) -> None:
    known = baseline(report(one(finding())))

    assert not held(report(one(finding(), path="b.md")), known, tmp_path).results[0].accepted


def test_old_names_can_be_accepted_too(tmp_path: Path) -> None:
    then = report(text_findings=[old_name()])

    made = held(report(text_findings=[old_name(), old_name("Cog Wheel")]), baseline(then), tmp_path)

    assert [remark.is_accepted for remark in made.text_findings] == [True, False]


def test_a_document_that_could_not_be_read_is_never_accepted() -> None:
    assert list(entries_of(report(problems=[Problem("a.md", "too large")]))) == []


@pytest.mark.parametrize("hostile", STRINGS)
def test_any_text_is_found_again(hostile: str, tmp_path: Path) -> None:
    then = report(one(finding(), uri=hostile, path=hostile), text_findings=[old_name(hostile)])
    known = parse("base.txt", baseline_text(entries_of(then)))

    made = held(then, known, tmp_path)

    assert made.results[0].is_accepted
    assert made.text_findings[0].is_accepted
    assert made.baseline is not None
    assert made.baseline.stale == ()


# ------------------------------------------------------------------------ what is stale


def test_what_was_looked_for_and_not_found_is_stale(tmp_path: Path) -> None:
    then = report(one(finding()), one(ENDED, uri="https://b.example/"))

    assert stale(report(one(finding())), tmp_path, then) == ["https://b.example/"]


@pytest.mark.parametrize("verdict", ["skipped", "unchecked", "blocked", "unreachable"])
def test_what_could_not_be_looked_at_is_not_stale(verdict: str, tmp_path: Path) -> None:
    """A page that does not answer today has not been fixed."""
    now = one(finding("why", Verdict(verdict), Level.NONE))

    assert stale(report(now), tmp_path, report(one(finding()))) == []


def test_other_documents_are_left_alone_while_they_are_there(tmp_path: Path) -> None:
    then = report(one(finding(), path="b.md"))
    (tmp_path / "b.md").touch()
    assert stale(report(one()), tmp_path, then) == []

    (tmp_path / "b.md").unlink()
    assert stale(report(one()), tmp_path, then) == ["https://a.example/"]


@pytest.mark.parametrize("path", ["../b.md", "a/../../b.md", "/nowhere/b.md"])
def test_what_lies_outside_the_tree_is_not_even_looked_for(path: str, tmp_path: Path) -> None:
    """A stranger's baseline does not learn which files there are."""
    assert stale(report(one()), tmp_path, report(one(finding(), path=path))) == []


def test_a_name_that_no_file_can_have_is_of_no_document(tmp_path: Path) -> None:
    then = report(one(finding(), path=f"{'x' * 5_000}.md"))

    assert stale(report(one()), tmp_path, then) == ["https://a.example/"]


def test_what_could_not_be_read_says_nothing_of_its_entries(tmp_path: Path) -> None:
    now = report(problems=[Problem("a.md", "a part was not read")], documents=["a.md"])

    assert stale(now, tmp_path, report(one(finding()))) == []


def test_a_rule_that_is_left_out_says_nothing_of_its_entries(tmp_path: Path) -> None:
    assert stale(report(one()), tmp_path, report(one(ENDED)), "service-ended") == []


# ------------------------------------------------------------------------------ the file


def test_the_file_has_a_line_for_each_finding_sorted_by_place() -> None:
    made = report(
        one(finding(), uri="https://b.example/?token=hush"),
        one(finding()),
        one(finding(), path="0.md"),
    )

    first, *lines = baseline_text(entries_of(made)).splitlines()

    assert first == HEADER
    assert [line.split("\t")[1:] for line in lines] == [
        ["not-found", "0.md", "https://a.example/"],
        ["not-found", "a.md", "https://a.example/"],
        ["not-found", "a.md", "https://b.example/?token=***"],
    ]
    assert all(len(line.split("\t")[0]) == 32 for line in lines)


def test_what_is_written_reads_back() -> None:
    entries = frozenset(entries_of(report(one(finding(), ENDED), text_findings=[old_name()])))

    assert parse("base.txt", baseline_text(entries)) == Baseline("base.txt", entries)


def test_the_order_of_documents_and_lines_makes_no_difference() -> None:
    items = [one(finding()), one(ENDED, uri="https://b.example/"), one(ENDED, path="b.md")]

    assert baseline_text(entries_of(report(*items))) == baseline_text(
        entries_of(report(*reversed(items)))
    )


def test_a_renewed_file_keeps_what_nobody_looked_at(tmp_path: Path) -> None:
    (tmp_path / "b.md").touch()
    then = report(one(finding()), one(ENDED, path="b.md"))

    text = updated_baseline(report(one(ENDED)), baseline(then), frozenset(), tmp_path)

    kept = {(entry.path, entry.rule) for entry in parse("base.txt", text).entries}
    assert kept == {("a.md", "service-ended"), ("b.md", "service-ended")}


def test_both_sides_of_a_merge_are_kept_with_gits_union(tmp_path: Path) -> None:
    """As docs/history.md advises; without it, git may ask about lines side by side."""
    base, ours, theirs = (tmp_path / name for name in ("base", "ours", "theirs"))
    sides = [[], ["https://ours.example/"], ["https://theirs.example/"]]
    for file, more in zip((base, ours, theirs), sides, strict=True):
        made = report(*(one(finding(), uri=uri) for uri in ["https://a.example/", *more]))
        file.write_text(baseline_text(entries_of(made)))

    command = ["git", "merge-file", "-p", "--union", str(ours), str(base), str(theirs)]
    merged = subprocess.run(command, capture_output=True, check=True, text=True).stdout

    assert {entry.destination for entry in parse("base.txt", merged).entries} == {
        "https://a.example/",
        "https://ours.example/",
        "https://theirs.example/",
    }


def test_line_ends_of_windows_an_empty_line_and_a_line_twice_do_no_harm() -> None:
    text = baseline_text(entries_of(report(one(finding()))))
    line = text.splitlines()[1]

    again = parse("base.txt", f"{text}{line}\n\n".replace("\n", "\r\n"))

    assert again == parse("base.txt", text)


SOUND = f"{'0' * 32}\tnot-found\ta.md\thttps://a.example/"
WRONG = {
    "empty": ("", 1, "not a baseline"),
    "another file": ("# Title\n", 1, "not a baseline"),
    "another version": ("# linkaudit baseline, version 2: x\n", 1, "another version"),
    "version 10": ("# linkaudit baseline, version 10: x\n", 1, "another version"),
    "a conflict": (f"{HEADER}\n{SOUND}\n<<<<<<< ours\n", 3, "a conflict of git's"),
    "a field short": (f"{HEADER}\n{SOUND}\n{SOUND[:-20]}\n".replace("\thttps", ""), 2, "four"),
    "no fingerprint": (f"{HEADER}\n\nx{SOUND}\n", 3, "fingerprint"),
    "words": (f"{HEADER}\nwords\n", 2, "four fields"),
}


@pytest.mark.parametrize(("text", "line", "words"), WRONG.values(), ids=WRONG)
def test_what_is_no_baseline_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(BaselineError) as refusal:
        parse("base.txt", text)

    assert str(refusal.value).startswith(f"base.txt:{line}: ")
    assert words in str(refusal.value)


def test_bytes_that_are_no_text_are_refused_with_their_line(tmp_path: Path) -> None:
    file = tmp_path / "base.txt"
    file.write_bytes(f"{HEADER}\n{SOUND}\n".encode() + b"\xff\n")

    with pytest.raises(BaselineError, match=r"base\.txt:3: not UTF-8"):
        read_baseline(file)


def test_a_folder_and_nothing_at_all_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="not a regular file"):
        read_baseline(tmp_path)
    with pytest.raises(BaselineError, match="no such file or directory; write one"):
        read_baseline(tmp_path / "none.txt")


def test_fields_of_a_hostile_file_are_inert() -> None:
    line = f"{'0' * 32}\t\x1b[31mred\t::error::a.md\thttps://me:pw@a.example/"

    (entry,) = parse("base.txt", f"{HEADER}\n{line}\n").entries

    assert entry == BaselineEntry("::error::a.md", "https://***@a.example/", " [31mred", "0" * 32)


def test_without_a_baseline_a_report_stays_as_it_is(tmp_path: Path) -> None:
    made = report(one(finding()))

    assert apply_baseline(made, None, frozenset(), tmp_path) is made
