"""What every test shares: asyncio under anyio, one Hypothesis profile, no way off this machine."""

import ipaddress
import os
import signal
import socket
import sys
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# A failure must not depend on how busy the machine is, nor on which run it is: no time is
# measured, and the examples are the same each time unless new ones are asked for.
settings.register_profile(
    "linkaudit",
    deadline=None,
    derandomize="FUZZ_EXAMPLES" not in os.environ,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("linkaudit")

# Each worker reads all tests, and some thousand processes read the package: compiled once.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A shell that starts the suite in the background has it ignore Ctrl-C, and all that it starts too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Here tests wait, for time-outs or for processes: they go first, so that none is left for the end.
WAITING = ("tests/web/", "tests/browser/", "tests/places/", "tests/hostile/", "tests/cli/")
# What costs most here is done once for all tests of a place, an audit or a browser's start: one
# worker has them.
ONCE = (
    "tests/browser/",
    "tests/web/test_misbehaving.py",
    "tests/web/test_odd_answers.py",
    "tests/web/test_audit.py",
    "tests/places/test_workflow.py",
)


@pytest.hookimpl(trylast=True)  # behind pytest-randomly, whose order stays within each part
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each worker its share of the tests that wait, before all others.

    pytest-xdist's `worksteal` hands each worker an equal and unbroken part of the tests.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    waiting = _shared_out([i for i in items if i.nodeid.startswith(WAITING)], workers)
    others = [item for item in items if not item.nodeid.startswith(WAITING)]
    ordered: list[pytest.Item] = []
    for number in range(workers):
        ordered += waiting[number]
        room = (number + 1) * len(items) // workers - len(ordered)
        ordered += [others.pop() for _ in range(min(room, len(others)))]
    items[:] = ordered + others


def _shared_out(items: list[pytest.Item], workers: int) -> list[list[pytest.Item]]:
    """A share for each worker, the tests of a place in `ONCE` together."""
    shares: list[list[pytest.Item]] = [[] for _ in range(workers)]
    turns = cycle(shares)
    for item in items:
        places = [number for number, place in enumerate(ONCE) if item.nodeid.startswith(place)]
        (shares[places[0] % workers] if places else next(turns)).append(item)
    return shares


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True, scope="session")
def loopback_only() -> Iterator[None]:
    """A test that tries to leave the machine fails, and names the address.

    An AssertionError, since an OSError would look like a network that is down.
    """
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    getaddrinfo = socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _stay(self.family, address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _stay(self.family, address)
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *rest: Any, **named: Any) -> object:
        if not _is_here(host):
            raise AssertionError(f"a test looks up {host!r}; only loopback is open")
        return getaddrinfo(host, *rest, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
        yield


def _stay(family: int, address: Any) -> None:
    # A socket that is a file leads nowhere else; asyncio wakes itself through such a pair.
    if family == getattr(socket, "AF_UNIX", None):
        return
    if not isinstance(address, tuple) or not _is_here(address[0]):
        raise AssertionError(f"a test connects to {address!r}; only loopback is open")


def _is_here(host: object) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False
