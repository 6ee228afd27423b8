"""The keywords of `audit()`, for type checkers.

Made by `python -m tests.reference` from the table of settings; a change here is lost.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypedDict


class Options(TypedDict, total=False):
    """`linkaudit check --help` describes them. Times in seconds; paths from the current folder."""

    no_gitignore: bool
    offline: bool
    root: str | os.PathLike[str]
    slugger: str
    generator: str
    include: str | Sequence[str]
    exclude: str | Sequence[str]
    ignore: str | Sequence[str]
    fail_on: str
    baseline: str | os.PathLike[str]
    published: date | str
    as_of: date | str
    packs: str | os.PathLike[str] | Sequence[str | os.PathLike[str]]
    note: str
    state: str | os.PathLike[str]
    max_age: timedelta | str
    resume: bool
    connect_to: str | Sequence[str]
    proxy: str
    headers: str | Sequence[str]
    ca_bundle: str | os.PathLike[str]
    allow_net: str | Sequence[str]
    contact: str
    archive: bool
    concurrency: int
    per_host: int
    timeout: float
    link_timeout: float
    deadline: float
    retries: int
    max_redirects: int
    max_retry_after: float
