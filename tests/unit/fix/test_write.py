"""A document on disk is the old one or the new one, and only ever the one that was checked."""

import codecs
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from linkaudit.errors import FixError
from linkaudit.fix import write as writing
from linkaudit.fix.apply import FixedDocument
from linkaudit.model.document import Document

OLD, NEW = b"[a](/old)\r\n\xc3\xa9", "[a](/new)\r\n\u00e9"


def mended(path: str = "a.md", old: bytes = OLD) -> FixedDocument:
    text = old.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    return FixedDocument(Document(path, text), NEW, ())


def write(root: Path, one: FixedDocument) -> None:
    file = writing.original(one.document, root)
    writing.refuse_read_only(file)
    writing.write(one, file)


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755])
def test_mode_and_mark_stay(tmp_path: Path, mark: bytes, mode: int) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(mark + OLD)
    file.chmod(mode)

    write(tmp_path, mended(old=mark + OLD))

    assert file.read_bytes() == mark + NEW.encode()
    assert file.stat().st_mode & 0o777 == mode
    assert list(tmp_path.iterdir()) == [file]


def refusal(root: Path, one: FixedDocument) -> str:
    with pytest.raises(FixError) as caught:
        write(root, one)
    return str(caught.value)


def test_a_file_that_changed_since_it_was_checked_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(OLD + b"!")

    told = refusal(tmp_path, mended())

    assert told == "a.md: changed since its links were checked; not rewritten; run fix again"
    assert (tmp_path / "a.md").read_bytes() == OLD + b"!"


def test_a_file_that_changes_in_the_last_moment_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(OLD)
    known = writing.original(mended().document, tmp_path)
    file.write_bytes(OLD + b"!")

    with pytest.raises(FixError, match="changed since"):
        writing.write(mended(), known)

    assert file.read_bytes() == OLD + b"!"
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_went_is_one_line(tmp_path: Path) -> None:
    assert refusal(tmp_path, mended()) == (
        "a.md: cannot be rewritten: no such file or directory; the document is unchanged"
    )


def test_a_file_that_is_not_utf_8_is_left_alone(tmp_path: Path) -> None:
    """Its text was read with U+FFFD for what is none, which must not be written back."""
    (tmp_path / "a.md").write_bytes(b"x\n\xe9 [a](/old)")

    told = refusal(tmp_path, mended(old=b"x\n\xe9 [a](/old)"))

    assert told == "a.md:2: not UTF-8 (byte 0xE9); not rewritten; save it as UTF-8"
    assert (tmp_path / "a.md").read_bytes() == b"x\n\xe9 [a](/old)"


@pytest.mark.parametrize(
    ("name", "words"), [("a.md", "a.md: read-only"), (".", "a.md: its folder is read-only")]
)
def test_what_is_read_only_is_left_alone(name: str, words: str, tmp_path: Path) -> None:
    """Also for root, who might write it."""
    file = tmp_path / "a.md"
    file.write_bytes(OLD)
    (tmp_path / name).chmod(0o555)
    try:
        assert refusal(tmp_path, mended()).startswith(words)
        assert file.read_bytes() == OLD
    finally:
        (tmp_path / name).chmod(0o755)


def test_a_link_out_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    (tmp_path / "precious.md").write_bytes(OLD)
    (tree / "a.md").symlink_to(tmp_path / "precious.md")

    assert "a symbolic link leads out of this folder" in refusal(tree, mended())
    assert (tmp_path / "precious.md").read_bytes() == OLD


def test_a_folder_that_leads_out_is_no_way_either(tmp_path: Path) -> None:
    tree, other = tmp_path / "tree", tmp_path / "other"
    tree.mkdir()
    other.mkdir()
    (other / "a.md").write_bytes(OLD)
    (tree / "docs").symlink_to(other)

    assert "a symbolic link leads out of this folder" in refusal(tree, mended("docs/a.md"))
    assert (other / "a.md").read_bytes() == OLD


def test_a_link_within_the_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_bytes(OLD)
    (tmp_path / "a.md").symlink_to("b.md")

    write(tmp_path, mended())

    assert (tmp_path / "a.md").is_symlink()
    assert (tmp_path / "b.md").read_bytes() == NEW.encode()


def test_one_file_by_several_names_counts_once(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_bytes(OLD)
    (tmp_path / "a.md").symlink_to("b.md")
    (tmp_path / "c.md").write_bytes(OLD)
    documents = [Document(name, "") for name in ("a.md", "b.md", "c.md")]

    assert writing.once(documents, tmp_path) == {"a.md": "b.md"}
    assert writing.once([documents[0], documents[2]], tmp_path) == {}


def test_another_name_of_the_same_file_is_known(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(OLD)
    os.link(tmp_path / "a.md", tmp_path / "b.md")

    assert writing.original(mended().document, tmp_path).has_other_names


def test_a_disk_that_takes_no_more_is_one_line(tmp_path: Path) -> None:
    # A name of full length has no room beside it for a temporary one.
    name = "r" * 252 + ".md"
    (tmp_path / name).write_bytes(OLD)

    assert refusal(tmp_path, mended(name)).startswith(f"{name}: cannot be rewritten: ")
    assert [file.name for file in tmp_path.iterdir()] == [name]


OVER_AND_OVER = """
import sys
from pathlib import Path
from linkaudit.files.atomic import replace
path = Path(sys.argv[1])
while True:
    for content in (b"a", b"b"):
        replace(path, content * 100_000)
        print(flush=True)
"""


def test_a_kill_at_any_moment_leaves_one_text_or_the_other(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"a" * 100_000)
    for rounds in range(1, 9):
        command = [sys.executable, "-c", OVER_AND_OVER, str(file)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            for _ in range(rounds):
                process.stdout.readline()
            process.send_signal(signal.SIGKILL)

        assert file.read_bytes() in (b"a" * 100_000, b"b" * 100_000)
