"""A reader sees the old report or the new one, never a part of either."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from linkaudit.errors import OutputError
from linkaudit.files.write import append, write


def test_a_report_is_written_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "report.md"

    write(path, "one\ntwö\n")

    assert path.read_bytes() == "one\ntwö\n".encode()
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o666])
def test_a_report_keeps_the_mode_of_the_one_before(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "report.md"
    path.write_text("old")
    path.chmod(mode)

    write(path, "new")

    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == mode


def test_a_new_report_has_the_mode_of_any_new_file(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("")

    write(tmp_path / "report.md", "new")

    assert (tmp_path / "report.md").stat().st_mode == other.stat().st_mode


def test_a_link_is_replaced_and_what_it_led_to_stays(tmp_path: Path) -> None:
    """Hostile web, part F: a report does not follow a link out of its folder."""
    precious = tmp_path / "precious"
    precious.write_text("precious")
    path = tmp_path / "report.md"
    path.symlink_to(precious)

    write(path, "new")

    assert precious.read_text() == "precious"
    assert path.read_text() == "new"
    assert not path.is_symlink()


def test_a_place_that_is_a_folder_is_refused_with_a_way_on(tmp_path: Path) -> None:
    place = tmp_path / "report.md"
    place.mkdir()

    with pytest.raises(OutputError, match=r"report\.md: cannot write the report: .*--report PATH"):
        write(place, "new")

    assert list(tmp_path.iterdir()) == [place]


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    in_the_way = tmp_path / "reports"
    in_the_way.write_text("old")

    with pytest.raises(OutputError):
        write(in_the_way / "report.md", "new")

    assert in_the_way.read_text() == "old"


def test_an_unwritable_place_leaves_the_old_report_as_it_was(tmp_path: Path) -> None:
    # A name of full length has no room beside it for a temporary one.
    path = tmp_path / ("r" * 255)
    path.write_text("old")

    with pytest.raises(OutputError):
        write(path, "new")

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_text_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    """Hostile web, part F: the previous report intact."""
    path = tmp_path / "report.md"
    path.write_text("old")

    with pytest.raises(UnicodeEncodeError):
        write(path, "half of a pair: \ud800")

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_text_in_pieces_is_one_file(tmp_path: Path) -> None:
    path = tmp_path / "report.md"

    write(path, iter(["one\n", "two\n"]))

    assert path.read_text() == "one\ntwo\n"


def test_pieces_that_end_in_an_error_leave_the_previous_report(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("old")

    with pytest.raises(ZeroDivisionError):
        write(path, (f"{1 // number}" for number in (1, 0)))

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    """As root, a report to /dev/null would else leave a file in its place, for everybody."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    write(pipe, "new")

    assert os.read(reader, 10) == b"new"
    assert pipe.is_fifo()
    os.close(reader)


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no /dev/full here")
def test_a_full_disk_is_one_sentence_with_a_way_on() -> None:
    with pytest.raises(OutputError, match=r"^/dev/full: .*[Nn]o space.*another --format X=PATH$"):
        write(Path("/dev/full"), "new", "--format X=PATH")

    assert Path("/dev/full").is_char_device()


def test_text_is_added_to_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "summary.md"
    path.write_text("old\n")

    append(path, "new ü\n", "$SUMMARY")

    assert path.read_bytes() == "old\nnew ü\n".encode()


def test_a_place_that_takes_no_addition_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"choose another \$SUMMARY$"):
        append(tmp_path, "new", "$SUMMARY")
