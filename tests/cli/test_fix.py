"""`linkaudit fix` on a tree of files: what it shows, writes, refuses, and how it ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from linkaudit.cli import main
from tests import forked
from tests.cli.trees import fill

# A name that differs by case only is certain; the nearest name is not.
FILES = {
    "guide.md": "# Guide\n",
    "a.md": "[a](Guide.md) and [b](guides.md)\n",
}
FIXED = "[a](guide.md) and [b](guides.md)\n"
ALONE = ("--no-state", "--no-progress", "--color", "never")


def fix(*arguments: str) -> int:
    return main(["fix", *arguments, *ALONE])


def run(
    folder: Path, *arguments: str, given: bytes = b"", wanted: int | None = None
) -> subprocess.CompletedProcess[bytes]:
    """The same as a process of its own, with something on its standard input."""
    command = [sys.executable, "-m", "linkaudit", "fix", *arguments, *ALONE]
    done = forked.run(command, cwd=folder, input=given, capture_output=True, check=False)
    assert wanted in (None, done.returncode), done.stderr
    return done


def test_without_write_it_shows_what_it_would_change_and_changes_nothing(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, FILES)

    status = fix("a.md")

    assert capsys.readouterr().out == (
        "--- a/a.md\n"
        "+++ b/a.md\n"
        "line 1: there is no file Guide.md; the file is named guide.md, and most servers are "
        "case-sensitive (file-missing)\n"
        "@@ -1,1 +1,1 @@\n"
        "-[a](Guide.md) and [b](guides.md)\n"
        "+[a](guide.md) and [b](guides.md)\n"
        "Would change 1 link in 1 document. Run again with --write to apply.\n"
        "1 more link has a possible replacement; review with --interactive or accept the best "
        "with --uncertain.\n"
        "2 links with errors remain; see `linkaudit check`.\n"
    )
    assert status == 1
    assert (tree / "a.md").read_text() == FILES["a.md"]
    assert sorted(path.name for path in tree.iterdir()) == ["a.md", "guide.md"]


def test_with_write_the_document_is_changed_and_a_second_run_changes_nothing(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, FILES)

    assert fix("a.md", "--write") == 1  # the other one is still missing
    assert (tree / "a.md").read_text() == FIXED
    before = (tree / "a.md").stat()
    capsys.readouterr()
    assert fix("a.md", "--write") == 1

    assert capsys.readouterr().out.startswith("No replacement is certain.\n1 more")
    assert (tree / "a.md").stat() == before


def test_uncertain_takes_the_best_candidate_too(tree: Path) -> None:
    fill(tree, FILES)

    assert fix("a.md", "--write", "--uncertain") == 0
    assert (tree / "a.md").read_text() == "[a](guide.md) and [b](guide.md)\n"
    assert main(["check", "a.md", "--no-state", "--no-report"]) == 0


@pytest.mark.parametrize(
    ("rule", "text"), [("file-missing", FIXED), ("service-ended", FILES["a.md"])]
)
def test_only_what_a_rule_found_is_changed(rule: str, text: str, tree: Path) -> None:
    fill(tree, FILES)

    fix("a.md", "--write", "--only", rule)

    assert (tree / "a.md").read_text() == text


def test_a_link_that_is_silenced_stays(tree: Path) -> None:
    text = "<!-- linkaudit: ignore -->\n[a](Guide.md)\n"
    fill(tree, FILES | {"a.md": text})

    assert fix("a.md", "--write") == 0
    assert (tree / "a.md").read_text() == text


def test_a_definition_that_is_used_often_is_changed_once(tree: Path) -> None:
    fill(tree, FILES | {"a.md": "[a] [b][a] ![c][a]\n\n[a]: <Guide.md> 'title'\n"})

    assert fix("a.md", "--write") == 0
    assert (tree / "a.md").read_text() == "[a] [b][a] ![c][a]\n\n[a]: <guide.md> 'title'\n"


def test_a_fragment_goes_along(tree: Path) -> None:
    fill(tree, FILES | {"a.md": "[a](./Guide.md#guide)\n"})

    assert fix("a.md", "--write") == 0
    assert (tree / "a.md").read_text() == "[a](./guide.md#guide)\n"


def test_every_other_byte_stays(tree: Path) -> None:
    before = b"\xef\xbb\xbf# \xc3\xa9\r\n[a](Guide.md)\r\n\t- \xf0\x9f\x98\x80 [b](Guide.md)\rc"
    fill(tree, FILES)
    (tree / "a.md").write_bytes(before)

    assert fix("a.md", "--write") == 0
    assert (tree / "a.md").read_bytes() == before.replace(b"(G", b"(g")


def test_a_patch_holds_what_write_would_do(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tree, FILES)

    assert fix("a.md", "--patch", "p.diff", "--quiet") == 1
    assert capsys.readouterr() == ("", "")
    assert (tree / "p.diff").read_text() == (
        f"--- a/a.md\n+++ b/a.md\n@@ -1,1 +1,1 @@\n-{FILES['a.md']}+{FIXED}"
    )
    assert (tree / "a.md").read_text() == FILES["a.md"]


def test_a_patch_is_printed_alone_and_the_words_beside_it(tree: Path) -> None:
    fill(tree, FILES | {"a.md": "[a](Guide.md?token=hush)\n"})

    done = run(tree, "a.md", "--patch", "-", wanted=1)

    assert done.stdout.startswith(b"--- a/a.md\n+++ b/a.md\n@@ ")
    assert b"+[a](guide.md?token=hush)\n" in done.stdout
    assert b"+[a](guide.md?token=***)\n" in done.stderr
    assert b"hush" not in done.stderr


def test_text_on_standard_input_comes_out_mended_and_alone(tree: Path) -> None:
    fill(tree, FILES)
    given = b"\xef\xbb\xbf[a](Guide.md)\r\n\xc3\xa9"

    done = run(tree, "-", "--write", given=given, wanted=0)

    assert done.stdout == given.replace(b"(G", b"(g")
    assert done.stderr.startswith(b"--- a/-\n+++ b/-\n")


def test_text_on_standard_input_is_shown_without_write(tree: Path) -> None:
    fill(tree, FILES)

    done = run(tree, "-", given=b"[a](Guide.md)", wanted=1)

    assert b"+[a](guide.md)\n" in done.stdout


@pytest.mark.parametrize("given", [b"words\n", b"\xef\xbb\xbfwords\r\n", "words".encode("utf-16")])
def test_text_with_nothing_to_change_comes_out_as_it_came(given: bytes, tree: Path) -> None:
    done = run(tree, "-", "--write", "--quiet", given=given, wanted=0)

    assert (done.stdout, done.stderr) == (given, b"")


def test_text_on_standard_input_that_is_not_utf_8_is_refused(tree: Path) -> None:
    fill(tree, FILES)

    done = run(tree, "-", "--write", given=b"\xff [a](Guide.md)\n", wanted=2)

    assert done.stdout == b""
    assert done.stderr == (
        b"linkaudit: standard input: not UTF-8 (byte 0xFF in line 1): not read; "
        b"convert it: iconv -f ITS-ENCODING -t UTF-8\n"
    )


def test_one_document_that_may_not_be_written_keeps_all_from_it(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, FILES | {"b.md": FILES["a.md"]})
    (tree / "b.md").chmod(0o444)

    assert fix("a.md", "b.md", "--write") == 2
    assert capsys.readouterr() == (
        "",
        "linkaudit: b.md: read-only; not rewritten; "
        "make it writable (chmod u+w) and run fix again\n",
    )
    assert (tree / "a.md").read_text() == FILES["a.md"]


def test_a_link_out_of_the_folder_is_refused_in_one_line(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, FILES)
    outside = tree.parent / "outside.md"
    outside.write_text("[a](Guide.md)\n")
    (tree / "link.md").symlink_to(outside)

    assert fix("link.md", "--write") == 2
    assert capsys.readouterr().err == (
        "linkaudit: link.md: a symbolic link leads out of this folder; not read; give its target\n"
    )
    assert outside.read_text() == "[a](Guide.md)\n"


def test_one_file_by_two_names_is_mended_once(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, FILES)
    (tree / "same.md").symlink_to("a.md")

    fix("--write")

    written = capsys.readouterr()
    assert written.err == "linkaudit: same.md: the same file as a.md; read once\n"
    assert "Changed 1 link in 1 document." in written.out
    assert (tree / "same.md").is_symlink()
    assert (tree / "a.md").read_text() == FIXED


def test_hard_links_are_told_of(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tree, FILES)
    os.link(tree / "a.md", tree / "other.txt")

    fix("a.md", "--write")

    assert capsys.readouterr().err == (
        "linkaudit: a.md: its other names (hard links) keep the old text\n"
    )
    assert (tree / "other.txt").read_text() == FILES["a.md"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--interactive",), "--interactive needs a terminal to ask on"),
        (("--interactive", "--uncertain"), "leave out --uncertain"),
        (("--interactive", "--patch", "p"), "leave out --uncertain, --patch"),
        (("-", "--patch", "p"), "standard input has no name"),
        (("--patch", "-", "--write"), "choose one of them"),
        (("--only", "nonsense"), "--only 'nonsense' is not a rule"),
    ],
)
def test_options_that_say_two_things_are_refused(
    arguments: tuple[str, ...], words: str, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, FILES)

    assert fix("a.md", *arguments) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1


def test_a_patch_names_no_file_outside_this_folder(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, FILES)
    other = tree.parent / "other"
    fill(other, FILES)

    assert fix(str(other / "a.md"), "--patch", "p.diff") == 2
    assert "is not in this folder; run fix in its own" in capsys.readouterr().err
    assert fix(str(other / "a.md"), "--write") == 1
    assert (other / "a.md").read_text() == FIXED


@pytest.mark.parametrize("key", ["write", "uncertain", "interactive", "patch", "only"])
def test_no_config_of_the_tree_asks_for_changes(
    key: str, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tree, FILES | {"linkaudit.toml": f"{key} = true\n"})

    assert fix("a.md") == 2
    assert f"unknown key '{key}'" in capsys.readouterr().err
    assert (tree / "a.md").read_text() == FILES["a.md"]


def test_colours_are_for_who_wants_them(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tree, FILES)

    main(["fix", "a.md", "--no-state", "--color", "always"])

    shown = capsys.readouterr().out
    assert "\x1b[31m-[a](Guide.md)" in shown
    assert "\x1b[32m+[a](guide.md)" in shown
