"""Files that a link names and that are not there."""

import pytest

from linkaudit.model.http import Failure, FailureKind
from linkaudit.model.report import Finding, LocalTarget, Observation
from linkaudit.rules.base import RuleContext
from tests.builders import case, link
from tests.unit.rules.visits import only


def missing(
    written: str,
    path: str,
    *,
    spellings: tuple[str, ...] = (),
    neighbours: tuple[str, ...] = (),
) -> RuleContext:
    """A link, written so, to a file that is not there."""
    target = LocalTarget(path)
    failure = Failure(FailureKind.MISSING, f"there is no file {path}", path)
    seen = Observation(target, failure, spellings=spellings, neighbours=neighbours)
    return case(link=link(written), seen=seen)


def offer(found: Finding) -> tuple[str | None, bool]:
    return found.replacement, found.certain


def test_a_file_that_is_not_there_is_missing() -> None:
    found = only(missing("gone.md", "gone.md", neighbours=("other.txt",)))

    assert (found.rule, found.message) == ("file-missing", "there is no file gone.md")
    assert offer(found) == (None, False)


@pytest.mark.parametrize(
    ("written", "real", "instead"),
    [
        ("Readme.md", "README.md", "README.md"),
        ("./Readme.md?x#Y", "README.md", "./README.md?x#Y"),
        ("../Docs/A.md#b", "docs/a.md", "../docs/a.md#b"),
        ("/Docs/A.md", "docs/a.md", "/docs/a.md"),
        ("Docs/", "docs", "docs/"),
        ("Docs//A.md", "docs/a.md", "docs//a.md"),
        ("Docs\\A.md", "docs/a.md", "docs\\a.md"),
        ("A%20B/C%20d.md", "a b/C d.md", "a%20b/C%20d.md"),
        ("STRASSE (1).md", "straße (1).md", "straße%20%281%29.md"),
        ("u\u0308.md", "ü.md", "ü.md"),
    ],
)
def test_a_file_whose_name_differs_by_case_is_offered_for_certain(
    written: str, real: str, instead: str
) -> None:
    """As the author wrote it: only what differs changes."""
    found = only(missing(written, "any/case.md", spellings=(real,)))

    assert f"the file is named {real}" in found.message
    assert offer(found) == (instead, True)


def test_of_two_that_differ_by_case_none_is_certain() -> None:
    found = only(missing("Read.md", "Read.md", spellings=("READ.md", "read.md")))

    assert "READ.md and read.md" in found.message
    assert offer(found) == (None, False)


@pytest.mark.parametrize("written", ["../../Up/a.md", "sub/../Other.md"])
def test_what_cannot_be_put_in_the_authors_form_is_only_said(written: str) -> None:
    found = only(missing(written, "any.md", spellings=("deep/elsewhere/real.md",)))

    assert "the file is named deep/elsewhere/real.md" in found.message
    assert offer(found) == (None, False)


@pytest.mark.parametrize(
    ("written", "path", "instead"),
    [
        ("gide.md", "gide.md", "guide.md"),
        ("../docs/gide.md?x#y", "docs/gide.md", "../docs/guide.md?x#y"),
        ("/docs/gide.md#y", "docs/gide.md", "/docs/guide.md#y"),
        ("docs\\gide.md", "docs/gide.md", "docs\\guide.md"),
        ("gide.md/", "gide.md", None),
    ],
)
def test_the_nearest_name_is_offered_but_is_not_certain(
    written: str, path: str, instead: str | None
) -> None:
    found = only(missing(written, path, neighbours=("guide.md", "install.md")))

    assert found.message == f"there is no file {path}; closest match: “guide.md”"
    assert offer(found) == (instead, False)


def test_a_name_that_is_offered_is_fit_for_a_link() -> None:
    found = only(missing("a-bc (1).md", "a-bc (1).md", neighbours=("a-b%c (1).md",)))

    assert found.replacement == "a-b%25c%20%281%29.md"


@pytest.mark.parametrize(
    ("path", "written", "missing_path", "expected"),
    [
        ("a.md", "aa.md", "aa.md", None),
        ("guide.md", "gide.md", "gide.md", None),
        ("docs/guide.md", "gide.md", "docs/gide.md", None),
        ("docs/guide.md", "../docs/gide.md", "docs/gide.md", None),
        ("docs/guide.md", "/docs/gide.md", "docs/gide.md", None),
        ("site/docs/guide.md", "/docs/gide.md", "docs/gide.md", None),
        ("docs/guide.md", "../gide.md", "gide.md", "../guide.md"),
        ("guide.md", "docs/gide.md", "docs/gide.md", "docs/guide.md"),
        ("docs/guide.md", "../other/gide.md", "other/gide.md", "../other/guide.md"),
    ],
)
def test_the_nearest_file_is_never_the_document_itself(
    path: str, written: str, missing_path: str, expected: str | None
) -> None:
    failure = Failure(FailureKind.MISSING, f"there is no file {missing_path}", missing_path)
    seen = Observation(LocalTarget(missing_path), failure, neighbours=("a.md", "guide.md"))

    found = only(case(link=link(written, path=path), seen=seen))

    assert found.replacement == expected
