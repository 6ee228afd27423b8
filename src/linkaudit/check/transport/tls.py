"""Which certificates are believed: the system's, and those the command line adds.

The same trust in two forms: for Python's `ssl`, and as one file for libcurl, whose own list is
that of the system it was built on. Verification is never switched off. `SSL_CERT_FILE` and
`SSL_CERT_DIR` are honoured, as OpenSSL does.
"""

from __future__ import annotations

import os
import re
import ssl
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import certifi

from linkaudit.errors import SettingError

_HASHED = re.compile(r"[0-9a-f]{8}\.[0-9]+\Z")  # OpenSSL's names within a folder, c_rehash(1)
_BEGIN, _END = b"-----BEGIN CERTIFICATE-----", b"-----END CERTIFICATE-----"


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


def trusted(extra: Path | None = None, option: str = "--ca-bundle") -> Trust:
    """The system's certificates and those in `extra`. Raises SettingError if it holds none."""
    context = tls_context(extra, option)
    return Trust(context, (*_system_files(), *([] if extra is None else [extra])))


class Trust:
    """What a run believes: a context, and the same as a file, which is made when it is needed."""

    def __init__(self, context: ssl.SSLContext, files: Sequence[Path] = ()) -> None:
        """`files` hold what the context knows and does not list."""
        self.context = context
        self._files = files
        self._made: Path | None = None
        self._memory: BinaryIO | None = None

    def file(self) -> Path:
        """A file in PEM form with every certificate that is believed."""
        # A file, since libcurl parses it once for all connections, and a text each time.
        if self._made is None:
            whole = b"\n".join(dict.fromkeys(self._certificates())) + b"\n"
            self._made = self._in_memory(whole) or _on_disk(whole)
        return self._made

    def _in_memory(self, whole: bytes) -> Path | None:
        """On Linux, a file without a name: a run that is killed leaves nothing behind."""
        if not hasattr(os, "memfd_create"):
            return None
        memory = os.fdopen(os.memfd_create("linkaudit.pem"), "wb", buffering=0)
        memory.write(whole)
        path = Path(f"/proc/self/fd/{memory.fileno()}")
        if not path.exists():  # no /proc, in some chroots
            memory.close()
            return None
        self._memory = memory
        return path

    def close(self) -> None:
        """Remove the file."""
        if self._memory is not None:
            self._memory.close()
        elif self._made is not None:
            self._made.unlink(missing_ok=True)
        self._made = self._memory = None

    def _certificates(self) -> Iterator[bytes]:
        """On Windows no file has the system's; elsewhere no context lists a folder's."""
        for der in self.context.get_ca_certs(binary_form=True):
            yield ssl.DER_cert_to_PEM_cert(der).encode()
        for file in self._files:
            with suppress(OSError):
                for pem in file.read_bytes().split(_BEGIN)[1:]:
                    # As Python writes it, so that the same one is found to be the same.
                    with suppress(ValueError):
                        whole = _BEGIN + pem.partition(_END)[0] + _END
                        der = ssl.PEM_cert_to_DER_cert(whole.decode("ascii"))
                        yield ssl.DER_cert_to_PEM_cert(der).encode()


def _on_disk(whole: bytes) -> Path:
    with tempfile.NamedTemporaryFile(prefix="linkaudit-", suffix=".pem", delete=False) as made:
        made.write(whole)
    return Path(made.name)


def _system_files() -> Iterator[Path]:
    paths = ssl.get_default_verify_paths()
    if paths.cafile is not None:
        yield Path(paths.cafile)
    if paths.capath is not None:
        with suppress(OSError):
            yield from (file for file in Path(paths.capath).iterdir() if _HASHED.match(file.name))
