"""`linkaudit fix` on the practice web: real command line, real sockets, git, a terminal, a kill."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests import forked
from tests.web import article_pages
from tests.web.origin import Origin
from tests.web.page import Page
from tests.web.server import ANSWERS, PracticeWeb
from tests.web.terminal import Screen

ARTICLE = Path(__file__).parents[2] / "article" / "recap.md"
GIT = shutil.which("git") or ""
LIMIT = 60.0  # seconds until a run that hangs fails its test
QUICK = ("--as-of", "2026-11-23", "--retries", "1", "--no-state", "--no-progress")


@pytest.fixture(scope="module")
def web() -> Iterator[PracticeWeb]:
    with PracticeWeb() as running:
        yield running


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the article, in a folder of its own."""
    return Path(shutil.copy(ARTICLE, tmp_path / "recap.md"))


def command(web: PracticeWeb, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "linkaudit", *arguments, *QUICK, *web.options()]


def linkaudit(web: PracticeWeb, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return forked.run(
        command(web, *arguments),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
    )


def moved_for_good() -> dict[str, str]:
    """Of the pages that moved and are well: the URL as linked to, and where it ends.

    Worked out from the pages that the practice web puts up, by all hops of 301 and 308.
    """
    ends = {
        url: _end(url) for url, verdict in article_pages.EXPECTED.items() if verdict != "soft-404"
    }
    return {url: end for url, end in ends.items() if end not in (None, url)}


def _end(url: str) -> str | None:
    """Where permanent redirects lead; None where another one is among them, or no page is."""
    origin = Origin(ANSWERS)
    for _ in range(10):
        answer = origin.answer(url.partition("#")[0])
        if not isinstance(answer, Page):
            return None
        if answer.status == 200:
            return url
        if answer.status not in (301, 308):
            return None
        url = dict(answer.headers)["Location"]
    return None


def fixed(data: bytes) -> bytes:
    """The article as it must be: all its links are written `(URL)`."""
    for old, new in moved_for_good().items():
        assert f"({old})".encode() in data
        data = data.replace(f"({old})".encode(), f"({new})".encode())
    return data


def rules_found(web: PracticeWeb, folder: Path) -> set[str]:
    done = linkaudit(web, folder, "check", "recap.md", "--no-report", "--format", "json")
    links = json.loads(done.stdout)["links"]
    return {found["rule"] for link in links for found in link["findings"]}


def test_write_changes_exactly_what_moved_for_good(web: PracticeWeb, copy: Path) -> None:
    before = copy.read_bytes()

    done = linkaudit(web, copy.parent, "fix", "recap.md", "--write")

    assert len(moved_for_good()) == 20
    assert copy.read_bytes() == fixed(before)
    assert "Changed 20 links in 1 document." in done.stdout
    assert done.stderr == ""
    assert [path.name for path in copy.parent.iterdir()] == ["recap.md"]


def test_after_write_nothing_is_left_to_do_and_a_check_finds_no_redirect_for_good(
    web: PracticeWeb, copy: Path
) -> None:
    first = linkaudit(web, copy.parent, "fix", "recap.md", "--write")
    content, file = copy.read_bytes(), copy.stat()

    second = linkaudit(web, copy.parent, "fix", "recap.md", "--write")

    assert (copy.read_bytes(), copy.stat()) == (content, file)
    assert second.stdout.startswith("No replacement is certain.\n")
    assert second.stdout.splitlines()[-1] == first.stdout.splitlines()[-1]
    assert second.returncode == first.returncode == 1
    left = rules_found(web, copy.parent)
    assert "not-found" in left
    assert left.isdisjoint({"permanent-redirect", "trivial-redirect"})


@pytest.mark.skipif(not GIT, reason="without git nobody can apply a patch")
def test_git_makes_of_the_patch_what_write_would_have_written(web: PracticeWeb, copy: Path) -> None:
    before = copy.read_bytes()

    done = linkaudit(web, copy.parent, "fix", "recap.md", "--patch", "p.diff")

    assert done.stderr == ""
    assert copy.read_bytes() == before
    alone = {"GIT_CEILING_DIRECTORIES": str(copy.parents[1]), "GIT_CONFIG_NOSYSTEM": "1"}
    environment = {**alone, "HOME": str(copy.parent)}
    subprocess.run([GIT, "apply", "p.diff"], cwd=copy.parent, env=environment, check=True)
    assert copy.read_bytes() == fixed(before)


WALK = """\
[handbook](https://moved.example/old-handbook)

[take](https://manual.example/tour#requirments "title")

[skip](https://shop.example/catalogue/2019/sprocket)

[edit](<https://gone.example/404>)

[silence](https://gone.example/410)

[quit](https://manual.example/tour#requirments)
"""
WALKED = """\
[handbook](https://moved.example/handbook)

[take](https://manual.example/tour#requirements "title")

[skip](https://shop.example/catalogue/2019/sprocket)

[edit](<https://ok.example/>)

[silence](https://gone.example/410) <!-- linkaudit: ignore not-found -->

[quit](https://manual.example/tour#requirments)
"""


@pytest.mark.parametrize(("wanted", "text"), [("y", WALKED), ("n", WALK)])
def test_the_walk_asks_in_a_terminal_and_writes_what_was_answered(
    wanted: str, text: str, web: PracticeWeb, tmp_path: Path
) -> None:
    document = tmp_path / "walk.md"
    document.write_text(WALK)

    asking = command(web, "fix", "walk.md", "--interactive", "--color", "never")
    with closing(Screen(asking, tmp_path)) as screen:
        question = screen.until("? help: ")
        screen.press("1")
        answered = screen.until("? help: ")
        screen.press("s")
        screen.until("? help: ")
        screen.press("e")
        screen.until("(empty: back): ")
        screen.enter("https://ok.example/\n")
        screen.until("? help: ")
        screen.press("i")
        screen.until("? help: ")
        screen.press("q")
        diff = screen.until("y or n: ")
        screen.press(wanted)
        ending = screen.rest()

    assert "1 of 5  walk.md, line 3: take\n" in question
    assert "  1    https://manual.example/tour#requirements\n" in question
    assert answered.startswith("1\n\n2 of 5  walk.md, line 5: skip\n")
    assert "+[handbook](https://moved.example/handbook)\n" in diff
    assert f"Written: {'walk.md' if wanted == 'y' else 'nothing'}.\n" in ending
    assert screen.status == 1
    assert document.read_text() == text


@pytest.fixture
def many(tmp_path: Path) -> list[Path]:
    """Documents that are long enough for their writing to take a while."""
    documents = [tmp_path / f"{number:02}.md" for number in range(6)]
    for path in documents:
        path.write_bytes(OLD)
    return documents


PROSE = b"Words that say nothing, on a line of their own.\n\n" * 2000
OLD = b"[a](https://moved.example/old-handbook)\n\n" + PROSE
NEW = b"[a](https://moved.example/handbook)\n\n" + PROSE


def is_asking(web: PracticeWeb, documents: list[Path]) -> bool:
    return bool(web.requests)


def writes_the_first(web: PracticeWeb, documents: list[Path]) -> bool:
    return any(path.name.startswith(".") for path in documents[0].parent.iterdir())


def has_written_one(web: PracticeWeb, documents: list[Path]) -> bool:
    return documents[0].read_bytes() != OLD


def has_written_half(web: PracticeWeb, documents: list[Path]) -> bool:
    return documents[len(documents) // 2].read_bytes() != OLD


@pytest.mark.parametrize("moment", [is_asking, writes_the_first, has_written_one, has_written_half])
def test_a_kill_leaves_each_document_old_or_new_and_the_next_run_ends_it(
    moment: Callable[[PracticeWeb, list[Path]], bool], many: list[Path]
) -> None:
    names = [path.name for path in many]
    with PracticeWeb() as web:
        with forked.Popen(
            command(web, "fix", *names, "--write", "--quiet"), cwd=many[0].parent
        ) as process:
            try:
                _wait_for(process, lambda: moment(web, many))
            finally:
                process.kill()

        left = [path.read_bytes() for path in many]
        assert set(left) <= {OLD, NEW}
        # One after the other: whatever is new stands before whatever is old.
        assert left == sorted(left, key=lambda content: content == OLD)
        done = linkaudit(web, many[0].parent, "fix", *names, "--write")

    assert done.returncode == 0, done.stderr
    assert {path.read_bytes() for path in many} == {NEW}


def _wait_for(process: forked.Popen[str], condition: Callable[[], bool]) -> None:
    """Until it holds, or until the process has ended by itself."""
    for _ in range(int(LIMIT * 1000)):
        if condition():
            return
        try:
            process.wait(timeout=0.001)
        except subprocess.TimeoutExpired:
            continue
        return
    raise AssertionError("nothing happened")
