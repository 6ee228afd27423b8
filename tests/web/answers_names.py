"""`python -m tests.web.answers_names FILE check …`: linkaudit with names that a file has.

FILE is JSON, addresses by name; any other name does not exist. Nothing is looked up.
"""

import ipaddress
import json
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from linkaudit.cli import main


def look_up(names: Mapping[str, Sequence[str]], host: object, port: int) -> list[Any]:
    """As `socket.getaddrinfo` answers. Raises `socket.gaierror` for a name that is not there."""
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name.rstrip(".").lower() not in names:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")
    found: list[Any] = []
    for address in names[name.rstrip(".").lower()]:
        six = ipaddress.ip_address(address).version == 6
        family = socket.AF_INET6 if six else socket.AF_INET
        end = (address, port, 0, 0) if six else (address, port)
        found.append((family, socket.SOCK_STREAM, 6, "", end))
    return found


if __name__ == "__main__":
    known = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    socket.getaddrinfo = lambda host, port, *_, **__: look_up(known, host, port)
    sys.exit(main(sys.argv[2:]))
