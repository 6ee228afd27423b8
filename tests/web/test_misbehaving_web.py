"""The misbehaving web itself: its bombs are real, its log is true, and it leaves nothing behind.

Plain sockets on loopback; linkaudit is not asked.
"""

import gc
import socket
import ssl
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest

from tests.web.certificates import Fault
from tests.web.listener import LOOPBACK
from tests.web.misbehaving import MisbehavingWeb
from tests.web.misbehaving_bytes import (
    brotli_bomb,
    cut,
    deaf,
    dripping,
    flooding,
    gzip_bomb,
    race,
    stacked,
    zstd_bomb,
)
from tests.web.misbehaving_case import one
from tests.web.misbehaving_statuses import asctime_date, imf_fixdate, once, rfc850_date
from tests.web.misbehaving_table import CASES
from tests.web.misbehaving_talk import HEALTHY, says, silence

PATIENCE = 20.0
ASK = b"GET %s HTTP/1.1\r\nHost: a.example\r\n\r\n"


def talk(web: MisbehavingWeb, *requests: bytes) -> bytes:
    """All that is answered to these requests over one connection, until it is closed."""
    with socket.create_connection((LOOPBACK, web.port), PATIENCE) as client:
        for request in requests:
            client.sendall(request)
        client.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: client.recv(65536), b""))


def test_a_gzip_bomb_is_sound_and_a_thousand_times_its_size() -> None:
    bomb = gzip_bomb(8)
    whole = zlib.decompressobj(wbits=31)

    assert whole.decompress(bomb) == bytes(8 << 20)
    assert whole.eof
    assert len(bomb) < (8 << 20) / 900


def test_bombs_in_other_codings_are_small() -> None:
    """Both were decoded once to 512 MiB, by libraries that nothing here depends on."""
    assert (len(brotli_bomb()), len(zstd_bomb())) == (421, 16390)


def test_what_is_stacked_can_be_taken_apart() -> None:
    body = stacked(10)
    for _ in range(10):
        body = zlib.decompress(body, wbits=31)

    assert body == b"<title>Well</title>"


@pytest.mark.parametrize("form", [imf_fixdate, rfc850_date, asctime_date])
def test_each_form_of_a_date_says_the_same_moment(form: Callable[[datetime], str]) -> None:
    """RFC 9110 §5.6.7."""
    moment = datetime(2026, 11, 3, 6, 5, 4, tzinfo=UTC)

    said = parsedate_to_datetime(form(moment))

    assert said.replace(tzinfo=UTC) == moment
    assert len(form(moment)) in (24, 29, 31)


def test_answers_come_in_turn_and_the_log_says_who_asked() -> None:
    with MisbehavingWeb({"a.example": once(503)}) as web:
        answers = talk(web, ASK % b"/x", ASK % b"/x", ASK % b"/y")

    said = [part[:3] for part in answers.split(b"HTTP/1.1 ")[1:]]
    assert said == [b"503", b"200", b"503"]
    assert [(a.host, a.method, a.target) for a in web.asked] == [
        ("a.example", "GET", "/x"),
        ("a.example", "GET", "/x"),
        ("a.example", "GET", "/y"),
    ]
    assert {asked.connection for asked in web.asked} == {1}


def test_the_race_is_lost_by_the_second_request_of_a_connection() -> None:
    with MisbehavingWeb({"a.example": race}) as web:
        answers = talk(web, ASK % b"/1", ASK % b"/2")

    assert answers == HEALTHY
    assert len(web.asked) == 2


def test_a_cut_line_is_a_reset_and_no_end() -> None:
    with (
        MisbehavingWeb({"a.example": cut(b"HTTP/1.1 200")}) as web,
        pytest.raises(ConnectionResetError),
    ):
        talk(web, ASK % b"/")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault.EXPIRED, "expired"),
        (Fault.SELF_SIGNED, "self-signed"),
        (Fault.OTHER_NAME, "mismatch"),
    ],
)
def test_a_faulty_certificate_has_its_fault_and_no_other(fault: Fault, words: str) -> None:
    with MisbehavingWeb({}, faults={"a.example": fault}) as web:
        port = int(web.options()[3].rpartition(":")[2])
        context = ssl.create_default_context(cafile=str(web.ca_file))
        with (
            socket.create_connection((LOOPBACK, port), PATIENCE) as plain,
            pytest.raises(ssl.SSLCertVerificationError, match=words),
        ):
            context.wrap_socket(plain, server_hostname="a.example")

    assert web.connections == {"a.example": 1}


def test_all_stops_on_the_way_out_even_in_mid_sentence() -> None:
    hosts = {
        "drip.example": dripping(b"HTTP/1.1 200", b"a"),
        "flood.example": flooding(b"", b"a" * 65536),
        "silent.example": silence,
    }
    with MisbehavingWeb(hosts, doors={"deaf.example": deaf}) as web:
        clients = [socket.create_connection((LOOPBACK, web.port), PATIENCE) for _ in hosts]
        for client, host in zip(clients, hosts, strict=True):
            client.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        web.wait_for(lambda: len(web.asked) == len(hosts))

    for client in clients:
        client.close()
    # What was left open would warn here, and a warning is an error.
    gc.collect()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((LOOPBACK, web.port), PATIENCE)
    assert not web.ca_file.exists()


def test_a_stranger_is_told_so() -> None:
    with MisbehavingWeb({"b.example": says(HEALTHY)}) as web:
        assert talk(web, ASK % b"/").startswith(b"HTTP/1.1 421 ")


def test_no_host_is_in_the_table_twice() -> None:
    """What is learnt of one host must not colour another case."""
    hosts = [case.host for case in CASES]

    assert sorted(hosts) == sorted(set(hosts))


def test_a_case_knows_its_host_as_it_is_asked() -> None:
    assert one("", "http://BÜCHER.example:80/x", "ok").host == "xn--bcher-kva.example"
