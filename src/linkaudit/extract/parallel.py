"""Extraction of many documents on all cores, in the order and with the results of one by one.

Knows processes, and nothing of Markdown. Whatever happens to a process, this one does its work.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection

from linkaudit.extract.child_processes import can_be_safe, safe_children
from linkaudit.extract.codec import decode, encode
from linkaudit.extract.registry import ENOUGH, extract_document, extract_in_time, unread
from linkaudit.model.deadline import NO_DEADLINE, Deadline, OutOfTime
from linkaudit.model.document import Document, Extraction

# A fortieth of a second. Half or twice as much made no difference.
CHUNK = 100_000
_BREATH = 0.5  # seconds: on Windows, a wait without an end hears no Ctrl-C
_AHEAD = 2  # chunks for each process: one to work on, one to go on with

_NO_PROCESSES = (OSError, ImportError, NotImplementedError)  # no semaphores, no rights, no memory


def extract_many(
    documents: Sequence[Document],
    cores: int | None = None,
    enough: int = ENOUGH,
    deadline: Deadline = NO_DEADLINE,
) -> Iterable[Extraction]:
    """The extraction of each document, in their order."""
    others = (cores or os.cpu_count() or 1) - 1
    if others < 1 or sum(len(document.text) for document in documents) < enough:
        return extract_in_time(documents, deadline)
    found: dict[int, Extraction] = {}
    try:
        _share(documents, others, deadline, found)
    except OutOfTime:
        return [found.get(number) or unread(one) for number, one in enumerate(documents)]
    return [found[number] for number in range(len(documents))]


def _share(
    documents: Sequence[Document],
    others: int,
    deadline: Deadline,
    found: dict[int, Extraction],
) -> None:
    """The others take the largest chunks; this process helps from the other end.

    Raises OutOfTime; what came before it is found.
    """
    chunks = deque(_chunks(documents))
    given: list[tuple[list[int], Future[list[bytes]]]] = []
    with _pool(max(min(others, len(chunks) - 1), 1)) as pool:
        while chunks:
            # Handed over late: CPython 3.11 cannot take back work if a process dies meanwhile.
            under_way = sum(not future.done() for _, future in given)
            chunk = chunks.popleft() if under_way < _AHEAD * others else chunks.pop()
            future = None
            if under_way < _AHEAD * others:
                future = _submit(pool, [documents[number] for number in chunk])
            if future is not None:
                given.append((chunk, future))
            else:
                own = extract_in_time([documents[number] for number in chunk], deadline)
                found |= dict(zip(chunk, own, strict=True))
        for chunk, future in given:
            _await(future, deadline)
            found |= _received(future, documents, chunk)


def _chunks(documents: Sequence[Document]) -> list[list[int]]:
    """The numbers of the documents in chunks, the largest first."""
    chunks: list[tuple[int, list[int]]] = []
    size, chunk = 0, list[int]()
    for number, document in enumerate(documents):
        size += len(document.text)
        chunk.append(number)
        if size >= CHUNK:
            chunks.append((size, chunk))
            size, chunk = 0, []
    return [chunk for _, chunk in sorted([*chunks, (size, chunk)], key=lambda c: -c[0]) if chunk]


def _await(future: Future[list[bytes]], deadline: Deadline) -> None:
    """Raises OutOfTime where it is not done in time."""
    while not future.done():
        deadline.check()
        left = deadline.left
        wait([future], _BREATH if left is None else min(left, _BREATH))


def _received(
    future: Future[list[bytes]], documents: Sequence[Document], chunk: Sequence[int]
) -> dict[int, Extraction]:
    try:
        encoded = future.result()
    except BrokenExecutor:  # the process died: killed, or out of memory
        encoded = []
    found = {}
    for place, number in enumerate(chunk):
        document = documents[number]
        known = decode(encoded[place], document.path) if encoded else None
        found[number] = known or extract_document(document)
    return found


# ------------------------------------------------------------------ the processes


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor | None]:
    """Processes for a while; None where there can be none, or none that is safe."""
    if not can_be_safe():
        yield None
        return
    # Until the last process has ended: a resource tracker that was killed is started again.
    with safe_children():
        # Spawned: a fork would copy whatever threads hold at that moment (a progress bar's is
        # one), and a fork server would import as much and stay.
        context = get_context("spawn")
        theirs, lifeline = context.Pipe(duplex=False)
        try:
            pool = ProcessPoolExecutor(processes, context, _prepare, (theirs,))
        except _NO_PROCESSES:
            yield None
            return
        try:
            yield pool
        except BaseException:  # their work is not needed any more
            lifeline.close()
            raise
        finally:
            pool.shutdown()
            lifeline.close()
            theirs.close()


def _submit(
    pool: ProcessPoolExecutor | None, documents: list[Document]
) -> Future[list[bytes]] | None:
    if pool is None:
        return None
    try:
        with _unhurt_by_interrupts():  # a process is started when work comes in
            return pool.submit(_encoded, documents)
    except (BrokenExecutor, *_NO_PROCESSES):
        return None


@contextmanager
def _unhurt_by_interrupts() -> Iterator[None]:
    """Processes started meanwhile never see Ctrl-C: it is this one's to answer, once."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _prepare(lifeline: Connection) -> None:
    """In a new process: end with the one that started it, even where that is killed."""
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Connection) -> None:
    with suppress(EOFError, OSError):
        lifeline.recv_bytes()  # nothing is ever sent: it ends when no process holds the other end
    os._exit(1)


def _encoded(documents: Sequence[Document]) -> list[bytes]:
    return [encode(extract_document(document)) for document in documents]
