"""Errors of linkaudit itself, as opposed to those of a link.

    LinkauditError          the audit cannot run; one line says where, what and what to do
    ├── UsageError          wrong arguments or input                             exit 2
    │   └── SettingError    a setting that cannot be used; also a ValueError     exit 2
    ├── ConfigError         a config file that cannot be used                    exit 2
    ├── PackError           a pack of facts that cannot be used                  exit 2
    ├── BaselineError       a baseline that cannot be used                       exit 2
    ├── StateError          a file that is not a state which this version knows  exit 2
    ├── FixError            a document that may not or cannot be rewritten       exit 2
    └── OutputError         a report that cannot be written                      exit 2

    TransportError          carries a Failure to the observation; no command shows it

A dead link is data, not an exception.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # every command imports this file, and few use the network
    from pathlib import Path

    from linkaudit.model.http import Failure, Hop


class LinkauditError(Exception):
    """The audit cannot run. The message says where, what, and what to do."""


class UsageError(LinkauditError):
    """Wrong arguments or input."""


class SettingError(UsageError, ValueError):
    """A setting that cannot be used.

    `name` is as its user wrote it: `--timeout`, `linkaudit.toml:3: 'timeout'` or `timeout`.
    """

    def __init__(self, name: str, trouble: str) -> None:
        super().__init__(f"{name} {trouble}")


class ConfigError(LinkauditError):
    """A config file that cannot be used; `name` is the file, its line and the key."""

    @classmethod
    def unknown_key(cls, path: Path, key: str, known: Iterable[str]) -> ConfigError:
        listed = f"known keys: {', '.join(sorted(known))}"
        return cls(f"{path}: unknown key '{key}'; {did_you_mean(key, known) or listed}")

    @classmethod
    def command_line_only(cls, name: str) -> ConfigError:
        return cls(f"{name} is for the command line only; remove it from the file")

    @classmethod
    def outside(cls, name: str, path: str) -> ConfigError:
        return cls(f"{name} must be in this folder, and {path!a} is not; name a path below it")

    @classmethod
    def output(cls, name: str, key: str, path: str, why: str) -> ConfigError:
        return cls(
            f"{name} cannot be {path!a}: {why}; name a new file such as "
            f"reports/links.md, or give --{key} on the command line"
        )

    @classmethod
    def elsewhere(cls, path: Path) -> ConfigError:
        return cls(f"{path}: a symbolic link leads out of this folder; give --config its target")


class PackError(LinkauditError):
    """An unusable fact pack: every flaw with its line, or 0."""

    def __init__(self, path: str, flaws: Sequence[tuple[int, str]]) -> None:
        self.flaws = tuple(
            f"{path}:{line}: {trouble}" if line else f"{path}: {trouble}" for line, trouble in flaws
        )
        more = f" (and {len(flaws) - 1} more: linkaudit pack check {path})"
        super().__init__(self.flaws[0] + (more if len(flaws) > 1 else ""))


class BaselineError(LinkauditError):
    """An unusable baseline; `line` is 0 if the flaw is in no single line."""

    def __init__(self, path: str, line: int, trouble: str) -> None:
        super().__init__(f"{path}:{line}: {trouble}" if line else f"{path}: {trouble}")


class StateError(LinkauditError):
    """A file that is not a state file of this version."""

    def __init__(self, path: Path, reason: str, what: str, remedy: str) -> None:
        super().__init__(f"{path}: {what}; {remedy}")
        self.reason, self.what = reason, what

    @classmethod
    def foreign(cls, path: Path) -> StateError:
        remedy = "give another --state FILE, or --no-state"
        return cls(path, "foreign", "not a state file of linkaudit", remedy)

    @classmethod
    def newer(cls, path: Path) -> StateError:
        remedy = "install the newer version, give another --state FILE, or remove the file"
        return cls(path, "newer", "written by a newer linkaudit", remedy)

    @classmethod
    def elsewhere(cls, path: Path) -> StateError:
        remedy = "remove it, or pass the file with --state"
        return cls(path, "elsewhere", "a link leads out of this folder", remedy)


class FixError(LinkauditError):
    """A document that may not or cannot be rewritten; it is unchanged."""

    @classmethod
    def changed(cls, path: str) -> FixError:
        return cls(f"{path}: changed since its links were checked; not rewritten; run fix again")

    @classmethod
    def not_utf8(cls, path: str, line: int, byte: int) -> FixError:
        return cls(f"{path}:{line}: not UTF-8 (byte 0x{byte:02X}); not rewritten; save it as UTF-8")

    @classmethod
    def elsewhere(cls, path: str) -> FixError:
        return cls(f"{path}: a symbolic link leads out of this folder; pass the file itself")

    @classmethod
    def read_only(cls, path: str, *, is_folder: bool) -> FixError:
        what = "its folder is read-only" if is_folder else "read-only"
        return cls(f"{path}: {what}; not rewritten; make it writable (chmod u+w) and run fix again")

    @classmethod
    def failed(cls, path: str, error: OSError) -> FixError:
        reason = (error.strerror or str(error)).lower()
        return cls(f"{path}: cannot be rewritten: {reason}; the document is unchanged")


class OutputError(LinkauditError):
    """A report that cannot be written."""

    @classmethod
    def at(cls, path: Path | str, error: OSError, option: str) -> OutputError:
        reason = error.strerror or str(error)
        return cls(f"{path}: cannot write the report: {reason}; choose another {option}")

    @classmethod
    def standard_output(cls, error: OSError) -> OutputError:
        return cls.at("standard output", error, "path: --format NAME=PATH, or --report PATH")

    @classmethod
    def hindered(cls, path: Path, why: str) -> OutputError:
        return cls(f"{path}: cannot write the report: {why}; choose another path: --report PATH")

    @classmethod
    def document(cls, path: Path, option: str) -> OutputError:
        return cls(f"{path}: would overwrite an audited document; choose another {option}")

    @classmethod
    def several(cls, errors: Sequence[OutputError]) -> OutputError:
        return cls("; ".join(map(str, errors)))


class TransportError(Exception):
    """No response: the failure says why, the hops how far the request got."""

    def __init__(self, failure: Failure, hops: tuple[Hop, ...] = (), attempts: int = 1) -> None:
        super().__init__(failure.detail)
        self.failure = failure
        self.hops = hops
        self.attempts = attempts


class AddressRefusedError(Exception):
    """The guard does not let us connect there. Raised between resolving and connecting."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question with the nearest of the known words; empty where none is near."""
    import difflib  # only now: most runs need none

    close = difflib.get_close_matches(word, list(known), n=1)
    return f"did you mean '{close[0]}'?" if close else ""
