"""How the texts of options become values.

A text that cannot be used is a UsageError, which says why and what would do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linkaudit.errors import UsageError
from linkaudit.files.containment import leads_out
from linkaudit.text.rule_ids import current_id

if TYPE_CHECKING:  # what only some options need is imported where these are read
    from linkaudit.check.transport.addresses import Network
    from linkaudit.extract.markdown.slugs import Slugger
    from linkaudit.model.report import Level
    from linkaudit.text.patterns import Pattern

AUTO = "auto"
_CONTACT = re.compile(r"https?://[^\s()<>\\\"]{1,200}|mailto:[\w.+-]{1,64}@[\w.-]{1,200}", re.ASCII)


def folder(text: str | None, name: str) -> Path | None:
    """A folder that is there; one in this folder that leads out of it is none."""
    if not text:
        return None
    path = Path(text)
    if not path.is_dir():
        raise UsageError(f"{name} '{text}' is not a folder; give one that is there")
    if leads_out(path, Path.cwd()):
        raise UsageError(f"{name} '{text}' is a link out of this folder; give the folder itself")
    return path.absolute()


def sluggers() -> click.Choice[str]:
    """What `--slugger` may be."""
    from linkaudit.extract.markdown.slugs import Slugger

    return click.Choice([AUTO, *(name.value for name in Slugger)])


def slugger(text: str) -> Slugger | None:
    """Whose ids headings have; None where files decide."""
    from linkaudit.extract.markdown.slugs import Slugger

    return None if text == AUTO else Slugger(text)


def day(text: str | None, name: str) -> date | None:
    """A date in ISO 8601, as in front matter."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{name} '{text}' is not a date like 2026-11-23") from error


def patterns(texts: Sequence[str], name: str) -> tuple[Pattern, ...]:
    """Regular expressions for URLs."""
    if not texts:
        return ()
    from linkaudit.text.patterns import PatternError, compiled_all

    try:
        return compiled_all(texts)
    except PatternError as error:
        raise UsageError(f"{name} {error}") from error


def networks(texts: Sequence[str]) -> tuple[Network, ...]:
    """Addresses or CIDR blocks."""
    import ipaddress

    found = []
    for text in texts:
        try:
            found.append(ipaddress.ip_network(text, strict=False))
        except ValueError as error:
            raise UsageError(f"--allow-net '{text}' is not a network like 10.0.0.0/8") from error
    return tuple(found)


def contact(text: str) -> str:
    """A page or a mail address that servers are told with every request."""
    from linkaudit.text.redact import shown
    from linkaudit.text.uri import InvalidUriError, normalise

    # RFC 9110 §5.6.5: in the comment of a User-Agent, brackets and backslashes mean something.
    is_usable = bool(_CONTACT.fullmatch(text)) and text.isascii() and shown(text) == text
    try:
        if text.startswith("http"):
            normalise(text)
    except InvalidUriError:
        is_usable = False
    if text and not is_usable:
        raise UsageError(
            f"--contact '{shown(text)}' is neither a page like https://a.example/robot, without "
            "a password or token, nor an address like mailto:me@a.example"
        )
    return text


def rule_ids(texts: Sequence[str], name: str) -> frozenset[str]:
    """Rules by their ids, old spellings too; one option may name several, separated by commas."""
    found = [current_id(item.strip()) for text in texts for item in text.split(",") if item.strip()]
    known = _known_rules() if found else ()
    for item in found:
        if item not in known:
            raise UsageError(f"{name} '{item}' is not a rule; 'linkaudit rules' lists them")
    return frozenset(found)


def _known_rules() -> list[str]:
    from linkaudit.rules.registry import RULES

    return [rule.id for rule in RULES]


def fail_level(text: str) -> Level | str:
    """A level, or one rule."""
    from linkaudit.model.report import Level

    levels = {level.word: level for level in Level if level is not Level.NONE}
    if text in levels:
        return levels[text]
    if current_id(text) in _known_rules():
        return current_id(text)
    raise UsageError(f"--fail-on '{text}' is neither error, warning, note nor a rule's id")


def place(text: str, name: str) -> Path:
    """A place to write to; in this folder, no link may lead it out."""
    path = Path(text)
    # The last part may be a link to anywhere: that is replaced, and nothing written through it.
    if leads_out(path.parent, Path.cwd()):
        raise UsageError(
            f"{name} '{text}' is behind a link out of this folder; give the folder itself"
        )
    return path
