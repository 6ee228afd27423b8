"""The configs of other link checkers in a tree: found by name, read within bounds, carried over.

They may be a stranger's: nothing of them is run, none is followed out of the tree, and one that
cannot be read is reported like a setting that cannot be carried over.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from linkaudit.files.bounded import read_bounded
from linkaudit.init.convert import ConvertedSetting, Item, Stronger, Unconverted, WeakExclude
from linkaudit.init.lychee import from_lychee, from_lycheeignore
from linkaudit.init.markdown_link_check import from_markdown_link_check
from linkaudit.init.sphinx import from_sphinx
from linkaudit.text import toml

MAX_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class PeerConfig:
    """What one file of a peer said."""

    file: str
    items: tuple[Item, ...]

    @property
    def left(self) -> tuple[Unconverted, ...]:
        return tuple(item for item in self.items if isinstance(item, Unconverted))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of ours that it has a word on, each once."""
        return tuple(dict.fromkeys(i.key for i in self.items if not isinstance(i, Unconverted)))


def read_peer_configs(root: Path) -> tuple[PeerConfig, ...]:
    """What the peers' configs below `root` say, in our words; a file without a word is left out."""
    found: list[PeerConfig] = []
    for name, read in PEERS.items():
        try:
            text = _text(root, name)
            items = tuple(read(text)) if text is not None else ()
        except (OSError, ValueError, RecursionError) as error:
            reason = "not UTF-8" if isinstance(error, UnicodeError) else _reason(error)
            items = (Unconverted("all of it", f"cannot be read: {reason}"),)
        if items:
            found.append(PeerConfig(name, tuple(_agreeing(items, found))))
    return settled(found)


def settled(said: Sequence[PeerConfig]) -> tuple[PeerConfig, ...]:
    """All files as our config has them; a pattern that would change its meaning is left out."""
    items = [item for one in said for item in one.items]
    is_free = not any(
        isinstance(item, WeakExclude)
        or (isinstance(item, ConvertedSetting) and item.key == "include")
        for item in items
    )
    return tuple(
        PeerConfig(one.file, tuple(_settled(one.items, is_include_free=is_free))) for one in said
    )


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else str(error)) or "unknown"


def _agreeing(items: Iterable[Item], before: Sequence[PeerConfig]) -> Iterator[Item]:
    """A single value that another file has set already is reported, not dropped in silence."""
    first = {
        i.key: (one.file, i.value)
        for one in before
        for i in one.items
        if isinstance(i, ConvertedSetting)
    }
    for item in items:
        if (
            isinstance(item, ConvertedSetting)
            and item.key in first
            and not isinstance(item.value, list)
        ):
            file, value = first[item.key]
            if value != item.value:
                yield Unconverted(item.key, f"{file} has another value")
                continue
        yield item


def _settled(items: Iterable[Item], *, is_include_free: bool) -> Iterator[Item]:
    """lychee checks what `include` or no `exclude` matches; here a link must pass both."""
    left = Unconverted("include", "`exclude` and `scheme` win over it here; narrow them instead")
    told = False
    for item in items:
        match item:
            case WeakExclude(pattern):
                yield ConvertedSetting("exclude", [pattern])
            case Stronger(pattern) if is_include_free:
                yield ConvertedSetting("include", [pattern])
            case Stronger():
                if not told:
                    yield left
                told = True
            case _:
                yield item


def joined(said: Sequence[PeerConfig]) -> dict[str, object]:
    """All settings together; lists grow."""
    settings: dict[str, object] = {}
    for item in (item for one in said for item in one.items):
        if not isinstance(item, ConvertedSetting):
            continue
        known = settings.get(item.key)
        if isinstance(known, list) and isinstance(item.value, list):
            settings[item.key] = [*known, *(v for v in item.value if v not in known)]
        else:
            settings.setdefault(item.key, item.value)
    return settings


def _text(root: Path, name: str) -> str | None:
    """The file's text; None without one. Raises OSError, and ValueError where it is none."""
    path = root / name
    if not path.exists():
        return None
    if not path.resolve().is_relative_to(root.resolve()):
        raise ValueError("a link that leads out of this folder")
    data = read_bounded(path, MAX_BYTES)
    if len(data) > MAX_BYTES:
        raise ValueError(f"larger than {MAX_BYTES // 1024} KiB")
    return data.decode("utf-8-sig")


def _lychee(text: str) -> Iterator[Item]:
    yield from from_lychee(toml.parse(text))


def _pyproject(text: str) -> Iterator[Item]:
    tool = toml.parse(text).get("tool")
    settings = tool.get("lychee") if isinstance(tool, dict) else None
    yield from from_lychee(settings if isinstance(settings, dict) else {})


def _markdown_link_check(text: str) -> Iterator[Item]:
    settings: object = json.loads(text)
    if not isinstance(settings, Mapping):
        raise ValueError("not a JSON object")
    yield from from_markdown_link_check(settings)


_MLC = ("markdown-link-check.json", "markdown-link-check.config.json", "mlc_config.json")

PEERS: Mapping[str, Callable[[str], Iterator[Item]]] = {
    "lychee.toml": _lychee,
    ".lychee.toml": _lychee,
    ".github/lychee.toml": _lychee,
    "pyproject.toml": _pyproject,
    ".lycheeignore": from_lycheeignore,
    **{
        f"{folder}{dot}{name}": _markdown_link_check
        for folder in ("", ".github/", ".github/workflows/")
        for dot in ("", ".")
        for name in _MLC
    },
    **{
        f"{folder}conf.py": from_sphinx
        for folder in ("", "doc/", "docs/", "source/", "doc/source/", "docs/source/")
    },
}
"""By the names that they have by default, or commonly."""
