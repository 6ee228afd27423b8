"""How long one link may take, and which waiting is not its own."""

import anyio
import anyio.lowlevel
import pytest

from linkaudit.check.transport.time_budget import paused, time_budget, time_left

pytestmark = pytest.mark.anyio


async def test_what_is_used_up_is_nothing_and_never_more() -> None:
    """The contract: `--link-timeout S`, one link with all its attempts."""
    with time_budget(0):
        await anyio.lowlevel.checkpoint()
        assert time_left() <= 0


async def test_waiting_for_a_turn_is_not_counted() -> None:
    """A link is not unreachable because others stand in the queue before it."""
    with time_budget(60):
        before = time_left()
        with paused():
            meanwhile = time_left()
            await anyio.lowlevel.checkpoint()
        after = time_left()

    assert meanwhile == float("inf")
    assert before >= after > before - 5


async def test_outside_of_any_patience_there_is_all_the_time() -> None:
    with paused():
        assert time_left() == float("inf")


async def test_each_task_has_its_own() -> None:
    left: list[float] = []

    async def link(seconds: float) -> None:
        with time_budget(seconds):
            await anyio.lowlevel.checkpoint()
            left.append(time_left())

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(link, 100)
        tasks.start_soon(link, 1000)

    assert left[0] <= 100 < left[1] <= 1000
