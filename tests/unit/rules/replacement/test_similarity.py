"""Which of some names comes nearest to one that is not there."""

import pytest

from linkaudit.rules.replacement.similarity import likeness, nearest, nearest_file, same_subject


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("requirments", ["install", "requirements"], "requirements"),
        ("guide.html", ["guide.md", "usage.md"], "guide.md"),
        ("usage", ["install"], None),
        ("usage", [], None),
        ("", ["a"], None),
        ("a", [""], None),
        ("guide1", ["guide3", "guide2"], "guide2"),
    ],
)
def test_the_nearest_name_is_one_that_is_like_it(
    name: str, known: list[str], expected: str | None
) -> None:
    assert nearest(name, known) == expected


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("x.md", ["a.md"], None),
        ("a.md", ["b.md", "c.md"], None),
        ("api.md", ["cli.md"], None),
        ("foo.markdown", ["bar.markdown"], None),
        ("x.service.ts", ["y.service.ts"], None),
        ("README.en.md", ["README.de.md"], None),
        ("README.en.md", ["README.md"], "README.md"),
        ("a.tar.gz", ["b.tar.gz"], None),
        ("2023.md", ["2024.md", "2022.md"], None),
        ("v1.md", ["v2.md"], None),
        ("v1.2", ["v1.3"], None),
        ("release-1.2.0.md", ["release-1.2.1.md"], None),
        ("chapter-10.md", ["chapter-11.md", "chapter-1.md"], None),
        ("2023-report.md", ["2023-reports.md", "2024-report.md"], "2023-reports.md"),
        ("gide.md", ["guide.md", "usage.md"], "guide.md"),
        ("guide.md", ["guide.mdx"], "guide.mdx"),
        ("guide.html", ["guide.md", "guide.markdown"], "guide.md"),
        ("guide", ["guide.md"], "guide.md"),
        ("guide.md", ["guides"], "guides"),
        ("instal", ["install", "src"], "install"),
        ("install.md", ["install.sh"], None),
        ("logo.jpg", ["logo.md", "logo.png"], "logo.png"),
        ("logo.png", ["logo.py"], None),
        ("ci.yml", ["ci.yaml"], "ci.yaml"),
        ("conf.json", ["config.json"], "config.json"),
        ("talk.mp3", ["talks.mp3"], "talks.mp3"),
        ("a" * 250 + "b.md", ["a" * 250 + ".md"], "a" * 250 + ".md"),
        ("a" * 256 + ".md", ["a" * 250 + ".md"], None),
        ("a" + ".b" * 20_000 + ".", ["a.b"], None),
        (".gitignor", [".gitignore"], ".gitignore"),
        ("", ["a"], None),
        (".", [".."], None),
    ],
)
def test_the_nearest_file_is_found_by_its_stem_and_with_the_same_digits(
    name: str, known: list[str], expected: str | None
) -> None:
    """Suffixes are alike in a whole folder, and years and versions are other pages."""
    assert nearest_file(name, known) == expected


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("geting-started-machine-learning", "getting-started-machine-learning", True),
        ("clarify-fairness-and-explainability", "clarify-fairness-explainability", True),
        ("what_is", "what-is", True),
        ("table-create", "create-tables", True),
        ("Getting started with Redshift ML", "Getting started with Amazon Redshift ML", True),
        ("geting-started", "getting-started-console", False),
        ("how-to-import-data-from-s3", "how-to-export-data-from-s3", False),
        ("encrypting-a-volume", "decrypting-a-volume", False),
        ("register-an-instance", "deregister-an-instance", False),
        ("enable-logging", "disable-logging", False),
        ("model-parallel-v1", "model-parallel-v2", False),
        ("setup-linux", "setup-macos", False),
        ("edge-manager", "clarify-bias", False),
        ("clarify", "", False),
        ("", "", False),
        ("the", "the", False),
    ],
)
def test_two_names_have_one_subject_where_each_word_has_its_like(
    name: str, known: str, expected: bool
) -> None:
    assert (same_subject(name, ["quotas", known]) == 1) is expected


def test_of_several_names_the_most_alike_and_then_the_first_is_taken() -> None:
    known = ["getting-startad", "getting-started", "started-getting"]

    assert same_subject("getting-started", known) == 1
    assert same_subject("getting-started", []) is None


@pytest.mark.parametrize(("one", "other", "least"), [("a b c", "a b c", 100), ("", "", 100)])
def test_a_text_is_entirely_like_itself(one: str, other: str, least: int) -> None:
    assert likeness(one, other) == least
