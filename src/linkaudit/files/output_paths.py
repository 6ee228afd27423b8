"""Where an output goes that the command line did not name, and which files are ours to replace.

A config may come with a stranger's pull request, and so may every link and file in its tree. What
it names is a plain name below the folder on every system, or is refused; nothing is written
through a link, and over nothing but an earlier output of ours.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from linkaudit.errors import UsageError
from linkaudit.files.containment import leads_out


@dataclass(frozen=True, slots=True)
class Format:
    """How files of one format are named, and what is in the head of each that we wrote."""

    suffixes: tuple[str, ...]
    mark: re.Pattern[bytes]


FORMATS: Mapping[str, Format] = {
    "markdown": Format((".md", ".markdown"), re.compile(rb"\A<!-- linkaudit report")),
    "json": Format((".json",), re.compile(rb'\A\{\s*"schema": "linkaudit/1"')),
    "sarif": Format((".sarif", ".json"), re.compile(rb'"driver": \{\s*"name": "linkaudit"')),
    "junit": Format((".xml",), re.compile(rb'<testsuites name="linkaudit"')),
    "html": Format((".html",), re.compile(rb'<meta name="generator" content="linkaudit ')),
    "csv": Format((".csv",), re.compile(rb"\Alevel,verdict,rule,path,line,")),
    "baseline": Format((".txt",), re.compile(rb"\A# linkaudit baseline, version ")),
}
# The keys of a config that name an output. All others are for the command line only.
KEYS: Mapping[str, str] = {"report": "markdown"}

OWN_FOLDER = ".linkaudit"
# A link or a pipe that takes the file's place meanwhile is neither followed nor waited for.
_READING = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
_HEAD = 2048  # bytes; the mark of HTML, behind its policy, ends at 700

# Letters, digits and marks of any script are fine, and these. Not among them, with a meaning to
# some system or shell: \ : * ? " < > | (Windows), ~ (short names, home), $ % (variables).
_SIGNS = frozenset(" ._-+,=@#()&'!")
# Letters and marks that are not seen, or that a file system passes over (Unicode's
# Default_Ignorable_Code_Point; those of category Cf are no letters).
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0]")
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file: with any suffix, too.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin|conout|clock|(?:com|lpt)[0-9]) *(?:\.|$)")


def output_path(text: str, name: str) -> Path:
    """A place to write to. Raises UsageError where a link leads it out of this folder."""
    path = Path(text)
    # The last part may be a link to anywhere: that is replaced, and nothing written through it.
    if leads_out(path.parent, Path.cwd()):
        raise UsageError(
            f"{name} '{text}' is behind a link out of this folder; name the folder itself"
        )
    return path


def misnamed(text: str, kind: str) -> str:
    """What is wrong with a path that a config names for an output; empty where nothing is."""
    suffixes = FORMATS[kind].suffixes
    if text.startswith(("/", "\\")) or re.match("[A-Za-z]:", text):
        return "it is not a path below this folder"
    *folders, name = text.split("/")
    parts = [part for part in folders if part not in ("", ".")] + [name]
    for part in parts:
        if why := _misnamed_part(part):
            return why
    if not name.casefold().endswith(suffixes):
        return f"its name does not end with {' or '.join(suffixes)}"
    return ""


def _misnamed_part(part: str) -> str:
    # A full-width dot is a dot to some, and other letters have other forms.
    plain = unicodedata.normalize("NFKC", part).casefold()
    if not part:
        return "it is a folder"
    if plain.startswith(".") and part.casefold() != OWN_FOLDER:
        return "a part of it begins with a dot"
    if part != part.strip(" .") and part.casefold() != OWN_FOLDER:
        return "a part of it begins or ends with a space or a dot"
    odd = [sign for sign in part if not _is_plain(sign)]
    if odd or "/" in plain or any(sign in "\\:~$%" for sign in plain):
        return f"it has a character that is not allowed in names: {(odd or [part])[0]!a}"
    if _DEVICE.match(plain):
        return "a part of it is a device name on Windows"
    return ""


def _is_plain(sign: str) -> bool:
    is_letter = sign.isalnum() or unicodedata.category(sign).startswith("M")
    return (is_letter and not _UNSEEN.match(sign)) or sign in _SIGNS


@dataclass(frozen=True, slots=True)
class Guarded:
    """A place below a folder that the command line did not name."""

    path: Path
    """Relative to the folder."""
    kind: str
    replaces_link: bool = False
    """Whether a link may make room for the file. It is not followed in any case."""

    def hindrance(self, root: Path) -> str:
        """Why nothing may be written there; empty where it may."""
        folder = root
        for part in self.path.parent.parts:
            folder = folder / part
            if is_link(folder):
                return f"{folder.relative_to(root).as_posix()} is a link"
            if os.path.lexists(folder) and not folder.is_dir():
                return f"{folder.relative_to(root).as_posix()} is not a folder"
        return self.occupied(root / self.path)

    def occupied(self, file: Path, folder: int | None = None) -> str:
        """What there is that must stay; `file` counts from an open folder if one is given."""
        try:
            mode = os.stat(file, dir_fd=folder, follow_symlinks=False).st_mode
            if stat.S_ISLNK(mode):
                return "" if self.replaces_link else "it is a link"
            if not stat.S_ISREG(mode):
                return "it is not a regular file"
            return "" if self._is_ours(file, folder) else "it is a file of another origin"
        except FileNotFoundError:
            return ""
        except OSError as error:
            return (error.strerror or str(error)).lower()

    def _is_ours(self, file: Path, folder: int | None) -> bool:
        with open(os.open(file, _READING, dir_fd=folder), "rb") as opened:
            return bool(FORMATS[self.kind].mark.search(opened.read(_HEAD)))


def is_link(path: Path) -> bool:
    """Whether a path leads elsewhere: a symbolic link, or a junction of Windows."""
    is_junction = getattr(os.path, "isjunction", None)  # from Python 3.12 on
    return path.is_symlink() or bool(is_junction and is_junction(path))
