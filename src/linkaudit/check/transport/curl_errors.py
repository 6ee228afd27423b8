"""What libcurl's codes stand for, as the exceptions that `http.py` knows how to name.

A table over codes, and OpenSSL's and the system's reasons beside them. Where we ourselves ended
a transfer, the engine knows why; that is never read from a code.
"""

from __future__ import annotations

import errno
import re
import ssl
from dataclasses import dataclass

import httpx
import pycurl

from linkaudit.check.transport import reasons

# curl/curl.h, CURLE_*; pycurl has no names for these.
_WEIRD_SERVER_REPLY = 8
_HTTP2_STREAM = 92
_PROXY = 97
_SSL_CLIENTCERT = 98
_TOO_LARGE = 100
# Where libcurl reads no further, and a browser may (measured on libcurl 8.23).
STRICT = frozenset(
    {
        pycurl.E_UNSUPPORTED_PROTOCOL,  # 1: an unknown version, no status line
        _WEIRD_SERVER_REPLY,  # 8: a line without a colon, a length that is none
        pycurl.E_BAD_CONTENT_ENCODING,  # 61: a transfer coding beside chunks
    }
)
_CERTIFICATE = frozenset({pycurl.E_PEER_FAILED_VERIFICATION, pycurl.E_SSL_ISSUER_ERROR})
_HANDSHAKE = frozenset({pycurl.E_SSL_CONNECT_ERROR, pycurl.E_SSL_CIPHER, _SSL_CLIENTCERT})
RECEIVING = frozenset({pycurl.E_RECV_ERROR, pycurl.E_SEND_ERROR, pycurl.E_GOT_NOTHING})
_HTTP_2 = frozenset({pycurl.E_HTTP2, _HTTP2_STREAM})
_HOSTNAME_MISMATCH = 62  # openssl/x509_vfy.h, X509_V_ERR_HOSTNAME_MISMATCH
_SELF_SIGNED = 18  # X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT
_UNSPECIFIED = 1
# "error:0A00010B:SSL routines::wrong version number": the words that ssl.SSLError.reason has.
_OPENSSL = re.compile(r"error:[0-9A-F]{8}:[^:]*:[^:]*:([\w /]+)")
_CLOSED = ("UNEXPECTED_EOF", "SSL_ERROR_SYSCALL", "SSL_ERROR_ZERO_RETURN")


@dataclass(frozen=True, slots=True)
class CurlError:
    """How a transfer ended that libcurl gave up."""

    code: int
    words: str = ""
    """libcurl's own; they may hold a stranger's bytes."""
    errno: int = 0
    """The system's, of the last connection that failed."""
    verify: int = 0
    """OpenSSL's verdict on the certificate; that on its name is libcurl's own, and in words."""
    is_self_signed: bool = False
    """The server's certificate names itself as its issuer."""


def translated(error: CurlError, request: httpx.Request) -> httpx.TransportError:
    """The exception of httpx that it stands for, with its cause where there is one."""
    kind, cause, words = _meaning(error)
    made = kind(words, request=request)
    made.__cause__ = cause
    return made


def _meaning(
    error: CurlError,
) -> tuple[type[httpx.TransportError], Exception | None, str]:
    code = error.code
    if code in _CERTIFICATE:
        return httpx.ConnectError, _unverified(_verdict(error)), ""
    handshake = _handshake(error)
    if code in _HANDSHAKE or (code in RECEIVING and handshake.reason):
        if any(mark in handshake.reason for mark in _CLOSED) or error.errno == errno.ECONNRESET:
            return httpx.ReadError, None, ""
        return httpx.ConnectError, handshake, ""
    if code == pycurl.E_OPERATION_TIMEDOUT:
        return httpx.ConnectTimeout, None, ""
    if code == pycurl.E_COULDNT_CONNECT:
        return httpx.ConnectError, OSError(error.errno, "") if error.errno else None, ""
    if "CONNECT tunnel failed" in error.words or code == _PROXY:
        return httpx.ProxyError, None, ""
    if code in RECEIVING or code == pycurl.E_PARTIAL_FILE:
        if "chunk" in error.words:
            return httpx.RemoteProtocolError, None, reasons.BAD_CHUNK
        return httpx.ReadError, None, ""
    if code == _TOO_LARGE:
        return httpx.RemoteProtocolError, None, "more than 100 KB of headers"
    if code in _HTTP_2:
        return httpx.RemoteProtocolError, None, "the server breaks HTTP/2"
    if code in STRICT:
        return httpx.RemoteProtocolError, None, "invalid headers or body"
    if code == pycurl.E_URL_MALFORMAT:
        return httpx.UnsupportedProtocol, None, ""
    return httpx.NetworkError, None, ""


def _verdict(error: CurlError) -> int:
    # libcurl looks at the name first, and has no code of OpenSSL's for it.
    if error.is_self_signed and error.verify in (0, _UNSPECIFIED):
        return _SELF_SIGNED
    if "subject name" in error.words:
        return _HOSTNAME_MISMATCH
    return error.verify


def unnamed_certificate() -> ssl.SSLCertVerificationError:
    """A certificate that names no host at all, as browsers see one with a common name only."""
    return _unverified(_UNSPECIFIED)


def _unverified(verify: int) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_code = verify
    return error


def _handshake(error: CurlError) -> ssl.SSLError:
    made = ssl.SSLError(1, "handshake failed")
    found = _OPENSSL.search(error.words)
    words = found[1] if found else next((mark for mark in _CLOSED if mark in error.words), "")
    if not words and "unexpected eof" in error.words:
        words = "UNEXPECTED_EOF"
    made.reason = words.strip().upper().replace(" ", "_")
    return made
