"""A patch is what `git apply` takes, and what it makes of it is what `--write` would write."""

import codecs
import shutil
import subprocess
from pathlib import Path

import pytest

from linkaudit.extract.registry import extract_document
from linkaudit.fix.apply import FixedDocument, apply_fixes
from linkaudit.fix.patch import patch
from linkaudit.fix.planned_edits import NewSuppression
from linkaudit.fix.write import decoded, encoded
from linkaudit.model.document import Document
from tests.builders import result
from tests.unit.fix.test_properties import change

NEW = "https://b.example/new"
GIT = shutil.which("git") or ""
LINES = "".join(f"line {number}\n" for number in range(9))

pytestmark = pytest.mark.skipif(not GIT, reason="without git nobody can apply a patch")


def mended(data: bytes, *, silenced: bool = False) -> FixedDocument:
    before = Document("a.md", decoded(data, "a.md"))
    links = extract_document(before).links
    wishes = [
        NewSuppression(result(link=link), ("not-found",)) if silenced else change(link, NEW)
        for link in links
    ]
    return apply_fixes(before, wishes, extract_document)


def git(folder: Path, *arguments: str, top: Path, given: bytes = b"") -> None:
    """git as on a fresh machine, which looks for a repository no further up than `top`."""
    alone = {"GIT_CEILING_DIRECTORIES": str(top.parent), "GIT_CONFIG_NOSYSTEM": "1"}
    environment = {**alone, "HOME": str(top)}
    subprocess.run([GIT, *arguments], cwd=folder, input=given, env=environment, check=True)


def applied(
    folder: Path, name: str, data: bytes, one: FixedDocument, top: Path | None = None
) -> bytes:
    """The file after `git apply` in its folder."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    made = patch(one, name, data)
    git(folder, "apply", "--whitespace=nowarn", "-", top=top or folder, given=made)
    return file.read_bytes()


TEXTS = [
    b"[a](/x)\n",
    b"[a](/x)",
    b"words\n\n[a](/x)\r\nwords",
    b"[a](/x)\r\n[b](/x)\r\n",
    b"[a](/x)\r[b](/x)\r",
    b"[a](/x)\r[b](/x)\n[c](/x)",
    codecs.BOM_UTF8 + b"[a](/x)\n",
    codecs.BOM_UTF8 + b"\n\n[a](/x)",
    "é \U0001f600 [a](/x)\n".encode(),
    f"[a](/x)\n{LINES}[b](/x)\n{LINES}".encode(),
    f"[a](/x)\n{LINES[:42]}[b](/x)\n{LINES}[c](/x)".encode(),
    f"{LINES}[a]\n\n[a]: /x\n{LINES}".encode(),
    f"{LINES}\t- [a](/x) \t\n{LINES}".encode(),
    "- words\n\f\n\x0b[a](/x)\x1c\u0085\u2028\n".encode(),
]


@pytest.mark.parametrize("silenced", [False, True], ids=["changed", "silenced"])
@pytest.mark.parametrize("data", [pytest.param(text, id=ascii(text[:30])) for text in TEXTS])
def test_git_makes_of_it_what_would_be_written(data: bytes, silenced: bool, tmp_path: Path) -> None:
    done = mended(data, silenced=silenced)

    assert done.made
    assert applied(tmp_path, "a.md", data, done) == encoded(done.text, data)


@pytest.mark.parametrize(
    "name",
    ["a b.md", "docs/ü.md", 'a"b.md', "a\\b.md", "a\tb.md", "docs/docs/a.md", "-a.md", "é\nü.md"],
)
def test_git_finds_files_of_any_name(name: str, tmp_path: Path) -> None:
    data = b"[a](/x)\n"
    done = mended(data)

    assert applied(tmp_path, name, data, done) == encoded(done.text, data)


@pytest.mark.parametrize("name", ["a.md", "more/a.md"])
def test_in_a_folder_of_a_repository_paths_count_from_there(name: str, tmp_path: Path) -> None:
    """With git's own `diff --git` line they would count from its top."""
    git(tmp_path, "init", "--quiet", top=tmp_path)
    data = b"[a](/x)\n"
    done = mended(data)

    assert applied(tmp_path / "docs", name, data, done, top=tmp_path) == encoded(done.text, data)


def test_it_holds_the_true_text(tmp_path: Path) -> None:
    data = b"[a](/x) [b](https://a.example/?token=hush)\x1b[31m::error::\n"

    assert b"-[a](/x) [b](https://a.example/?token=hush)\x1b[31m" in patch(
        mended(data), "a.md", data
    )


def test_nothing_changed_is_an_empty_patch() -> None:
    assert patch(mended(b"words\n"), "a.md", b"words\n") == b""


def test_changes_that_are_near_share_a_hunk_and_far_ones_do_not() -> None:
    near, far = "x\n" * 6, "x\n" * 7

    assert hunks_in(f"[a](/x)\n{near}[b](/x)\n") == 1
    assert hunks_in(f"[a](/x)\n{far}[b](/x)\n") == 2


def hunks_in(text: str) -> int:
    return patch(mended(text.encode()), "a.md", text.encode()).count(b"\n@@ ")
