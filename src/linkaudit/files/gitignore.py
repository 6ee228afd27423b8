"""What git leaves out below a folder, by the `.gitignore` files there and above.

Their patterns are pathspec's to read, by RE2: a stranger's pattern takes no longer than its text.
That a file was added all the same, only git's index knows, which is not read.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from os.path import dirname, join
from typing import TYPE_CHECKING

from linkaudit.files.bounded import NotRegularError, read_bounded

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

NAME = ".gitignore"

_MOST_BYTES = 256 * 1024
_MOST_LINES = 5_000


@dataclass(frozen=True, slots=True)
class Ignored:
    """The patterns that hold in one folder: those of its own file come last, and first count."""

    _levels: tuple[tuple[str, GitIgnoreSpec], ...] = ()
    """Each with the folder that its patterns count from, with a separator at its end."""
    left_out: list[str] = field(default_factory=list)
    """What was asked for and is ignored, below all folders of one walk."""

    def within(self, folder: str) -> Ignored:
        """The same with the file of a folder that has one."""
        spec = _read(join(folder, NAME))
        if spec is None:
            return self
        return Ignored((*self._levels, (join(folder, ""), spec)), self.left_out)

    def has(self, path: str, *, is_folder: bool) -> bool:
        """Whether git ignores what is at a path; of several patterns, the last decides."""
        for base, spec in reversed(self._levels):
            name = path[len(base) :].replace(os.sep, "/") + "/" * is_folder
            found = spec.check_file(name).include
            if found is not None:
                if found:
                    self.left_out.append(path)
                return found
        return False


def ignored_above(folder: str) -> Ignored:
    """What the folders above say, up to the top of the repository; nothing outside of one.

    A folder that is ignored itself was named, and so nothing above it counts.
    """
    full = os.path.abspath(folder)
    above = [full]
    while not os.path.lexists(join(above[-1], ".git")):
        if dirname(above[-1]) == above[-1]:
            return Ignored()
        above.append(dirname(above[-1]))
    found = Ignored()
    for one in reversed(above[1:]):
        found = found.within(one)
    parts = reversed(above[:-1])
    return Ignored() if any(found.has(part, is_folder=True) for part in parts) else found


def _read(path: str) -> GitIgnoreSpec | None:
    try:
        data = read_bounded(path, _MOST_BYTES)
    except (OSError, NotRegularError):
        return None
    if len(data) > _MOST_BYTES:
        return None
    lines = data.decode("utf-8", "replace").splitlines()[:_MOST_LINES]
    # Imported here: most folders have no such file.
    from pathspec import GitIgnoreSpec
    from pathspec.patterns.gitignore.base import GitIgnorePatternError

    try:
        return GitIgnoreSpec.from_lines(lines, backend="re2")
    except GitIgnorePatternError:
        return GitIgnoreSpec.from_lines(filter(_is_pattern, lines), backend="re2")


def _is_pattern(line: str) -> bool:
    """Whether git would not pass a line over."""
    from pathspec.patterns.gitignore.base import GitIgnorePatternError
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

    try:
        GitIgnoreSpecPattern(line)
    except GitIgnorePatternError:
        return False
    return True
