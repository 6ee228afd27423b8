"""How hard a run may press on the web: numbers only, so that nothing else is imported for them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How hard we may press; the defaults are the contract's. Times in seconds."""

    concurrency: int = 128
    per_host: int = 16
    timeout: float = 20.0
    link_timeout: float = 90.0
    retries: int = 3
    max_redirects: int = 10
    max_retry_after: float = 60.0
