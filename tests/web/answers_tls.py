"""Certificates and versions of TLS, as servers of the public web get them wrong.

Made when a test begins, signed by one authority that lives as long. Knows TLS only.
"""

from __future__ import annotations

import ssl
import warnings
from datetime import UTC, datetime, timedelta

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_LONG_AGO = datetime(2021, 1, 1, tzinfo=UTC)
_FAR_AWAY = datetime(2090, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)


class Certificates:
    """An authority, and a context for each host."""

    def __init__(self) -> None:
        self._authority = trustme.CA()
        self._stranger = trustme.CA()

    @property
    def root(self) -> bytes:
        """The certificate that clients are to trust, as PEM."""
        return self._authority.cert_pem.bytes()

    def context(self, host: str, certificate: str, tls: str) -> ssl.SSLContext:
        """For a server of that host. Unknown names of certificates or versions: KeyError."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._certify(context, host, certificate)
        match tls:
            case "":
                pass
            case "client certificate 1.2" | "client certificate 1.3":
                is_new = tls.endswith("1.3")
                version = ssl.TLSVersion.TLSv1_3 if is_new else ssl.TLSVersion.TLSv1_2
                context.minimum_version = context.maximum_version = version
                context.verify_mode = ssl.CERT_REQUIRED
                self._stranger.configure_trust(context)
            case "1.1" | "1.2":
                context.set_ciphers("DEFAULT:@SECLEVEL=0")
                old, new = ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2
                with warnings.catch_warnings():
                    # Python warns of what is old; it is what this server must be.
                    warnings.simplefilter("ignore", DeprecationWarning)
                    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
                    context.maximum_version = old if tls == "1.1" else new
            case "unknown name":
                context.sni_callback = lambda *_: ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
            case _:
                raise KeyError(tls)
        return context

    def _certify(self, context: ssl.SSLContext, host: str, certificate: str) -> None:
        parent = host.partition(".")[2]
        match certificate:
            case "":
                self._authority.issue_cert(host).configure_cert(context)
            case "wildcard":
                self._authority.issue_cert(f"*.{parent}").configure_cert(context)
            case "wildcard one level up":
                above = parent.partition(".")[2]
                self._authority.issue_cert(f"*.{above}").configure_cert(context)
            case "expired":
                leaf = self._authority.issue_cert(host, not_after=_LONG_AGO)
                leaf.configure_cert(context)
            case "not yet valid":
                leaf = self._authority.issue_cert(
                    host, not_before=_FAR_AWAY - _DAY, not_after=_FAR_AWAY
                )
                leaf.configure_cert(context)
            case "other host":
                self._authority.issue_cert("somebody-else.example").configure_cert(context)
            case "unknown issuer":
                self._stranger.issue_cert(host).configure_cert(context)
            case "with its intermediate":
                self._authority.create_child_ca().issue_cert(host).configure_cert(context)
            case "without its intermediate":
                leaf = self._authority.create_child_ca().issue_cert(host)
                _load(context, leaf.cert_chain_pems[0], leaf.private_key_pem)
            case "common name only":
                _load(context, *self._by_common_name(host))
            case _:
                raise KeyError(certificate)

    def _by_common_name(self, host: str) -> tuple[trustme.Blob, trustme.Blob]:
        """As before RFC 2818: the name is in the subject, and in no extension."""
        key = ec.generate_private_key(ec.SECP256R1())
        issuer = x509.load_pem_x509_certificate(self.root)
        signer = serialization.load_pem_private_key(self._authority.private_key_pem.bytes(), None)
        assert isinstance(signer, ec.EllipticCurvePrivateKey)
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)]))
            .issuer_name(issuer.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - _DAY)
            .not_valid_after(now + _DAY)
            .sign(signer, hashes.SHA256())
        )
        pem = serialization.Encoding.PEM
        form = serialization.PrivateFormat.PKCS8
        secret = key.private_bytes(pem, form, serialization.NoEncryption())
        return trustme.Blob(made.public_bytes(pem)), trustme.Blob(secret)


def _load(context: ssl.SSLContext, certificate: trustme.Blob, key: trustme.Blob) -> None:
    with certificate.tempfile() as first, key.tempfile() as second:
        context.load_cert_chain(first, second)
