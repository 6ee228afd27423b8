"""Pages read beside the event loop: small ones within it, others in a process that can be ended.

Knows processes and how long a page may take; what a page says, `page.py` knows. A page that
takes longer is not read, and so proves nothing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from subprocess import DEVNULL
from types import TracebackType
from typing import Self

import anyio
from anyio.abc import Process
from anyio.streams.buffered import BufferedByteReceiveStream

import linkaudit
from linkaudit.check.page.read import is_html, read_page, skim_page
from linkaudit.check.page.reader_process import LONGEST, PREFIX
from linkaudit.check.transport.time_budget import paused
from linkaudit.model.http import Page, Response
from linkaudit.model.plain import plain_of, value_of
from linkaudit.text.notices import TRIGGERS

# Bytes. The worst shapes that the parser knows take a quadratic time, on two cores 0.08 s for
# this much and 0.3 s for twice as much; a page of prose takes 4 ms.
SMALL = 32 * 1024
_MOST_BYTES = 64 * 1024 * 1024  # of a reply: more than 2 MiB of HTML can say
_ENDED = (anyio.EndOfStream, anyio.IncompleteRead, anyio.BrokenResourceError, ConnectionError)


class Reader:
    """Reads the pages of one run, until `async with` ends. The process starts when it is needed."""

    def __init__(
        self,
        command: Sequence[str] = (),
        longest: float = LONGEST,
        triggers: Sequence[str] = TRIGGERS,
    ) -> None:
        """`command` starts the process, `longest` is its processor time for a page, in seconds.

        `triggers` are the words by which a sentence is a notice.
        """
        self._triggers = triggers
        self._command = command or _command(longest)
        self._turn = anyio.Lock()
        self._worker: _Worker | None = None
        self._is_hopeless = False
        """No process can be started here."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._end()

    async def __call__(self, response: Response) -> Page | None:
        """What the page says; None for what is no HTML, or took too long to be read."""
        if len(response.body) <= SMALL or not is_html(response):
            return read_page(response, self._triggers)
        if (page := skim_page(response, self._triggers)) is not None:
            return page
        # A link whose answer has come does not lose its time to another one's page.
        with paused():
            async with self._turn:
                return await self._read(response)

    async def _read(self, response: Response) -> Page | None:
        if self._worker is None and not self._is_hopeless:
            self._worker = await _started(self._command)
            self._is_hopeless = self._worker is None
        if self._worker is None:
            return read_page(response, self._triggers)
        try:
            reply = await self._worker.ask(_message(response, self._triggers))
        except _ENDED:  # by its limit, or by the system for want of memory
            await self._end()
            return None
        except BaseException:  # called off: what comes next would answer this question
            await self._end()
            raise
        # A bug shows where it is ours to show.
        return _page(reply) if reply else read_page(response, self._triggers)

    async def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            await worker.end()


class _Worker:
    """A process under way, which answers each message with one."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._questions = process.stdin
        self._answers = BufferedByteReceiveStream(process.stdout) if process.stdout else None

    async def ask(self, message: bytes) -> bytes:
        """Raises what says that the process has ended."""
        if self._questions is None:
            raise anyio.EndOfStream
        await self._questions.send(message)
        return await self.hear()

    async def hear(self) -> bytes:
        if self._answers is None:
            raise anyio.EndOfStream
        size = int.from_bytes(await self._answers.receive_exactly(PREFIX))
        if size > _MOST_BYTES:
            raise anyio.EndOfStream
        return await self._answers.receive_exactly(size) if size else b""

    async def end(self) -> None:
        with anyio.CancelScope(shield=True):
            if self._process.returncode is None:
                self._process.kill()
            await self._process.aclose()


async def _started(command: Sequence[str]) -> _Worker | None:
    """A process that is ready to read; None where there can be none."""
    try:
        process = await anyio.open_process(
            command,
            stderr=DEVNULL,
            # Ctrl-C is ours to answer: at a terminal it goes to all of a session's group.
            start_new_session=True,
        )
    except (OSError, NotImplementedError):
        return None
    worker = _Worker(process)
    try:
        await worker.hear()
    except _ENDED:
        await worker.end()
        return None
    except BaseException:
        await worker.end()
        raise
    return worker


def _command(longest: float) -> list[str]:
    # `-P`: nothing is imported from the folder that is checked. The folder of this package comes
    # last, for a program that found it by a path of its own.
    home = str(Path(linkaudit.__path__[0]).parent)
    code = (
        f"import sys; sys.path.append({home!r}); "
        f"from linkaudit.check.page.reader_process import main; main({longest!r})"
    )
    return [sys.executable, "-P", "-c", code]


def _message(response: Response, triggers: Sequence[str]) -> bytes:
    """All that a page is read from: what is said of it and what is looked for, and its body."""
    # Its top was not enough: all of it is wanted.
    said = plain_of(replace(response, body=b"", cookies=(), hops=(), wants_ids=True))
    head = json.dumps([said, triggers]).encode()
    return b"".join(
        part for piece in (head, response.body) for part in (len(piece).to_bytes(PREFIX), piece)
    )


def _page(reply: bytes) -> Page | None:
    page: Page | None = value_of(Page | None, json.loads(reply))
    return page
