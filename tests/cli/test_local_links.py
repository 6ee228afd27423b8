"""Links within the tree through the whole program: exit status and JSON, without a network."""

import json
from pathlib import Path
from typing import Any

import pytest

from linkaudit.cli import main
from tests.cli.trees import Tree, check, fill, links_to, verdicts

FOUND = {
    "b.md": {"b.md": "x"},
    "./docs/b.md": {"docs/b.md": "x"},
    "docs": {"docs/README.md": "x"},
    "docs/#x": {"docs/index.md": "# X"},
    "docs#y": {"docs/index.html": "<p id=y>"},
    "b.md?plain=1": {"b.md": "x"},
    "b.md?plain=1#L2": {"b.md": "one\ntwo\n"},
    "b%20c.md": {"b c.md": "x"},
    "b%25c.md": {"b%c.md": "x"},
    "b%20d.md": {"b%20d.md": "x"},
    "100%.md": {"100%.md": "x"},
    "/docs/b.md": {"docs/b.md": "x"},
    "#title": {},
    "b.html#here": {"b.html": "<h1 id='here'>x</h1>"},
    "b.py#L3": {"b.py": "1\n2\n3\n"},
    "b.py#main": {"b.py": "1\n"},
    "b.md#l10n": {"b.md": "# L10n"},
}


@pytest.mark.parametrize(("destination", "files"), FOUND.items(), ids=FOUND)
def test_what_is_there_is_ok(
    destination: str, files: Tree, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, {"a.md": links_to(destination), **files})

    status, links = check(capsys)

    assert (status, verdicts(links)) == (0, {destination: "ok"})


MISSING: dict[str, tuple[Tree, str, str | None, bool]] = {
    # destination: files, what the message says, replacement, certain
    "Readme.md#x": ({"README.md": "# X"}, "the file is named README.md", "README.md#x", True),
    "./Docs/B.md": ({"docs/b.md": "x"}, "the file is named docs/b.md", "./docs/b.md", True),
    "docs/gide.md": ({"docs/guide.md": "x"}, "closest match: “guide.md”", "docs/guide.md", False),
    "gone.md": ({}, "there is no file gone.md", None, False),
    "guide": ({"docs/guide.md": "x"}, "there is no file guide", None, False),
}


@pytest.mark.parametrize(("destination", "case"), MISSING.items(), ids=MISSING)
def test_what_is_not_there_is_dead_and_the_nearest_is_named(
    destination: str,
    case: tuple[Tree, str, str | None, bool],
    tree: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The contract: `dead`; a rule may mark its replacement as certain."""
    files, words, replacement, is_certain = case
    fill(tree, {"a.md": links_to(destination), **files})

    status, links = check(capsys)

    assert (status, verdicts(links)) == (1, {destination: "dead"})
    (finding,) = links[0]["findings"]
    assert finding["rule"] == "file-missing"
    assert words in finding["message"]
    assert (finding["replacement"], finding["certain"]) == (replacement, is_certain)


@pytest.mark.parametrize(
    ("destination", "files", "words"),
    [
        ("#titel", {}, "closest match: “title”"),
        ("b.md#nowhere", {"b.md": "# X"}, "no anchor “nowhere”"),
        ("b.py#L4", {"b.py": "1\n2\n3\n"}, "only 3 lines"),
        ("b.py#L2-L4", {"b.py": "1\n2\n3\n"}, "only 3 lines"),
        ("b.html#gone", {"b.html": "<p id=here>"}, "no anchor “gone”"),
    ],
)
def test_a_place_that_a_file_lacks_is_missing(
    destination: str,
    files: Tree,
    words: str,
    tree: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fill(tree, {"a.md": links_to(destination), **files})

    status, links = check(capsys)

    assert (status, verdicts(links)) == (1, {destination: "anchor-missing"})
    assert words in links[0]["findings"][0]["message"]


# --------------------------------------------------------------------- sluggers

HEADINGS = "## Ä & B\n\n## C\n\n## C\n\n## D {#e}\n"
ANCHORS = ["ä--b", "ä-b", "a-b", "c-1", "c_1", "d-e", "e"]
BY_SLUGGER = {
    "github": {"ä--b", "c-1", "d-e"},
    "gitlab": {"ä-b", "c-1", "d-e"},
    "mkdocs": {"a-b", "c_1", "e"},
    "docusaurus": {"ä--b", "c-1", "e"},
    "mdbook": {"ä--b", "c-1", "e"},
}


def anchors_found(links: list[dict[str, Any]]) -> set[str]:
    return {name.removeprefix("b.md#") for name, seen in verdicts(links).items() if seen == "ok"}


@pytest.mark.parametrize(("slugger", "found"), BY_SLUGGER.items(), ids=BY_SLUGGER)
def test_headings_have_the_ids_of_the_slugger(
    slugger: str, found: set[str], tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, {"a.md": links_to(*(f"b.md#{name}" for name in ANCHORS)), "b.md": HEADINGS})

    assert anchors_found(check(capsys, "--slugger", slugger)[1]) == found


@pytest.mark.parametrize(
    ("sign", "content", "slugger"),
    [
        ("README.md", "", "github"),
        (".gitlab-ci.yml", "", "gitlab"),
        ("mkdocs.yml", "docs/", "mkdocs"),
        ("docusaurus.config.ts", "docs/", "docusaurus"),
        ("book.toml", "src/", "mdbook"),
    ],
)
def test_the_files_of_a_site_choose_the_slugger(
    sign: str, content: str, slugger: str, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    links = links_to(*(f"b.md#{name}" for name in ANCHORS))
    fill(tree, {f"{content}a.md": links, f"{content}b.md": HEADINGS, sign: ""})
    if sign == "book.toml":
        fill(tree, {"src/SUMMARY.md": "[a](a.md) [b](b.md)\n"})

    assert anchors_found(check(capsys, f"{content}a.md")[1]) == BY_SLUGGER[slugger]


@pytest.mark.parametrize("sign", ["mkdocs.yml", "docusaurus.config.ts", "book.toml"])
def test_a_document_beside_a_site_is_the_forge_s(
    sign: str, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    links = links_to(*(f"b.md#{name}" for name in ANCHORS))
    fill(tree, {"a.md": links, "b.md": HEADINGS, f"site/{sign}": "", sign: ""})

    assert anchors_found(check(capsys)[1]) == BY_SLUGGER["github"]


@pytest.mark.parametrize(("generator", "verdict"), [("mkdocs", "ok"), ("github", "anchor-missing")])
def test_the_generator_can_be_named(
    generator: str, verdict: str, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, {"docs/a.md": links_to("b.md#c_1"), "docs/b.md": HEADINGS})

    _, links = check(capsys, "docs/a.md", "--generator", generator)

    assert verdicts(links) == {"b.md#c_1": verdict}


def test_the_config_can_choose_the_slugger(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = 'slugger = "mkdocs"\n'
    fill(tree, {"a.md": links_to("b.md#c_1"), "b.md": HEADINGS, "linkaudit.toml": config})

    assert anchors_found(check(capsys)[1]) == {"c_1"}


@pytest.mark.parametrize(
    ("slugger", "verdict"),
    [("github", "dead"), ("gitlab", "dead"), ("mkdocs", "ok"), ("docusaurus", "ok")],
)
def test_only_sites_leave_the_suffix_out(
    slugger: str, verdict: str, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, {"a.md": links_to("guide", "guide/"), "guide.md": "x"})

    _, links = check(capsys, "--slugger", slugger)

    assert verdicts(links) == {"guide": verdict, "guide/": verdict}


@pytest.mark.parametrize(("slugger", "verdict"), [("github", "dead"), ("mdbook", "ok")])
def test_only_a_book_has_pages_for_its_files(
    slugger: str, verdict: str, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    targets = ("guide.html#c-1", "sub/index.html")
    fill(tree, {"a.md": links_to(*targets), "guide.md": HEADINGS, "sub/README.md": "x"})

    _, links = check(capsys, "--slugger", slugger)

    assert verdicts(links) == dict.fromkeys(targets, verdict)


# --------------------------------------------------------------------- the root


@pytest.mark.parametrize("how", ["the option", "the config"])
def test_a_path_with_a_slash_counts_from_the_root(
    how: str, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, {"site/a.md": links_to("/b.md", "/a.md", "c.md", "/../c.md"), "site/b.md": "x"})
    fill(tree, {"c.md": "x", "site/c.md": "x"})
    if how == "the config":
        fill(tree, {"linkaudit.toml": 'root = "site"\n'})

    _, links = check(capsys, "site/a.md", *(["--root", "site"] if how == "the option" else []))

    assert verdicts(links) == {"/b.md": "ok", "/a.md": "ok", "c.md": "ok", "/../c.md": "refused"}


def test_a_root_may_lie_elsewhere_if_the_command_line_says_so(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, {"a.md": links_to("/secret.md", "../secret.md", "/../x.md")})

    _, links = check(capsys, "--root", "..")

    assert verdicts(links) == {
        "/secret.md": "ok",
        "../secret.md": "refused",
        "/../x.md": "refused",
    }


def test_standard_input_can_point_into_itself(
    tree: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tree, {"a.md": links_to("#title", "#gone", "a.md")})

    class Piped:
        buffer = (tree / "a.md").open("rb")

    monkeypatch.setattr("sys.stdin", Piped())
    with Piped.buffer:
        main(["check", "-", "--no-report", "--format", "json"])

    links = json.loads(capsys.readouterr().out)["links"]
    assert verdicts(links) == {"#title": "ok", "#gone": "anchor-missing", "a.md": "ok"}


def test_a_file_is_judged_for_each_link_by_what_that_one_asks(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, {"a.md": links_to("b.md", "b.md#gone", "b.md#x", "b.md#L2"), "b.md": "# X\n"})

    _, links = check(capsys)

    assert verdicts(links) == {
        "b.md": "ok",
        "b.md#gone": "anchor-missing",
        "b.md#x": "ok",
        "b.md#L2": "anchor-missing",
    }


# ------------------------------------------------------------------- which site


def test_verbose_says_which_sites_there_are_and_why(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, {"mkdocs.yml": "docs_dir: pages\n", "pages/a.md": "x\n"})

    main(["check", "--no-report", "--no-state", "--offline", "--verbose"])

    assert "mkdocs.yml: mkdocs, pages from pages/" in capsys.readouterr().err


def test_explain_says_of_which_site_a_document_is_a_page(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, {"mkdocs.yml": "", "docs/a.md": links_to("b.md"), "docs/b.md": "x\n"})

    main(["explain", "--no-state", "--offline", "docs/b.md"])

    assert "docs/a.md:3:8  b.md  a page of mkdocs, by mkdocs.yml" in capsys.readouterr().out
