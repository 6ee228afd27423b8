"""Which certificates are believed."""

import os
import ssl
import sys
import tempfile
from pathlib import Path

import certifi
import pytest
import trustme

from linkaudit.check.transport.tls import tls_context, trusted
from linkaudit.errors import UsageError


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def bundle(authority: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "bundle.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


@pytest.fixture
def no_system_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system without certificates, as OpenSSL's own variables describe it."""
    (tmp_path / "empty.pem").touch()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "empty.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))


def believed(context: ssl.SSLContext) -> set[bytes]:
    return set(context.get_ca_certs(binary_form=True))


def certificate(authority: trustme.CA) -> bytes:
    return ssl.PEM_cert_to_DER_cert(authority.cert_pem.bytes().decode("ascii"))


def test_verification_is_always_on() -> None:
    """HOSTILE C: verification is never switched off by itself."""
    context = tls_context()

    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_a_bundle_is_believed_beside_the_system(authority: trustme.CA, bundle: Path) -> None:
    """The contract: `--ca-bundle FILE`, trust these certificates too."""
    before = believed(tls_context())

    after = believed(tls_context(bundle))

    assert certificate(authority) not in before
    assert after == before | {certificate(authority)}


def test_the_environment_can_name_another_store(
    authority: trustme.CA, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """HOSTILE A: SSL_CERT_FILE is honoured, as users expect."""
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))

    assert believed(tls_context()) == {certificate(authority)}


@pytest.mark.usefixtures("no_system_store")
def test_without_a_system_store_mozilla_s_is_believed() -> None:
    """python.org's builds for macOS know no system store."""
    mozilla = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    mozilla.load_verify_locations(certifi.where())

    assert believed(tls_context()) == believed(mozilla)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "No such file or directory"),
        (b"", "no certificate in it"),
        (b"hello\n", "no certificate in it"),
        (b"\x30\x82\x01", "no certificate in it"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n", "no certificate in it"),
    ],
)
def test_a_file_that_holds_no_certificate_is_said_so(
    content: bytes | None, reason: str, tmp_path: Path
) -> None:
    """The contract: exit status 2 says what and how to mend it."""
    path = tmp_path / "extra.pem"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(UsageError) as caught:
        tls_context(path)

    assert str(caught.value) == f"--ca-bundle {path}: {reason}; give a file in PEM form"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_libcurl_gets_every_certificate_in_one_file(bundle: Path, temporary: Path) -> None:
    trust = trusted(bundle)

    held = trust.file().read_text("ascii")

    ours = ssl.DER_cert_to_PEM_cert(ssl.PEM_cert_to_DER_cert(bundle.read_text()))
    assert ours in held
    assert held.count("BEGIN CERTIFICATE") >= len(trust.context.get_ca_certs())
    assert trust.file() == trust.file()
    trust.close()
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has files without a name")
def test_a_run_that_is_killed_leaves_no_file_of_certificates(bundle: Path, temporary: Path) -> None:
    trust = trusted(bundle)

    assert trust.file().exists()
    assert list(temporary.iterdir()) == []
    trust.close()


def test_where_no_file_is_without_a_name_it_is_removed_at_the_end(
    bundle: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "memfd_create", raising=False)
    trust = trusted(bundle)

    made = trust.file()

    assert list(temporary.iterdir()) == [made]
    trust.close()
    assert list(temporary.iterdir()) == []
