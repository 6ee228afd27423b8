"""Python processes of ours, started so that they import nothing from the current folder.

Knows the environment and nothing of what the processes do.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# Python 3.11, "Command line and environment": with it, `-c` and `-m` do not put the current
# folder before the standard library. multiprocessing starts its workers and its resource
# tracker by `-c`, and it hands the variable on, as it hands on `-P`.
_SAFE_PATH = "PYTHONSAFEPATH"


def can_be_safe() -> bool:
    """Whether a child can be kept from the folder: `python -E` makes it ignore the variable."""
    return bool(sys.flags.safe_path or not sys.flags.ignore_environment)


@contextmanager
def safe_children() -> Iterator[None]:
    """Python processes started meanwhile; afterwards the environment is as it was."""
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(_SAFE_PATH, None)
        else:
            os.environ[_SAFE_PATH] = before
