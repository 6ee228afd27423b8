"""Fixed documents as a patch that `git apply` takes, also in a subfolder: exact bytes.

Nothing is hidden here, secrets of URLs neither: a patch that read `***` would write it.
"""

from __future__ import annotations

import codecs
import os

from linkaudit.fix.apply import FixedDocument
from linkaudit.fix.hunks import hunks

_NO_END = b"\n\\ No newline at end of file\n"
# git's quote.c: the escapes that have a letter.
_LETTERS = {7: "a", 8: "b", 9: "t", 10: "n", 11: "v", 12: "f", 13: "r", 34: '"', 92: "\\"}


def patch(fixed: FixedDocument, path: str, data: bytes) -> bytes:
    """The change of one file, whose path counts from the folder that we run in.

    `data` is what stands in the file, of which a mark (BOM) is no part of the document's text.
    Without git's own `diff --git` line: paths below one count from the repository.
    """
    if fixed.text == fixed.document.text:
        return b""
    parts = [b"--- " + _name("a/", path), b"+++ " + _name("b/", path)]
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    for hunk in hunks(fixed):
        parts.append(hunk.head.encode() + b"\n")
        number = hunk.old_start, hunk.new_start
        for sign, text in hunk.lines:
            is_first = number[sign == "+"] == 1
            line = (mark if is_first else b"") + text.encode("utf-8")
            parts.append(sign.encode() + (line if line.endswith(b"\n") else line + _NO_END))
            number = number[0] + (sign != "+"), number[1] + (sign != "-")
    return b"".join(parts)


def _name(prefix: str, path: str) -> bytes:
    """A path as git and patch read it: quoted where it has odd characters, ended where blanks."""
    data = os.fsencode(prefix + path)
    if any(byte < 32 or byte in (34, 92, 127) for byte in data):
        return b'"' + b"".join(map(_quoted, data)) + b'"\n'
    return data + (b"\t\n" if b" " in data else b"\n")


def _quoted(byte: int) -> bytes:
    if byte in _LETTERS:
        return f"\\{_LETTERS[byte]}".encode()
    return bytes([byte]) if 32 <= byte < 127 else f"\\{byte:03o}".encode()
