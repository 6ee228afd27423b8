"""What may be asked at all: schemes, ports, and addresses written as such.

This layer judges what stands in the URI. What a name resolves to is judged where
connections are made, in `engine.py`, with the same predicate.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass, field

from linkaudit.check.transport.addresses import Network, refusal
from linkaudit.check.transport.routes import Routes
from linkaudit.errors import TransportError
from linkaudit.model.http import Failure, FailureKind, Request, Response
from linkaudit.model.protocols import Transport
from linkaudit.text.uri import host_of, origin_of, port_of

# https://fetch.spec.whatwg.org/#port-blocking, with the services that the standard names.
_SERVICES = """
    0: 1:tcpmux 7:echo 9:discard 11:systat 13:daytime 15:netstat 17:qotd 19:chargen
    20:ftp-data 21:ftp 22:ssh 23:telnet 25:smtp 37:time 42:name 43:nicname 53:domain 69:tftp
    77: 79:finger 87: 95:supdup 101:hostname 102:iso-tsap 103:gppitnp 104:acr-nema 109:pop2
    110:pop3 111:sunrpc 113:auth 115:sftp 117:uucp-path 119:nntp 123:ntp 135:epmap
    137:netbios-ns 139:netbios-ssn 143:imap 161:snmp 179:bgp 389:ldap 427:svrloc
    465:submissions 512:exec 513:login 514:shell 515:printer 526:tempo 530:courier 531:chat
    532:netnews 540:uucp 548:afp 554:rtsp 556:remotefs 563:nntps 587:submission
    601:syslog-conn 636:ldaps 989:ftps-data 990:ftps 993:imaps 995:pop3s 1719:h323gatestat
    1720:h323hostcall 1723:pptp 2049:nfs 3659:apple-sasl 4045:npp 4190:sieve 5060:sip
    5061:sips 6000:x11 6566:sane-port 6665:ircu 6666:ircu 6667:ircu 6668:ircu 6669:ircu
    6679:osaut 6697:ircs-u 10080:amanda
"""
_BAD_PORTS = {
    int(port): name for port, _, name in (item.partition(":") for item in _SERVICES.split())
}


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses a request before anything is sent; the refusal says what was wrong."""

    inner: Transport
    routes: Routes
    allowed: Sequence[Network] = ()
    _judged: dict[str, str | None] = field(default_factory=dict, init=False)
    """By origin: many links lead to one, and what its URI says of it does not change."""

    async def __call__(self, request: Request) -> Response:
        origin = origin_of(request.uri)
        if origin not in self._judged:
            host, port = host_of(request.uri), port_of(request.uri)
            self._judged[origin] = _port_refusal(port) or self._host_refusal(host, port)
        reason = self._judged[origin]
        if reason is not None:
            raise TransportError(Failure(FailureKind.REFUSED, reason, request.uri))
        return await self.inner(request)

    def _host_refusal(self, host: str, port: int) -> str | None:
        if self.routes.names(host, port):
            return None  # the command line spoke of this very host
        try:
            ipaddress.ip_address(host.partition("%")[0])
        except ValueError:
            return None  # a name: judged when it is resolved
        return refusal(host, self.allowed)


def _port_refusal(port: int) -> str | None:
    service = _BAD_PORTS.get(port)
    if service is None:
        return None
    return f"browsers block port {port}" + (f" ({service})" if service else "")
