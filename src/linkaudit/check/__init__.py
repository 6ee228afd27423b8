"""Targets in, observations out: facts, and no opinion on what is bad."""

import sys

# Where rich is installed, httpx imports a command line of its own: 35 ms of each run that asks.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]  # None: not to be imported
