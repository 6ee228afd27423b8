"""Which certificates are believed: the system's, and those the command line adds.

Verification is never switched off. `SSL_CERT_FILE` is honoured, as OpenSSL does.
"""

from __future__ import annotations

import ssl
from pathlib import Path

import certifi

from linkaudit.errors import SettingError


def tls_context(extra: Path | None = None, option: str = "--ca-bundle") -> ssl.SSLContext:
    """A context for clients. Raises SettingError if `extra` holds no certificates."""
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        # python.org's builds for macOS know no system store; certifi carries Mozilla's.
        context.load_verify_locations(certifi.where())
    if extra is not None:
        try:
            context.load_verify_locations(extra)
        except OSError as error:  # ssl.SSLError is one
            reason = "no certificate in it" if isinstance(error, ssl.SSLError) else error.strerror
            raise SettingError(option, f"{extra}: {reason}; give a file in PEM form") from error
    return context
