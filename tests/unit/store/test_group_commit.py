"""Group commit: what is safe is told, and few writes do for many."""

from collections.abc import Sequence

import anyio
import pytest
from anyio import from_thread

from linkaudit.store.group_commit import batch_writer

pytestmark = pytest.mark.anyio


async def test_what_is_safe_is_told_and_nothing_before() -> None:
    """Progress counts what a kill would not undo."""
    stored: list[int] = []
    told: list[int] = []

    def written(values: Sequence[int]) -> None:
        assert stored[-len(values) :] == list(values)
        told.extend(values)

    async with batch_writer(stored.extend, written) as keep:
        for number in range(3):
            await keep(number)
        assert told == []

    assert told == stored == [0, 1, 2]


async def test_what_gathers_meanwhile_is_written_in_one_go() -> None:
    batches: list[list[int]] = []
    gate = anyio.Event()

    def write(values: Sequence[int]) -> None:
        batches.append(list(values))
        from_thread.run(gate.wait)

    async with batch_writer(write) as keep, anyio.create_task_group() as tasks:
        tasks.start_soon(keep, 0)
        while not batches:
            await anyio.lowlevel.checkpoint()
        for number in range(1, 500):
            tasks.start_soon(keep, number)
        await anyio.wait_all_tasks_blocked()
        gate.set()

    assert batches[0] == [0]
    assert sorted(batches[1]) == list(range(1, 500))
    assert len(batches) == 2


async def test_more_than_has_room_waits_and_is_written_too() -> None:
    written: list[int] = []

    async with batch_writer(written.extend) as keep, anyio.create_task_group() as tasks:
        for number in range(3_000):
            tasks.start_soon(keep, number)

    assert sorted(written) == list(range(3_000))


async def test_what_was_handed_over_is_written_though_the_run_is_stopped() -> None:
    """A deadline, an interrupt: what was learnt is kept."""
    written: list[int] = []

    with anyio.CancelScope() as scope:
        async with batch_writer(written.extend) as keep, anyio.create_task_group() as tasks:
            for number in range(20):
                tasks.start_soon(keep, number)
            await anyio.wait_all_tasks_blocked()
            scope.cancel()

    assert sorted(written) == list(range(20))


async def test_the_event_loop_goes_on_while_something_is_written() -> None:
    turned = anyio.Event()

    def write(values: Sequence[int]) -> None:
        from_thread.run_sync(turned.set)

    async with batch_writer(write) as keep:
        await keep(1)

    assert turned.is_set()
