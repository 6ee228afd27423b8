"""What is secret in a URL is sent where it belongs and told nobody, section B."""

import sys
from pathlib import Path

import pytest

from linkaudit.report import FORMATS
from tests import forked
from tests.unit.secrets import SECRETS
from tests.web.misbehaving import MisbehavingWeb
from tests.web.misbehaving_redirects import location
from tests.web.misbehaving_run import with_names, with_tests
from tests.web.misbehaving_talk import HEALTHY, NOTHING_THERE, Talk, page, says

SECRET = "hush"
"""Part of every password and token here, and of nothing else."""

DOCUMENT = """
[password](http://me:hush-1@fine.example/a)
[token](http://fine.example/b?x=1&token=hush-2)
[gone](http://me:hush-3@gone.example/c?api_key=hush-4#access_token=hush-5)
[moved](http://moved.example/d)
[refreshed](http://refreshed.example/e)
[refused](http://me:hush-6@127.0.0.2/f?password=hush-7)
[file](file://me:hush-8@fine.example/g)
[bad port](http://me:hush-9@fine.example:x/h)
[nobody](http://me:hush-10@nobody.example:9/i)
[bad redirect](http://astray.example/j)
[http://me:hush-11@fine.example/?sig=hush-12](http://fine.example/k)
<http://me:hush-13@fine.example/l> and http://fine.example/m?access_key=hush-14
<!-- linkaudit: ignore ?token=hush-26 -->
[scheme](//me:hush-15@fine.example/n) [local](missing.md?token=hush-16)
[undefined http://me:hush-17@fine.example/][http://me:hush-18@fine.example/]
"""
# As a destination in `<…>`, and as text: what has blanks or such brackets ends there before.
SPELT = "".join(
    f"- [x](<{text}>) and [moved](http://moved.example/d) and {text}\n"
    for text in SECRETS
    if not set(text) & set(" <>")
)
_TO = b"http://me:hush-20@fine.example/new?token=hush-21#token=hush-22"


async def echo(talk: Talk) -> None:
    """A page whose own words repeat what it was asked for."""
    words = f"You asked for http://me:hush-23@fine.example{talk.asked.target}: it was archived."
    await talk.say(page(words, words))


HOSTS = {
    "fine.example": echo,
    "gone.example": NOTHING_THERE,
    "moved.example": says(location(_TO, 301)),
    "astray.example": says(location(b"http://me:hush-24@fine.example:99999/?token=hush-25")),
    "refreshed.example": says(
        page("Moving", head=f'<meta http-equiv="refresh" content="0; url={_TO.decode()}">')
    ),
    "healthy.example": says(HEALTHY),
}


@pytest.mark.parametrize("command", [("check", "--max-age", "1d"), ("links",)], ids=" ".join)
def test_no_secret_gets_out_by_any_way(command: tuple[str, ...], tmp_path: Path) -> None:
    """Twice, so that what is remembered is told too; every file that a run makes is read."""
    source = tmp_path / "a.md"
    source.write_text(DOCUMENT)
    formats = [f"--format={name}=out/{name}" for name in FORMATS]
    asked_for = [*formats, "--verbose", "--color=always", "--retries=0"]

    with MisbehavingWeb(HOSTS) as web:
        options = [*asked_for, *web.options()] if command[0] == "check" else []
        line = [sys.executable, "-m", *with_names(tmp_path / "names.log"), *command, "a.md"]
        runs = [
            forked.run(
                [*line, *options], cwd=tmp_path, capture_output=True, check=False, env=with_tests()
            )
            for _ in range(2)
        ]

    assert [run.returncode for run in runs] == [int(command[0] == "check")] * 2
    told = {f"run {n}": run.stdout + run.stderr for n, run in enumerate(runs)}
    made = {p.name: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file() and p != source}
    assert {"state.sqlite3", *(FORMATS if command[0] == "check" else ())} <= set(made)
    assert [name for name, text in {**told, **made}.items() if SECRET.encode() in text] == []
    assert b"***" in told["run 0"]


def test_no_spelling_of_a_secret_gets_out_of_any_command(tmp_path: Path) -> None:
    """Reports, list, diff and log of a document that has each spelling as a link and as text."""
    source = tmp_path / "a.md"
    source.write_text(SPELT, encoding="utf-8")
    quiet = ("--verbose", "--retries=0", "--timeout=5")

    with MisbehavingWeb(HOSTS) as web:
        runs = {
            name: _run(tmp_path, name, *options)
            for name, options in {
                "check": (
                    *(f"--format={name}=out/{name}" for name in FORMATS),
                    *quiet,
                    *web.options(),
                ),
                "links": (),
                "fix": ("--uncertain", *quiet, *web.options()),
            }.items()
        }

    made = {p.name: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file() and p != source}
    assert {"state.sqlite3", *FORMATS} <= set(made)
    assert b"+++ b/a.md" in runs["fix"]
    assert [name for name, text in {**runs, **made}.items() if SECRET.encode() in text] == []


def _run(folder: Path, *arguments: str) -> bytes:
    """What a command says of `a.md`."""
    line = [sys.executable, "-m", *with_names(folder / "names.log"), arguments[0], "a.md"]
    run = forked.run(
        [*line, *arguments[1:]], cwd=folder, capture_output=True, check=False, env=with_tests()
    )
    assert run.returncode in (0, 1), run.stderr
    return run.stdout + run.stderr


def test_a_request_carries_what_is_in_the_query_and_logs_in_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(DOCUMENT)

    with MisbehavingWeb(HOSTS) as web:
        line = [sys.executable, "-m", *with_names(tmp_path / "names.log"), "check", "a.md"]
        forked.run(
            [*line, *web.options()],
            cwd=tmp_path,
            capture_output=True,
            check=False,
            env=with_tests(),
        )

    targets = {asked.target for asked in web.asked}
    assert {"/b?x=1&token=hush-2", "/c?api_key=hush-4", "/new?token=hush-21"} <= targets
    assert not {"authorization", "cookie"} & {name for a in web.asked for name in a.headers}
