"""Content codings undone, in bounded pieces (RFC 9110 §8.4).

Bytes in, bytes out. gzip and deflate are read; what browsers take for no coding is none; of all
else nothing is read, and that is said. No bomb fits: nothing is decoded before it is asked for.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_PIECE = 1 << 16  # bytes
_GZIP = frozenset({"gzip", "x-gzip"})  # RFC 9110 §8.4.1.3
_DEFLATE = frozenset({"deflate"})
# Known to browsers, and not read here: decision 24.
_UNREAD = frozenset({"br", "zstd", "dcb", "dcz"})
