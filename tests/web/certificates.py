"""Which certificate a name gets: a good one, another name's, an old or a self-signed one.

Knows TLS only. The authority lives as long as one practice web and signs nothing else.
"""

import ssl
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import Enum, auto

import trustme

_LONG_AGO = datetime(2021, 1, 1, tzinfo=UTC)


class Fault(Enum):
    """What is wrong with the certificate of a host."""

    OTHER_NAME = auto()
    SELF_SIGNED = auto()
    EXPIRED = auto()


def server_context(
    authority: trustme.CA, hosts: Iterable[str], faults: Mapping[str, Fault]
) -> ssl.SSLContext:
    """One context for all hosts; the name that the client asks for picks the certificate."""
    good = frozenset(hosts) - faults.keys()
    context = _with_leaf(authority.issue_cert(*sorted(good), common_name="practice web"))
    faulty = {
        Fault.OTHER_NAME: _with_leaf(authority.issue_cert("somebody-else.example")),
        Fault.SELF_SIGNED: _self_signed(),
        Fault.EXPIRED: _with_leaf(
            authority.issue_cert(*sorted(faults), common_name="too late", not_after=_LONG_AGO)
        ),
    }

    def choose(connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> int | None:
        # Without a name, as with an address for a host, the good certificate stays.
        if name is None or name in good:
            return None
        if name not in faults:
            return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
        connection.context = faulty[faults[name]]
        return None

    context.sni_callback = choose
    return context


def _with_leaf(leaf: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    leaf.configure_cert(context)
    return context


def _self_signed() -> ssl.SSLContext:
    # The root of an authority that nobody trusts is a self-signed certificate.
    stranger = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with stranger.cert_pem.tempfile() as certificate, stranger.private_key_pem.tempfile() as key:
        context.load_cert_chain(certificate, key)
    return context
