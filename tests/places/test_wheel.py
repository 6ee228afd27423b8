"""What a release contains: the whole package and nothing else, built the same each time."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from linkaudit.version import VERSION
from tests.places.steps import ROOT

_BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"


def build(folder: Path) -> Path:
    """The wheel of this source, by the backend that `pyproject.toml` names."""
    command = [sys.executable, "-c", _BUILD, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return folder / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("wheel"))


def test_the_wheel_has_every_file_of_the_package_and_no_other(wheel: Path) -> None:
    """Packs, templates, the JSON schema and the documentation of rules are data files."""
    package = ROOT / "src"
    expected = {
        path.relative_to(package).as_posix()
        for path in (package / "linkaudit").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    names = set(zipfile.ZipFile(wheel).namelist())

    info = f"linkaudit_md-{VERSION}.dist-info"
    described = {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}
    assert names == expected | {f"{info}/{name}" for name in described}


def test_the_wheel_has_the_version_and_the_command(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    info = f"linkaudit_md-{VERSION}.dist-info"

    metadata = archive.read(f"{info}/METADATA").decode().splitlines()

    assert wheel.name == f"linkaudit_md-{VERSION}-py3-none-any.whl"
    assert {"Name: linkaudit-md", f"Version: {VERSION}"} <= set(metadata)
    assert "linkaudit = linkaudit.cli:main" in archive.read(f"{info}/entry_points.txt").decode()


def test_two_builds_are_the_same_to_the_byte(wheel: Path, tmp_path: Path) -> None:
    """So a reviewer can compare the hashes of a release."""
    assert build(tmp_path).read_bytes() == wheel.read_bytes()
