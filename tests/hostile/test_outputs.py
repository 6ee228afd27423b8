"""Where outputs go that the command line did not name: the config and the tree are a stranger's."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from linkaudit.cli import main
from linkaudit.errors import OutputError
from linkaudit.files.output_paths import FORMATS, KEYS, Guarded
from linkaudit.files.write import write_guarded
from linkaudit.report.markdown.render import MARK
from linkaudit.settings.table import CONFIG_KEYS
from tests.golden import HERE

Said = pytest.CaptureFixture[str]
CHECK = ["check", "a.md", "--offline", "--no-state", "--quiet"]
OURS = f"{MARK}\n\nAn earlier report.\n"
THEIRS = "nothing that linkaudit wrote\n"


def configure(tree: Path, report: str) -> None:
    text = "".join(f"\\U{ord(sign):08X}" for sign in report)  # so that any name can be given
    (tree / "linkaudit.toml").write_text(f'# ours\nreport = "{text}"\n')


def everything(folder: Path) -> dict[str, bytes | str]:
    """All that lies below a folder and beside it, byte for byte."""
    found: dict[str, bytes | str] = {}
    for path in sorted(folder.parent.rglob("*")):
        if path.is_symlink():
            found[str(path)] = str(path.readlink())
        elif path.is_file():
            found[str(path)] = path.read_bytes()
        else:
            found[str(path)] = str(path.lstat().st_mode)
    return found


def refused(tree: Path, capsys: Said, *arguments: str) -> str:
    """The one line that a run is refused with, which changes nothing."""
    before = everything(tree)

    status = main([*CHECK, *arguments])

    output = capsys.readouterr()
    assert (status, output.out) == (2, "")
    assert len(output.err.splitlines()) == 1
    assert everything(tree) == before
    return output.err


# ------------------------------------------------------------------- names in a config

MISNAMED = [
    # git's own files, which run what they say
    ".git/config", ".git/hooks/pre-commit", ".git/hooks/x.md", ".GIT/x.md", ".Git/config.md",
    "docs/.git/x.md", "./.git/x.md", ".git./x.md", ".git /x.md", ".git::$INDEX_ALLOCATION/x.md",
    ".git\\x.md", "git~1/x.md", "GIT~1/x.md", ".g\u200cit/x.md", "\u200c.git/x.md",
    "\ufeff.git/x.md", ".gi\u00adt/x.md", "\uff0egit/x.md", "\u2024git/x.md", "\u115f.git/x.md",
    "\u3164/x.md", "x\u034f/x.md", "x\ufe0f/x.md",
    # what other programs read
    ".env", ".env.md", ".github/workflows/x.yml", ".github/x.md", ".github/copilot.md",
    ".vscode/x.md", ".linkaudit.md", ".linkaudit/.x.md", ".linkauditx/x.md", ".linkaudit./x.md",
    "docs/.x.md", ".", "..", "...", ".md", "x/.md",
    # no Markdown
    "Makefile", "setup.py", "out.html", "out.txt", "out.md.py", "out.md ", "out.md.", "out.mdx",
    "linkaudit.toml", ".linkaudit/state.sqlite3", ".linkaudit", "outmd", "x.md/y", "x.md/",
    # elsewhere
    "/etc/x.md", "/x.md", "//server/share/x.md", "\\\\server\\share\\x.md", "C:/x.md", "C:x.md",
    "c:\\x.md", "../x.md", "a/../../x.md", "a/../x.md", "~/x.md", "~root/x.md", "$HOME/x.md",
    "${HOME}/x.md", "%APPDATA%/x.md", "\\x.md", "file:///x.md",
    # devices and streams
    "CON.md", "con.md", "aux.md", "NUL.md", "nul .md", "docs/prn.md", "COM1.md", "lpt9.md",
    "com\u00b9.md", "CONIN$.md", "con/x.md", "a.md:stream.md", "x:y.md", "/dev/null",
    # what nobody should have to read in a name
    "a\nb.md", "a\rb.md", "a\tb.md", "a\x1b[31m.md", "a\u202eb.md", "a\x7fb.md", "a\u2028b.md",
    "", " ", " x.md", "x .md/ y.md", "a|b.md", "a*b.md", "a?b.md", "a<b>.md", 'a"b.md', "a`b`.md",
]  # fmt: skip


@pytest.mark.parametrize("report", MISNAMED, ids=ascii)
def test_a_config_names_no_output_but_a_plain_one_below_the_folder(
    report: str, tree: Path, capsys: Said
) -> None:
    """A report in .git/config broke the clone, and one in .env could not be undone."""
    for name in (".git/config", ".git/hooks/pre-commit", ".env", "b.md"):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(THEIRS)
    configure(tree, report)

    told = refused(tree, capsys)

    assert told.startswith("linkaudit: linkaudit.toml:2: 'report' ")
    assert "below it" in told or "name a new file such as reports/links.md" in told


@pytest.mark.parametrize("report", ["../../x.md", ".git/x.md", "/tmp/x.md", "x.txt"])  # noqa: S108  never written
def test_a_config_that_is_named_is_held_to_the_same(report: str, tree: Path, capsys: Said) -> None:
    """It lies in the tree as a rule: `--config ci/linkaudit.toml`."""
    configure(tree, report)
    (tree / "linkaudit.toml").rename(tree / "ci.toml")

    assert refused(tree, capsys, "--config", "ci.toml").startswith("linkaudit: ci.toml:2: 'report'")


def test_a_refusal_names_the_line_in_pyproject_too(tree: Path, capsys: Said) -> None:
    (tree / "pyproject.toml").write_text(
        "[tool.other]\nreport = 'x'\n\n[tool.linkaudit]\nreport = '.env'\n"
    )

    assert refused(tree, capsys).startswith(
        "linkaudit: pyproject.toml:5: 'report' cannot be '.env'"
    )


NAMED = [
    "links.md", "reports/links.md", "a/b/c/links.md", ".linkaudit/report.md", "./links.md",
    "a//links.md", "Résumé, final (2).MD", "レポート.md", "re\u0301sume\u0301.md", "रिपोर्ट.md",
    "links.markdown", "v1.2/links.md", "console.md", "com.md", "_links-1+2.md", "a.git/links.md",
]  # fmt: skip


@pytest.mark.parametrize("report", NAMED)
def test_a_config_names_any_plain_file_and_the_next_run_writes_it_again(
    report: str, tree: Path, capsys: Said
) -> None:
    configure(tree, report)

    assert main(CHECK) == 0
    first = (tree / report).read_text()
    assert main([*CHECK, "--as-of", "2020-01-01"]) == 0

    assert first.startswith(MARK)
    assert (tree / report).read_text().startswith(MARK)
    assert capsys.readouterr().err == ""


# --------------------------------------------------------------- what lies there already


def theirs(path: Path) -> None:
    path.write_text(THEIRS)


def nothing_in_it(path: Path) -> None:
    path.touch()


def mark_further_down(path: Path) -> None:
    path.write_text(f"{THEIRS}{OURS}")


def link_to_theirs(path: Path) -> None:
    (path.parent / "theirs").write_text(THEIRS)
    path.symlink_to("theirs")


def link_to_ours(path: Path) -> None:
    (path.parent / "ours").write_text(OURS)
    path.symlink_to("ours")


def link_to_nothing(path: Path) -> None:
    path.symlink_to("nothing")


def link_out(path: Path) -> None:
    path.symlink_to(Path.cwd().parent / "outside" / "secret.md")


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder_is_a_link(path: Path) -> None:
    path.parent.rmdir()
    (path.parent.parent / "other").mkdir()
    path.parent.symlink_to("other")


def folder_is_a_link_into_git(path: Path) -> None:
    path.parent.rmdir()
    (path.parent.parent / ".git").mkdir()
    path.parent.symlink_to(".git")


def folder_is_a_file(path: Path) -> None:
    path.parent.rmdir()
    path.parent.write_text(THEIRS)


OCCUPIED = [
    theirs, nothing_in_it, mark_further_down, link_to_theirs, link_to_ours, link_to_nothing,
    link_out, loop, folder, pipe, folder_is_a_link, folder_is_a_link_into_git, folder_is_a_file,
]  # fmt: skip


@pytest.mark.parametrize("occupy", OCCUPIED, ids=lambda occupy: str(occupy.__name__))
def test_what_a_config_names_is_written_over_nothing_and_through_no_link(
    occupy: Callable[[Path], None], tree: Path, capsys: Said
) -> None:
    (tree / "made").mkdir()
    occupy(tree / "made" / "links.md")
    configure(tree, "made/links.md")

    assert "linkaudit.toml:2: 'report' " in refused(tree, capsys)


@pytest.mark.parametrize("occupy", OCCUPIED, ids=lambda occupy: str(occupy.__name__))
def test_what_is_there_when_the_audit_is_done_stays_too(
    occupy: Callable[[Path], None], tree: Path
) -> None:
    """Whatever was there when it began."""
    (tree / "made").mkdir()
    place = Guarded(Path("made", "links.md"), "markdown")
    occupy(tree / place.path)
    before = everything(tree)

    with pytest.raises(OutputError, match=r"made/links\.md: cannot write the report: "):
        write_guarded(place, tree, OURS)

    assert everything(tree) == before


def test_an_audited_document_is_not_written_over_by_a_config(tree: Path, capsys: Said) -> None:
    configure(tree, "a.md")

    assert "it is a file of another origin" in refused(tree, capsys)


def test_the_command_line_has_the_last_word(tree: Path) -> None:
    configure(tree, "b.md")
    (tree / "b.md").write_text(THEIRS)

    assert main([*CHECK, "--no-report"]) == 0
    assert main([*CHECK, "--report", "b.md"]) == 0

    assert (tree / "b.md").read_text().startswith(MARK)


# ----------------------------------------------------------- the usual place, and documents


@pytest.mark.parametrize("occupy", [theirs, mark_further_down, folder, folder_is_a_link,
                                    folder_is_a_link_into_git])  # fmt: skip
def test_the_usual_place_of_a_report_is_no_reason_to_lose_a_file(
    occupy: Callable[[Path], None], tree: Path, capsys: Said
) -> None:
    """A config chooses the document, and so the name below reports/."""
    (tree / "reports").mkdir()
    occupy(tree / "reports" / "a.md")

    assert "cannot write the report: " in refused(tree, capsys)


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "reports/x.md"],
        ["check", "reports/x.md", "--report", "reports/x.md"],
        ["check", "reports/x.md", "--report", "./reports/../reports/x.md"],
        ["check", "reports/x.md", "--no-report", "--format", "json=reports/x.md"],
        ["check", "--report", "reports/x.md"],
        ["check", "--report", "reports/hard.md"],
    ],
    ids=" ".join,
)
def test_no_output_takes_the_place_of_a_document_of_its_audit(
    arguments: list[str], tree: Path, capsys: Said
) -> None:
    (tree / "reports").mkdir()
    (tree / "reports" / "x.md").write_text("# An article about reports\n")
    os.link(tree / "reports" / "x.md", tree / "reports" / "hard.md")

    assert main([*arguments, "--offline", "--no-state"]) == 2

    assert (tree / "reports" / "x.md").read_text() == "# An article about reports\n"
    assert "reports" in capsys.readouterr().err


def test_a_report_that_is_audited_itself_may_be_written_again(tree: Path) -> None:
    """As with `linkaudit check */*.md`, which names the report of the run before."""
    for _ in range(2):
        assert main(["check", "a.md", "--offline", "--no-state"]) == 0
    assert main(["check", "reports/a.md", "--offline", "--no-state"]) == 0

    assert (tree / "reports" / "a.md").read_text().startswith(MARK)


# ----------------------------------------------------------------------------- the table


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("markdown", "report.md"), ("json", "report.json"), ("sarif", "report.sarif"),
        ("junit", "report.junit.xml"), ("html", "report.html"), ("csv", "report.csv"),
    ],
)  # fmt: skip
def test_each_format_is_known_by_its_head_and_no_other_is_taken_for_it(
    kind: str, file: str
) -> None:
    (path,) = [HERE / file]

    known = {name for name in FORMATS if not Guarded(path, name).hindrance(Path("/"))}

    assert known == {kind}
    assert path.name.endswith(FORMATS[kind].suffixes)


def test_a_baseline_is_known_by_its_head(tree: Path) -> None:
    main([*CHECK, "--no-report", "--write-baseline", "known.txt"])

    assert not Guarded(Path("known.txt"), "baseline").hindrance(tree)


def test_every_key_of_a_config_that_names_an_output_is_in_the_table() -> None:
    """A new key that is written to must be added there; all others are read, or are no paths."""
    read = {"paths", "root", "packs", "baseline"}
    texts = {
        "slugger", "include", "exclude", "ignore", "fail-on", "contact", "max-age",
    }  # fmt: skip
    strings = ("a string", "a path")
    others = {key for key, row in CONFIG_KEYS.items() if row.kind.words.startswith(strings)}

    assert set(KEYS) <= set(CONFIG_KEYS)
    assert others | {"paths"} <= read | texts | set(KEYS)
