"""Redirects that mean a new name: which parts of a path are the name, and whether they changed.

Knows paths only. `/{owner}/{repository}/**` fits every path of two parts or more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

REST = "**"
PART = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class PathPattern:
    """One kind of redirect, and what of the path is a name."""

    id: str
    what: str
    """What has the name, in plain words: `the repository`."""
    patterns: tuple[str, ...]
    """Parts in braces stand for one segment of a path, `**` at the end for what follows."""
    name: str
    """The name, made of parts of the pattern; all other parts must stay as they are."""
    source: str
    quote: str
    is_permanent: bool = True
    """Only a permanent redirect means it."""
    ignoring: tuple[str, ...] = ()
    """Endings that make no difference to a name: `.git`."""
    means: str = ""
    """What the redirect says, with `{old}` and `{new}`; where not given, that one is the other."""
    often: tuple[str, ...] = ()
    """An old name and the one that mostly took its place, for a page that is gone."""

    def names(self, asked: str, final: str) -> tuple[str, str] | None:
        """The name in either path; None where they do not differ by their name alone."""
        for pattern in self.patterns:
            old, new = parts(pattern, asked), parts(pattern, final)
            if old is None or new is None:
                continue
            own = set(PART.findall(self.name))
            others_stay = all(self._is_same(old[key], new[key]) for key in old if key not in own)
            names = filled(self.name, old), filled(self.name, new)
            if others_stay and not self._is_same(*names):
                return names
        return None

    def _is_same(self, one: str, other: str) -> bool:
        """Upper and lower case make no two owners and no two repositories."""
        return self._plain(one) == self._plain(other)

    def _plain(self, name: str) -> str:
        for ending in self.ignoring:
            name = name.removesuffix(ending)
        return name.casefold()

    def message(self, old: str, new: str) -> str:
        template = self.means or f"{self.what} {{old}} is now {{new}}"
        return filled(template, {"old": old, "new": new})

    def guess(self, path: str) -> str | None:
        """The path with the name that mostly took the old one's place."""
        if not self.often:
            return None
        key = PART.findall(self.name)[0]
        for pattern in self.patterns:
            found = parts(pattern, path)
            if found is not None and found[key] == self.often[0]:
                start = pattern.split("/").index(f"{{{key}}}")
                segments = path.split("/")
                return "/".join([*segments[:start], self.often[1], *segments[start + 1 :]])
        return None


def parts(pattern: str, path: str) -> Mapping[str, str] | None:
    """What stands in the path for each part of the pattern; None where it does not fit."""
    wanted, given = pattern.strip("/").split("/"), path.strip("/").split("/")
    if wanted[-1] == REST:
        wanted.pop()
        given = given[: len(wanted)]
    if len(given) != len(wanted) or not all(given):
        return None
    found = {}
    for want, got in zip(wanted, given, strict=True):
        match = PART.fullmatch(want)
        if match:
            found[match[1]] = got
        elif want != got:
            return None
    return found


def filled(template: str, values: Mapping[str, str]) -> str:
    return PART.sub(lambda match: values[match[1]], template)
