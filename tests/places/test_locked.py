"""What the action and the image install: every package in one version, every wheel by its hash."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.places.steps import ROOT

LOCKED = {name: ROOT / "requirements" / f"{name}.txt" for name in ("runtime", "build")}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED = {
    "runtime": PROJECT["project"]["dependencies"],
    "build": PROJECT["build-system"]["requires"],
}
AGAIN = "run `python3 tasks.py lock` and commit requirements/"
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def entries(path: Path) -> list[str]:
    """Each requirement with its hashes, in one line; what is not one stands for itself."""
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def pinned(path: Path) -> Mapping[str, str]:
    """The version of each package, by its canonical name."""
    found: dict[str, str] = {}
    for entry in entries(path):
        if not entry.startswith("--"):
            requirement = Requirement(entry.partition(" --hash")[0])
            [version] = requirement.specifier
            assert version.operator == "==", entry
            found[canonicalize_name(requirement.name)] = version.version
    return found


CONSTRAINTS = pinned(ROOT / "constraints.txt")


@pytest.mark.parametrize("name", LOCKED)
def test_every_line_is_a_version_with_hashes_and_no_address(name: str) -> None:
    """pip, "Secure installs": with hashes, nothing else is installed. A source distribution would
    ask for a build of its own, with a backend that has no hash here."""
    options, *requirements = entries(LOCKED[name])

    assert options == "--only-binary :all:"
    for entry in requirements:
        requirement, *hashes = entry.split(" --hash")
        assert hashes, f"{requirement}: {AGAIN}"
        assert all(_HASH.fullmatch(f"--hash{one.strip()}") for one in hashes), entry
        Requirement(requirement)  # neither an option nor an address


@pytest.mark.parametrize("name", LOCKED)
def test_what_is_installed_is_what_was_tested(name: str) -> None:
    """Only what builds linkaudit has no part in the tests."""
    for package, version in pinned(LOCKED[name]).items():
        if name == "runtime" or package in CONSTRAINTS:
            assert CONSTRAINTS.get(package) == version, f"{package}: {AGAIN}"


@pytest.mark.parametrize("name", LOCKED)
def test_what_pyproject_asks_for_is_there(name: str) -> None:
    versions = pinned(LOCKED[name])

    for text in WANTED[name]:
        wanted = Requirement(text)
        version = versions.get(canonicalize_name(wanted.name))
        assert version is not None, f"{text}: {AGAIN}"
        assert wanted.specifier.contains(version), f"{text}: {AGAIN}"


def test_so_is_what_that_needs_in_turn() -> None:
    """pip refuses a package that is needed and has no hash; so the action would fail."""
    versions = pinned(LOCKED["runtime"])

    for package in versions:
        for needed in _needs(package):
            assert needed in versions, f"{package} needs {needed}: {AGAIN}"


def _needs(package: str) -> Iterator[str]:
    for text in distribution(package).requires or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield canonicalize_name(requirement.name)


def test_there_are_wheels_for_other_machines_than_this_one() -> None:
    """One package with compiled code, in a wheel for each system and each Python; one without."""
    found = {
        entry.partition("==")[0]: entry.count("--hash") for entry in entries(LOCKED["runtime"])
    }

    assert found["selectolax"] > 30
    assert found["tenacity"] <= 2
