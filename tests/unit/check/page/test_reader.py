"""Pages read in a process of their own: the same facts, and no page holds up the run."""

import json
import subprocess
import sys
from pathlib import Path

import anyio
import pytest

from linkaudit.check.page.read import read_page
from linkaudit.check.page.reader import SMALL, Reader
from linkaudit.check.page.reader_process import PREFIX
from linkaudit.model.http import Page, Response

pytestmark = pytest.mark.anyio

PROSE = "<h2 id=h{0}>Heading</h2><p>Text with <a href=/x>links</a>, renamed to {0}.</p>"


def page(size: int, title: str = "Guide") -> Response:
    """A page of prose with more than so many bytes."""
    pieces = [PROSE.replace("{0}", str(number)) for number in range(size // len(PROSE) + 1)]
    dated = '<meta property="article:modified_time" content="2024-01-02">'
    body = f"<title>{title}</title>{dated}<main>😀{''.join(pieces)}"
    head = {"content-type": "text/html; charset=utf-8"}
    return Response("https://a.example/", 200, head, body.encode())


def answering(ready: bytes = b"", answer: bytes = b"") -> list[str]:
    """A process that says that it is ready, hears one question, answers so, and ends."""
    code = (
        "import sys; hear, say = sys.stdin.buffer.read, sys.stdout.buffer; "
        f"say.write({ready!r}); say.flush(); "
        f"{bool(ready)} and [hear(int.from_bytes(hear({PREFIX}))) for _ in 'hb']; "
        f"say.write({answer!r})"
    )
    return [sys.executable, "-P", "-c", code]


NOTHING = bytes(PREFIX)  # ready, or: reading raised


@pytest.mark.parametrize("size", [10, SMALL, 4 * SMALL, 2 * 1024 * 1024])
async def test_a_page_says_the_same_wherever_it_is_read(size: int) -> None:
    response = page(size)

    async with Reader() as read:
        assert await read(response) == read_page(response)


async def test_what_is_no_html_is_not_even_sent() -> None:
    picture = Response("https://a.example/", 200, {"content-type": "image/png"}, b"x" * 100_000)

    async with Reader(answering()) as read:
        assert await read(picture) is None


async def test_a_page_that_takes_too_long_is_not_read_and_the_next_one_is() -> None:
    """Processor time, so that a busy machine reads the same pages."""
    async with Reader(longest=0.03) as read:
        assert await read(page(2 * 1024 * 1024)) is None
        assert await read(page(SMALL, "Next")) is not None


async def test_a_question_that_was_called_off_is_not_answered_to_the_next() -> None:
    async with Reader() as read:
        await read(page(SMALL))
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(read, page(1024 * 1024, "First"))
            await anyio.lowlevel.checkpoint()
            await anyio.lowlevel.checkpoint()
            tasks.cancel_scope.cancel()

        seen = await read(page(2 * SMALL, "Second"))

    assert seen is not None
    assert seen.title == "Second"


async def test_pages_that_are_read_at_once_get_their_own_answers() -> None:
    seen: dict[int, Page | None] = {}

    async with Reader() as read, anyio.create_task_group() as tasks:

        async def one(number: int) -> None:
            seen[number] = await read(page(2 * SMALL, f"Page {number}"))

        for number in range(9):
            tasks.start_soon(one, number)

    assert {n: one.title for n, one in seen.items() if one} == {n: f"Page {n}" for n in range(9)}


@pytest.mark.parametrize(
    "command",
    [["/nowhere/python"], answering(), [sys.executable, "-c", "raise SystemExit(3)"]],
    ids=["none", "ends at once", "fails"],
)
async def test_where_no_process_can_be_had_the_page_is_read_here(command: list[str]) -> None:
    async with Reader(command) as read:
        assert await read(page(2 * SMALL)) == read_page(page(2 * SMALL))


@pytest.mark.parametrize(
    "answer",
    [b"", b"\0\0", b"\0\0\0\5abc", b"\xff\xff\xff\xff"],
    ids=["none", "half a length", "half an answer", "a length without end"],
)
async def test_a_process_that_breaks_off_leaves_the_page_unread(answer: bytes) -> None:
    async with Reader(answering(NOTHING, answer)) as read:
        assert await read(page(2 * SMALL)) is None


async def test_what_reading_raises_is_raised_here() -> None:
    """The process says that it could not; this one reads the page, and shows why."""
    async with Reader(answering(NOTHING, NOTHING)) as read:
        assert await read(page(2 * SMALL)) == read_page(page(2 * SMALL))


async def test_the_process_imports_nothing_from_the_folder_that_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "signal", "faulthandler", "linkaudit", "selectolax", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'w').close()\nraise SystemExit(9)\n")
    monkeypatch.chdir(tmp_path)

    async with Reader() as read:
        assert await read(page(2 * SMALL)) is not None

    assert not (tmp_path / "ran").exists()


def test_the_process_ends_with_its_input() -> None:
    """Whoever started it may have been killed."""
    code = "from linkaudit.check.page.reader_process import main; main()"
    head = json.dumps({"uri": "https://a.example/", "status": 200}).encode()
    half = len(head).to_bytes(PREFIX) + head + (100).to_bytes(PREFIX) + b"<p>"

    for sent in (b"", half[:2], half[:9], half):
        done = subprocess.run(
            [sys.executable, "-P", "-c", code], input=sent, capture_output=True, timeout=60
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, NOTHING, b"")
