"""Extraction that remembers: what is known of a text is not looked for again.

Knows when two texts are the same; how they are read and where that is kept, others know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import chain
from posixpath import splitext
from typing import TYPE_CHECKING

from linkaudit.model.document import Document, Extraction
from linkaudit.store.database import Key, State
from linkaudit.text.redact import redact

if TYPE_CHECKING:  # nothing of the audit is needed to look a text up
    from linkaudit.model.protocols import ExtractAll


@dataclass(frozen=True, slots=True)
class Codec:
    """How an extraction becomes bytes and comes back."""

    version: str
    """Of all that an extraction depends on; another one finds nothing of this one's."""
    encode: Callable[[Extraction], bytes]
    decode: Callable[[bytes, str], Extraction | None]
    """The bytes and the path; None where they cannot be read."""


def cached_extraction(
    state: State, extract_all: ExtractAll, today: date, codec: Codec
) -> ExtractAll:
    """The same extraction, which asks the state first and tells it afterwards."""

    def run(documents: Sequence[Document]) -> Iterable[Extraction]:
        keys = [key_of(document) for document in documents]
        known = state.lookup(codec.version, keys, today)
        found = [_known(codec, known.get(k), d) for k, d in zip(keys, documents, strict=True)]
        missing = [number for number, extraction in enumerate(found) if extraction is None]
        if missing:
            new = extract_all([documents[number] for number in missing])
            for number, extraction in zip(missing, new, strict=True):
                found[number] = extraction
        state.remember(
            codec.version,
            {keys[n]: codec.encode(e) for n in missing if (e := found[n]) and _is_worth(e)},
            today,
        )
        return [extraction for extraction in found if extraction is not None]

    return run


def _is_worth(extraction: Extraction) -> bool:
    return not (extraction.is_unread or _has_secret(extraction))


def _has_secret(extraction: Extraction) -> bool:
    """Whether the file would hold a secret; such a document is read each time."""
    links = (t for link in extraction.links for t in (link.destination, link.url, link.text))
    rules = (rule for silenced in extraction.suppressions for rule in silenced.rules)
    whole = "\n".join(chain(links, rules))  # no secret goes on beyond a line
    return redact(whole) != whole


def key_of(document: Document) -> Key:
    """The text is the file's bytes, but for a byte order mark and what is no UTF-8."""
    content = document.text.encode("utf-8", "surrogatepass")
    kind = splitext(document.path)[1].lower()
    # No suffix has a slash.
    kind = f"{kind}/{document.dialect}" if document.dialect else kind
    return blake2b(content, digest_size=32).digest(), kind


def _known(codec: Codec, data: bytes | None, document: Document) -> Extraction | None:
    return codec.decode(data, document.path) if data is not None else None
