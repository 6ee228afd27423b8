"""A file is read up to a bound, and only a regular one."""

import os
from pathlib import Path

import pytest

from linkaudit.files.bounded import NotRegularError, read_bounded


@pytest.mark.parametrize(("size", "read"), [(0, 0), (3, 3), (4, 4), (5, 5), (6, 5)])
def test_one_byte_beyond_the_bound_shows_that_there_is_more(
    size: int, read: int, tmp_path: Path
) -> None:
    (tmp_path / "a").write_bytes(b"x" * size)

    assert read_bounded(tmp_path / "a", 4) == b"x" * read


def test_a_pipe_without_a_writer_and_a_folder_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    for path in (tmp_path / "pipe", tmp_path):
        with pytest.raises(NotRegularError, match="not a regular file"):
            read_bounded(path, 4)


def test_what_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_bounded(tmp_path / "a", 4)
