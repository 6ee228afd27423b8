"""How many files this process may hold open, and how many of them connections may take.

Asks the system, and raises what it lets us raise. Windows sets no such limit.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

if sys.platform != "win32":
    import resource

# A look-up opens up to three files, and where it cannot, some systems say "no such name": so
# connections leave room for all that may be under way, and for the state and the reader.
_RESERVE = 224
_FEWEST = 32
_MOST = 1 << 16  # a limit above is mostly "none at all", which some systems refuse to set
EXHAUSTED = frozenset({errno.EMFILE, errno.ENFILE})


def for_connections() -> int:
    """The number below which the descriptor of a connection must be."""
    if sys.platform == "win32":
        return _MOST
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    soft = _MOST if soft == resource.RLIM_INFINITY else soft
    return max(min(soft, _MOST) - _RESERVE, soft // 2, _FEWEST)


@contextmanager
def most_files() -> Iterator[None]:
    """The soft limit raised to the hard one, as far as the system lets us."""
    if sys.platform == "win32":
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST if hard == resource.RLIM_INFINITY else min(hard, _MOST)
    # macOS has a limit of its own below "none at all": the first that it takes will do.
    for most in (wanted, 10240, 4096):
        if soft == resource.RLIM_INFINITY or most <= soft:
            break
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
            break
    try:
        yield
    finally:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
