"""The real engine under TLS: whose certificates it takes, as browsers do, and what it says."""

import os
import socket
import ssl
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

import pytest
import trustme
from anyio.abc import ByteStream
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from linkaudit.check.transport.http import Http
from linkaudit.model.http import FailureKind, Request
from tests.unit.check.loopback import asking, failure_of, serving

pytestmark = pytest.mark.anyio

K = FailureKind
LONG_AGO = datetime(2021, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(2080, 1, 1, tzinfo=UTC)
CLIENT_HELLO = b"\x03\x03"  # RFC 8446 §4.1.2: the version that stands in every one


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def server_context(leaf: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    leaf.configure_cert(context)
    return context


@asynccontextmanager
async def certified_by(leaf: trustme.LeafCert, authority: trustme.CA) -> AsyncIterator[Http]:
    """Every host on port 443 is a server with this certificate."""
    async with (
        serving(tls=server_context(leaf)) as server,
        asking(f":443:127.0.0.1:{server.port}", authority=authority) as http,
    ):
        yield http


def named(authority: trustme.CA, common_name: str, *others: str) -> trustme.LeafCert:
    """A certificate with a common name, and a subjectAltName only where there are others."""
    issuer_key = serialization.load_pem_private_key(authority.private_key_pem.bytes(), None)
    assert isinstance(issuer_key, ec.EllipticCurvePrivateKey)
    issuer = x509.load_pem_x509_certificate(authority.cert_pem.bytes())
    key = ec.generate_private_key(ec.SECP256R1())
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)]))
        .issuer_name(issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(LONG_AGO)
        .not_valid_after(FAR_AHEAD)
    )
    if others:
        names = [x509.DNSName(other) for other in others]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    pem = builder.sign(issuer_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    return trustme.LeafCert(secret, pem, [])


@pytest.mark.parametrize(
    ("certified", "host"),
    [
        ("*.a.example", "under_score.a.example"),
        ("*.a.example", "_front.a.example"),
        ("*.a.example", "b-.a.example"),
        ("*.a.example", "b.a.example."),
        ("a.example", "a.example."),
        ("a.example", "A.Example"),
    ],
)
async def test_a_name_has_the_certificate_that_browsers_take_for_it(
    certified: str, host: str, authority: trustme.CA
) -> None:
    """openssl/openssl#12566, python/cpython#103490: OpenSSL takes no underscore."""
    async with certified_by(authority.issue_cert(certified), authority) as http:
        response = await http(Request(f"https://{host.lower()}/"))

    assert response.status == 200


@pytest.mark.parametrize(
    ("certified", "host"),
    [
        ("*.a.example", "a.example"),
        ("*.a.example", "c.b.a.example"),
        ("*.example", "b.a.example"),
        ("a.example", "b.example"),
        ("a.example.b.example", "a.example"),
    ],
)
async def test_a_certificate_for_other_names_is_not_taken(
    certified: str, host: str, authority: trustme.CA
) -> None:
    """RFC 6125 §6.4.3: the wildcard is one label."""
    async with certified_by(authority.issue_cert(certified), authority) as http:
        failure = await failure_of(http, f"https://{host}/")

    assert failure.kind is K.TLS
    assert failure.detail.endswith("hostname mismatch, it is for other names")


@pytest.mark.parametrize(("others", "is_taken"), [((), False), (("a.example",), True)])
async def test_a_common_name_alone_names_no_host(
    others: tuple[str, ...], is_taken: bool, authority: trustme.CA
) -> None:
    """RFC 9110 §4.3.4; lycheeverse/lychee#966: no browser looks at it."""
    async with certified_by(named(authority, "a.example", *others), authority) as http:
        if is_taken:
            assert (await http(Request("https://a.example/"))).status == 200
            return
        failure = await failure_of(http, "https://a.example/")

    assert failure.kind is K.TLS
    assert failure.detail.endswith("it names no host, only a common name")


async def test_a_certificate_between_that_is_missing_is_told_so(authority: trustme.CA) -> None:
    """lycheeverse/lychee#1263, Michael-F-Bryan/mdbook-linkcheck#19: browsers fetch it."""
    between = authority.create_child_ca()
    leaf = between.issue_cert("a.example")
    short = trustme.LeafCert(leaf.private_key_pem.bytes(), leaf.cert_chain_pems[0].bytes(), [])
    async with certified_by(short, authority) as http:
        failure = await failure_of(http, "https://a.example/")

    assert failure.kind is K.TLS_HERE
    assert "a certificate between is missing" in failure.detail
    assert "browsers may open it" in failure.detail


async def test_an_expired_certificate_is_told_so(authority: trustme.CA) -> None:
    leaf = authority.issue_cert("a.example", not_after=LONG_AGO)
    async with certified_by(leaf, authority) as http:
        failure = await failure_of(http, "https://a.example/")

    assert (failure.kind, failure.detail) == (
        K.TLS,
        "the certificate is not valid: it has expired",
    )


def refusing(listener: socket.socket, context: ssl.SSLContext) -> None:
    connection, _ = listener.accept()
    with context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False) as wire:
        with suppress(ssl.SSLError):
            wire.do_handshake()
        # Its alert first, and no reset: the client may have sent its request already.
        socket.socket.shutdown(wire, socket.SHUT_WR)
        while os.read(wire.fileno(), 65536):
            pass


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
async def test_a_client_certificate_that_is_wanted_is_told_so(
    version: ssl.TLSVersion, authority: trustme.CA
) -> None:
    """ssllabs/ssllabs-scan#891, hardenize/hardenize-public#17."""
    context = server_context(authority.issue_cert("a.example"))
    context.minimum_version = context.maximum_version = version
    context.verify_mode = ssl.CERT_REQUIRED
    authority.configure_trust(context)
    # Plain sockets: they say the alert before they close, which a server of anyio's does not.
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=refusing, args=(listener, context))
        thread.start()
        route = f":443:127.0.0.1:{listener.getsockname()[1]}"
        async with asking(route, authority=authority) as http:
            failure = await failure_of(http, "https://a.example/")
        thread.join()

    if version is ssl.TLSVersion.TLSv1_3:
        assert failure.detail.endswith("(the server requires a client certificate)")
        assert failure.kind is K.TLS_HERE
    else:  # the alert is "handshake failure", which may mean anything
        assert failure.detail == "no secure connection (the server refused the handshake)"


async def test_plain_http_under_https_is_told_so() -> None:
    async def answer(wire: ByteStream) -> None:
        await wire.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await wire.aclose()

    async with (
        serving(answer, hears=CLIENT_HELLO) as server,
        asking(f":443:127.0.0.1:{server.port}") as http,
    ):
        failure = await failure_of(http, "https://a.example/")

    assert failure.kind is K.TLS
    assert "does not speak TLS on this port; it may answer to http" in failure.detail
