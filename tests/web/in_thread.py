"""A web that lives in a thread of its own, with certificates, for the length of a `with` block.

Knows when it begins and ends; what is served, and to whom, its subclasses know.
"""

import ssl
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from contextlib import AbstractAsyncContextManager, ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Generic, Self, TypeVar

import trustme
from anyio.from_thread import start_blocking_portal

from tests.web.certificates import Fault, server_context

T = TypeVar("T")


class InThread(ABC, Generic[T]):
    """`T` is what serving makes known once it has begun: ports, or routes."""

    ca_file: Path
    begun: T

    def __init__(self, hosts: Iterable[str], faults: Mapping[str, Fault]) -> None:
        self._certified = frozenset(hosts)
        self._faults = faults
        self._opened = ExitStack()

    @abstractmethod
    def reusable(self, tls: ssl.SSLContext) -> AbstractAsyncContextManager[T]:
        """Serves as long as it is entered."""

    def __enter__(self) -> Self:
        authority = trustme.CA()
        tls = server_context(authority, self._certified, self._faults)
        with ExitStack() as stack:
            folder = stack.enter_context(TemporaryDirectory(prefix="web-"))
            self.ca_file = Path(folder, "ca.pem")
            authority.cert_pem.write_to_path(str(self.ca_file))
            # A thread with its own loop: the caller may be inside one, or wait for a process.
            portal = stack.enter_context(start_blocking_portal("asyncio"))
            serving = portal.wrap_async_context_manager(self.reusable(tls))
            self.begun = stack.enter_context(serving)
            self._opened = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # The error is the caller's, and the portal would cancel on it: none is passed on.
        self._opened.close()
