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
    1: "it names no host, only a common name",  # ours: OpenSSL has no code for it
    2: "its issuer's certificate is missing",
    7: "its signature is wrong",
    9: "it is not valid yet",
    10: "it has expired",
    18: "it is self-signed",
    19: "it is signed by an authority that is not trusted (self-signed)",
    20: "its issuer is unknown: mostly a certificate between is missing, and browsers may open it",
    21: "its issuer is unknown: mostly a certificate between is missing, and browsers may open it",
    23: "it was revoked",
    24: "its issuer is not allowed to sign certificates",
    26: "it is not meant for web servers",
    28: "its issuer is not trusted",
    62: "hostname mismatch, it is for other names",
    64: "hostname mismatch, it is not for this address",
    66: "its key is too short",
    67: "the key of its issuer is too short",
    68: "its signature algorithm is outdated",
}

# Parts of OpenSSL's reasons, openssl/sslerr.h; the first that is found counts.
_HANDSHAKE = (
    ("UNEXPECTED_EOF", "the server closed the connection during the handshake"),
    ("UNRECOGNIZED_NAME", "the server has no certificate for this name"),
    ("CERTIFICATE_REQUIRED", "the server requires a client certificate"),
    ("ALERT_BAD_CERTIFICATE", "the server requires a client certificate"),
    ("PROTOCOL_VERSION", "no TLS version in common"),
    ("UNSUPPORTED_PROTOCOL", "no TLS version in common"),
    ("VERSION_TOO_LOW", "no TLS version in common"),
    ("LEGACY_RENEGOTIATION", "the server supports only an outdated TLS version"),
    ("WRONG_VERSION_NUMBER", "the server does not speak TLS on this port; it may answer to http"),
    ("HTTP_REQUEST", "the server does not speak TLS on this port; it may answer to http"),
    ("UNKNOWN_PROTOCOL", "the server does not speak TLS on this port; it may answer to http"),
    ("PACKET_LENGTH_TOO_LONG", "the server does not speak TLS on this port; it may answer to http"),
    ("RECORD", "the server does not speak TLS on this port; it may answer to http"),
    ("TOO_SMALL", "the server's key is too short"),
    ("INTERNAL_ERROR", "the server reported an internal error"),
    ("HANDSHAKE_FAILURE", "the server refused the handshake"),
    ("NO_SHARED_CIPHER", "no cipher in common"),
    ("ALERT", "the server refused the handshake"),
)

_SYSTEM: Mapping[int, str] = {
    errno.ENETUNREACH: "no route to this network",
    errno.EHOSTUNREACH: "no route to this network",
    errno.ENETDOWN: "the network is down",
    errno.EADDRNOTAVAIL: "this machine has no address of this kind",
    errno.EAFNOSUPPORT: "this machine has no address of this kind",
    errno.EACCES: "this machine does not permit the connection",
    errno.EPERM: "this machine does not permit the connection",
    errno.EMFILE: "too many files are open; try a lower --concurrency",
    errno.ENFILE: "too many files are open; try a lower --concurrency",
    errno.ETIMEDOUT: "the host did not answer",
}

BAD_CHUNK = "a chunk of the body has no valid length"


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
