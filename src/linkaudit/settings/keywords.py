"""The keywords of `audit()`, for type checkers.

Made by `python -m tests.reference` from the table of settings; a change here is lost.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypedDict


class Options(TypedDict, total=False):
    """Times in seconds. Paths are relative to the current folder."""

    offline: bool
    """Check local files and anchors only."""
    root: str | os.PathLike[str]
    """Resolve links that start with / against this folder [default: .]."""
    slugger: str
    """Heading anchor style: github, gitlab, mkdocs, docusaurus, mdbook [default: detected]."""
    include: str | Sequence[str]
    """Check only URLs that match this RE2 pattern."""
    exclude: str | Sequence[str]
    """Skip URLs that match this RE2 pattern."""
    ignore: str | Sequence[str]
    """Ignore this rule."""
    fail_on: str
    """Exit 1 on findings of this level or rule [default: error]."""
    baseline: str | os.PathLike[str]
    """File of accepted findings, which never fail a run."""
    published: date | str
    """Publication date of the article [default: front matter `date:`, else first commit]."""
    as_of: date | str
    """Judge end-of-life dates as of this day [default: today]."""
    packs: str | os.PathLike[str] | Sequence[str | os.PathLike[str]]
    """Add this fact pack to the built-in ones (docs/packs.md)."""
    note: str
    """Text for the top of the report."""
    state: str | os.PathLike[str]
    """Keep cache and history in this file [default: .linkaudit/state.sqlite3]."""
    max_age: timedelta | str
    """Reuse results up to this old, e.g. 12h or 7d [default: off]."""
    resume: bool
    """Resume an interrupted run [default: on]."""
    connect_to: str | Sequence[str]
    """Connect to ADDR:PORT for HOST:PORT, as in curl."""
    proxy: str
    """Use this HTTP proxy; `env` reads HTTPS_PROXY and NO_PROXY."""
    headers: str | Sequence[str]
    """Send this header to HOST only; $NAME reads the environment."""
    ca_bundle: str | os.PathLike[str]
    """Trust the certificates in this file too."""
    allow_net: str | Sequence[str]
    """Allow requests to this private network."""
    contact: str
    """Tell servers how to reach you: a web page or mailto: address."""
    archive: bool
    """Look dead links up at archive.org and offer its copies."""
    concurrency: int
    """Requests in flight [default: 128]."""
    per_host: int
    """Requests in flight to one host [default: 16]."""
    timeout: float
    """Seconds for one attempt [default: 20]."""
    link_timeout: float
    """Seconds for one link with all its attempts [default: 90]."""
    deadline: float
    """Seconds for the whole run [default: none]."""
    retries: int
    """Further attempts after a failed one [default: 3]."""
    max_redirects: int
    """Redirects to follow [default: 10]."""
    max_retry_after: float
    """Longest wait in seconds that a server may ask for [default: 60]."""
