"""A program at a terminal of its own, with somebody who waits for words and presses keys.

Knows pseudo-terminals. What the program is, and what its words mean, it does not.
"""

import os
import pty
import select
import subprocess
import termios
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_PATIENCE = 60.0  # seconds until a program that says nothing fails its test
_LOOKS = 60_000  # at whether it listens for keys, a millisecond or more apart
_LOCAL = 3  # where tcgetattr has the modes of lines and echo


class Screen:
    """For a `closing(…)` block, at whose end the program is gone."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._ours, theirs = pty.openpty()
        self._unread = b""
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "dumb", "COLUMNS": "100"},
            start_new_session=True,
        )
        # Its end shows only while no other process holds the other side.
        os.close(theirs)

    @property
    def status(self) -> int:
        return self._process.wait(timeout=_PATIENCE)

    def until(self, words: str) -> str:
        """What is shown from the last call on, up to these words."""
        wanted = words.encode()
        while wanted not in self._unread:
            self._read()
        shown, _, self._unread = self._unread.partition(wanted)
        return _text(shown + wanted)

    def press(self, key: str) -> None:
        """A key, once the program listens for single keys: what came before is thrown away."""
        for _ in range(_LOOKS):
            if not termios.tcgetattr(self._ours)[_LOCAL] & termios.ICANON:
                return self.enter(key)
            select.select([], [], [], 0.001)
        raise AssertionError(f"the program did not listen for keys in {_LOOKS:,} looks")

    def enter(self, text: str) -> None:
        os.write(self._ours, text.encode())

    def rest(self) -> str:
        """Everything until the program ends."""
        with suppress(EOFError):
            while True:
                self._read()
        # It lets go of the terminal a little before it is gone.
        self._process.wait(timeout=_PATIENCE)
        return _text(self._unread)

    def _read(self) -> None:
        """Raises EOFError where the other side is closed."""
        readable, _, _ = select.select([self._ours], [], [], _PATIENCE)
        assert readable, f"waited in vain after {self._unread!r}"
        try:
            piece = os.read(self._ours, 4096)
        except OSError as error:  # Linux says EIO
            raise EOFError from error
        if not piece:
            raise EOFError
        self._unread += piece

    def close(self) -> None:
        self._process.kill()
        self._process.wait(timeout=_PATIENCE)
        os.close(self._ours)


def _text(shown: bytes) -> str:
    return shown.decode("utf-8").replace("\r\n", "\n")
