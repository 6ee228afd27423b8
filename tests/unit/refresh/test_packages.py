"""Packages are read from folders and wheels, within bounds, and never run."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from linkaudit.errors import UsageError
from linkaudit.refresh import package
from linkaudit.refresh.package import opened
from tests.unit.refresh import wheel

PATTERN = "data/*/*/service-2.json*"
FILES = {
    "botocore/data/cog/2020-01-01/service-2.json": b'{"a": 1}',
    "botocore/data/gear/2020-01-01/service-2.json.gz": gzip.compress(b'{"b": 2}'),
    "botocore/data/gear/2020-01-01/paginators-1.json": b"{}",
    "other/data/gear/2020-01-01/service-2.json": b"{}",
    "botocore/data/service-2.json": b"{}",
}
NAMES = ("data/cog/2020-01-01/service-2.json", "data/gear/2020-01-01/service-2.json.gz")


@pytest.fixture(params=["wheel", "folder", "folder above"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "wheel":
        return wheel(tmp_path / "b.whl", "botocore", "1.2.3", FILES)
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    # Only its text is read: it would end the test.
    (tmp_path / "botocore" / "__init__.py").write_text("__version__ = '1.2.3'\nraise SystemExit\n")
    return str(tmp_path / "botocore" if request.param == "folder" else tmp_path)


def test_a_wheel_and_a_folder_give_the_same_files(place: str) -> None:
    with opened(place, "botocore", PATTERN) as found:
        assert (found.version, found.names) == ("1.2.3", NAMES)
        assert [found.read(name) for name in found.names] == [b'{"a": 1}', b'{"b": 2}']


def test_what_is_installed_is_found_without_being_imported() -> None:
    """pytest is; its folder has no models."""
    assert package.is_installed("pytest")
    assert not package.is_installed("botocore_of_nobody")
    with opened("installed", "pytest", "*.typed") as found:
        assert found.names == ("py.typed",)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "no wheel or folder of botocore"),
        (b"no zip", "no wheel or folder of botocore"),
        ("a wheel of another", "no data/"),
        ("an empty folder", "no data/"),
    ],
)
def test_what_is_no_package_is_refused_by_name(content: object, told: str, tmp_path: Path) -> None:
    place = tmp_path / "b.whl"
    if isinstance(content, bytes):
        place.write_bytes(content)
    elif content == "an empty folder":
        place.mkdir()
    elif content:
        wheel(place, "other", "1", {"other/data/a/b/service-2.json": "{}"})

    with pytest.raises(UsageError, match=told), opened(str(place), "botocore", PATTERN):
        pass


def test_what_is_not_installed_is_refused_with_the_way_out() -> None:
    with (
        pytest.raises(UsageError, match=r"linkaudit-md\[refresh\]"),
        opened("installed", "botocore_of_nobody", PATTERN),
    ):
        pass


@pytest.mark.parametrize("name", ["service-2.json", "service-2.json.gz"])
def test_a_file_that_grows_beyond_all_bounds_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bound is lowered: a real one would take seconds to pack."""
    monkeypatch.setattr(package, "MAX_BYTES", 1000)
    content = bytes(100_000)
    content = gzip.compress(content) if name.endswith(".gz") else content
    place = wheel(tmp_path / "b.whl", "botocore", "1", {f"botocore/data/a/b/{name}": content})

    with opened(place, "botocore", PATTERN) as found, pytest.raises(UsageError, match="larger"):
        found.read(f"data/a/b/{name}")


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    files = {"botocore/data/a/b/service-2.json.gz": b"\x1f\x8bnothing of the kind"}
    place = wheel(tmp_path / "b.whl", "botocore", "1", files)

    with opened(place, "botocore", PATTERN) as found, pytest.raises(UsageError, match="cannot be"):
        found.read(found.names[0])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_a_pipe_is_no_wheel(tmp_path: Path) -> None:
    """One without a writer would be waited for."""
    os.mkfifo(tmp_path / "pipe")

    with (
        pytest.raises(UsageError, match="not a regular file"),
        opened(str(tmp_path / "pipe"), "botocore", PATTERN),
    ):
        pass
