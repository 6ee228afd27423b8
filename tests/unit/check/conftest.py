"""What tests of conversations share: a name service of their own."""

import socket

import pytest

from tests.unit.check.loopback import NameService


@pytest.fixture
def name_service(monkeypatch: pytest.MonkeyPatch) -> NameService:
    service = NameService()
    monkeypatch.setattr(socket, "getaddrinfo", service.look_up)
    return service
