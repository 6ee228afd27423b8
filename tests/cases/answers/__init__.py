"""Each folder here is a case: what a server answers, byte by byte, and what an audit must say.

README.md has the keys of its `expect.toml`. `chromium.json` has what a browser made of each link,
`not_yet.txt` the cases that the code does not judge rightly yet. Values only: nothing is served.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

import idna

ANSWERS = Path(__file__).parent
NOT_YET = ANSWERS / "not_yet.txt"
CHROMIUM = ANSWERS / "chromium.json"

KINDS = (
    "body not needed",
    "framing and headers",
    "content coding",
    "text encoding",
    "address spelling",
    "fragment",
    "reserved names",
    "addresses",
    "ports",
    "TLS",
    "statuses",
    "waits",
    "messages",
    "who asks",
)
"""Those of the public reports that the cases come from; test_answers_apart.py has more."""

Run = Literal["patient", "brisk", "bare"]
"""`patient` has seconds for each answer, `brisk` two; in `bare` no name leads to the server."""

After = Literal["close", "keep", "stall", "reset"]
"""What happens to the connection; under TLS, `close` says no goodbye (close_notify)."""

ENDLESS = -1


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a host: to which requests, its bytes, and what happens behind them."""

    said: bytes
    host: str
    target: str = ""
    """The path and query that it answers; each, if empty."""
    needs: Mapping[str, str] = field(default_factory=dict)
    """Words that a header of the request must contain."""
    times: int = 0
    """How many requests it answers before the next one takes its place; 0: all."""
    piece: bytes = b""
    pieces: int = 0
    """How often the piece follows the bytes."""
    pause: float = 0.0
    """Seconds between two pieces."""
    after: After = "close"


@dataclass(frozen=True, slots=True)
class AnswerCase:
    """The keys of an `expect.toml`."""

    name: str
    issue: str
    kind: str
    links: tuple[str, ...]
    right: tuple[str, ...]
    answers: tuple[Answer, ...]
    why: str = ""
    run: Run = "patient"
    rule: str = ""
    says: str = ""
    """Words that the message of the finding must contain."""
    requests: tuple[int, int] = (0, 4)
    """To the host of the link: the fewest and the most."""
    certificate: str = ""
    tls: str = ""
    addresses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Where names lead, in a bare run; others do not exist."""
    browser: bool = True
    """Whether a browser is asked: not where it would look for this machine's own pages."""

    @property
    def host(self) -> str:
        return host_of(self.links[0])


def host_of(link: str) -> str:
    """As a server reads it in `Host`: lower case, in ASCII, without a port."""
    # However many slashes there are, and whichever way they lean: WHATWG URL §4.4.
    usual = re.sub(r"^(https?):/*", r"\1://", link.replace("\\", "/"))
    name = unquote(urlsplit(usual).hostname or "").rstrip(".")
    return name if name.isascii() else idna.encode(name, uts46=True).decode()


def answer_cases(root: Path = ANSWERS) -> tuple[AnswerCase, ...]:
    """The cases by name. An unknown key is a TypeError that names it."""
    return tuple(_read(path.parent) for path in sorted(root.glob("*/expect.toml")))


def not_yet() -> frozenset[str]:
    """Names of cases that must fail still: one that does not is taken off the list."""
    lines = NOT_YET.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def seen_in_chromium() -> dict[str, Any]:
    """By link: status, address, title, whether the fragment was found, or the error."""
    links: dict[str, Any] = json.loads(CHROMIUM.read_text("utf-8"))["links"]
    return links


def _read(folder: Path) -> AnswerCase:
    keys = tomllib.loads((folder / "expect.toml").read_text("utf-8"))
    _only(keys, {f.name for f in fields(AnswerCase)} | {"link"}, folder)
    links = (keys.pop("link"),) if "link" in keys else tuple(keys.pop("links"))
    right = keys.pop("right")
    plain: list[dict[str, Any]] = [{}] if (folder / "answer.http").exists() else []
    tables = keys.pop("answers", plain)
    case = AnswerCase(
        name=folder.name,
        links=links,
        right=(right,) if isinstance(right, str) else tuple(right),
        answers=tuple(_answer(folder, host_of(links[0]), table) for table in tables),
        requests=tuple(keys.pop("requests", (0, 4))),
        addresses={n: tuple(all_) for n, all_ in keys.pop("addresses", {}).items()},
        **keys,
    )
    if case.kind not in KINDS:
        raise TypeError(f"{folder.name}/expect.toml: unknown kind {case.kind!r}")
    return case


def _answer(folder: Path, host: str, keys: dict[str, Any]) -> Answer:
    _only(keys, {f.name for f in fields(Answer)} - {"said"} | {"file"}, folder)
    said = (folder / keys.pop("file", "answer.http")).read_bytes()
    pieces = keys.pop("pieces", 0)
    return Answer(
        said=said,
        host=keys.pop("host", host),
        piece=keys.pop("piece", "").encode("latin-1"),
        pieces=ENDLESS if pieces == "endless" else pieces,
        **keys,
    )


def _only(keys: Mapping[str, Any], known: set[str], folder: Path) -> None:
    if unknown := keys.keys() - known:
        raise TypeError(f"{folder.name}/expect.toml: unknown keys {sorted(unknown)}")
