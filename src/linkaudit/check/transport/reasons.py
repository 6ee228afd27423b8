"""What a library's exception means, in words for people: tables from its kind or code.

Words only; which kind of failure it is, `http.py` decides. No message of a parser, of OpenSSL or of
the system is passed on: it may hold a stranger's bytes, and it speaks of our libraries.
"""

from __future__ import annotations

import errno
import ssl
from collections.abc import Mapping

# X509_V_ERR_*, openssl/x509_vfy.h
_CERTIFICATE: Mapping[int, str] = {
    2: "the certificate of its issuer is missing",
    7: "its signature is wrong",
    9: "it is not valid yet",
    10: "it has expired",
    18: "it is self-signed",
    19: "it is signed by an authority that is not trusted (self-signed)",
    20: "its issuer is not known; the server may not send the whole chain",
    21: "its issuer is not known; the server may not send the whole chain",
    23: "it was revoked",
    24: "its issuer may sign no certificates",
    26: "it is not meant for web servers",
    28: "its issuer is not trusted",
    62: "hostname mismatch, it is for other names",
    64: "hostname mismatch, it is not for this address",
    66: "its key is too short",
    67: "the key of its issuer is too short",
    68: "its signature is of an outdated kind",
}

# Parts of OpenSSL's reasons, openssl/sslerr.h; the first that is found counts.
_HANDSHAKE = (
    ("UNEXPECTED_EOF", "the server closed the connection in the handshake"),
    ("UNRECOGNIZED_NAME", "the server has no certificate for this name"),
    ("CERTIFICATE_REQUIRED", "the server asks for a certificate of ours"),
    ("ALERT_BAD_CERTIFICATE", "the server asks for a certificate of ours"),
    ("PROTOCOL_VERSION", "no version of TLS that both sides allow"),
    ("UNSUPPORTED_PROTOCOL", "no version of TLS that both sides allow"),
    ("VERSION_TOO_LOW", "no version of TLS that both sides allow"),
    ("LEGACY_RENEGOTIATION", "the server knows an outdated form of TLS only"),
    ("WRONG_VERSION_NUMBER", "the server does not speak TLS on this port"),
    ("HTTP_REQUEST", "the server does not speak TLS on this port"),
    ("UNKNOWN_PROTOCOL", "the server does not speak TLS on this port"),
    ("PACKET_LENGTH_TOO_LONG", "the server does not speak TLS on this port"),
    ("RECORD", "the server does not speak TLS on this port"),
    ("TOO_SMALL", "the server's key is too short"),
    ("INTERNAL_ERROR", "the server reports a trouble of its own"),
    ("HANDSHAKE_FAILURE", "the server refused the handshake"),
    ("NO_SHARED_CIPHER", "no cipher that both sides allow"),
    ("ALERT", "the server refused the handshake"),
)

_SYSTEM: Mapping[int, str] = {
    errno.ENETUNREACH: "no network leads there",
    errno.EHOSTUNREACH: "no network leads there",
    errno.ENETDOWN: "the network is down",
    errno.EADDRNOTAVAIL: "this machine has no address for such a network",
    errno.EAFNOSUPPORT: "this machine has no address for such a network",
    errno.EACCES: "this machine does not allow it",
    errno.EPERM: "this machine does not allow it",
    errno.EMFILE: "too many files are open; try a lower --concurrency",
    errno.ENFILE: "too many files are open; try a lower --concurrency",
    errno.ETIMEDOUT: "the host did not answer",
}

# Parts of aiohttp's messages, in small letters; the first that is found counts.
_ANSWER = (
    ("too many headers", "its head has more than 256 lines"),
    ("when reading", "a line of its head is longer than 64 KB"),
    ("http version", "its version of HTTP is not known"),
    ("expected dot", "its version of HTTP is not known"),
    ("after version", "its first line has no status"),
    ("response status", "its status is no number of three digits"),
    ("status code", "its status is no number of three digits"),
    ("status line", "its first line is not HTTP"),
    ("duplicate content-length", "it names two lengths"),
    ("can't be present", "it names two lengths"),
    ("content-length", "its length is not a number"),
    ("chunk", "a part of its body has no valid length"),
    ("header", "a line of its head is not valid"),
)


def certificate(error: ssl.SSLCertVerificationError) -> str:
    """Why a certificate is not believed."""
    why = _CERTIFICATE.get(getattr(error, "verify_code", 0), "it could not be verified")
    return f"the certificate is not valid: {why}"


def handshake(error: ssl.SSLError) -> str:
    """Why there is no secure connection; empty where it is not known."""
    reason = getattr(error, "reason", None) or ""
    return next((words for part, words in _HANDSHAKE if part in reason), "")


def system(error: OSError) -> str:
    """Why the machine makes no connection; empty where it is not known."""
    return _SYSTEM.get(error.errno or 0, "")


def answer(message: str) -> str:
    """Why an answer cannot be read, from what aiohttp's parser says of it."""
    # Its own words come first; behind them stands the line of the server.
    own = message[:200].lower()
    return next((words for part, words in _ANSWER if part in own), "its head or body is not valid")
