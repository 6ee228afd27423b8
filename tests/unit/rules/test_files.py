"""Is the file of the tree there, and what to put instead?"""

import pytest

from linkaudit.extract.resolve import resolve
from linkaudit.model.http import Failure, FailureKind
from linkaudit.model.report import Finding, LocalTarget, NotAsked, Observation
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


@pytest.mark.parametrize(
    ("written", "neighbours", "meant"),
    [
        ("www.x.example", ("a.md",), "https://www.x.example"),
        ("www.x.example", ("www.y.example",), "https://www.x.example"),
        ("x.example.com/path", (), "https://x.example.com/path"),
        ("user@host.example", ("a.md",), "mailto:user@host.example"),
        ("192.0.2.1:8080", (), "http://192.0.2.1:8080"),
    ],
)
def test_a_host_without_a_scheme_is_invalid_and_no_missing_file(
    written: str, neighbours: tuple[str, ...], meant: str
) -> None:
    """No browser goes there; what was meant is offered, and not for certain."""
    found = only(missing(written, written, neighbours=neighbours))

    assert (found.rule, found.verdict.value) == ("scheme-missing", "invalid")
    assert found.message.startswith("no scheme, so browsers look for a file")
    assert offer(found) == (meant, False)


@pytest.mark.parametrize(
    ("written", "spellings", "neighbours"),
    [
        ("x.example", ("X.example",), ()),
        ("guide.io/a", (), ("as.md", "a")),
        ("README.md", (), ()),
        ("setup.py", (), ("a.md",)),
        ("./www.x.example", (), ()),
    ],
)
def test_what_may_be_a_file_is_a_missing_file(
    written: str, spellings: tuple[str, ...], neighbours: tuple[str, ...]
) -> None:
    found = only(missing(written, written, spellings=spellings, neighbours=neighbours))

    assert found.rule == "file-missing"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("htp://x.example/a", "https://x.example/a"), ("http//x.example", "http://x.example"),
     ("https:x.example", "https://x.example"), ("maito:a@x.example", "mailto:a@x.example"),
     ("éftp://x.example", None), ("https://", None)],
)  # fmt: skip
def test_a_misspelt_scheme_comes_with_the_url_that_was_meant(
    written: str, meant: str | None
) -> None:
    resolved = resolve(written, "article.md")
    assert isinstance(resolved.target, NotAsked)

    found = only(case(link=link(written), seen=Observation(None, resolved.target)))

    assert found.rule == "invalid-url"
    assert offer(found) == (meant, False)
