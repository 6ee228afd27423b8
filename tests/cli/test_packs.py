"""Packs of one's own: checked, listed, named in a config, and what a run makes of them."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from linkaudit.audit.policy import MAX_PACKS
from linkaudit.cli import main
from linkaudit.rules.packs.load import BUILTIN

OURS = """name = "ours"
read_on = 2026-11-23
hosts = ["docs.acme.example"]

[[entry]]
id = "cog"
kind = "ends"
names = ["Acme Cog"]
date = 2026-01-31
source = "https://docs.acme.example/news"
quote = "Acme Cog ends on January 31, 2026."
"""
MUSEUM = """[[notice]]
id = "museum"
kind = "stale"
says = ["{name} went to a museum."]
means = "it went to a museum"
"""
PACKS = Path(__file__).parents[2] / "src" / "linkaudit" / "rules" / "packs" / "data"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder we are in, with a pack and an article, and a pack beside it."""
    tree = tmp_path / "tree"
    tree.mkdir()
    (tmp_path / "beside.toml").write_text(OURS)
    (tree / "our.toml").write_text(OURS)
    (tree / "a.md").write_text("[the cog](http://docs.acme.example/guide)\n")
    monkeypatch.chdir(tree)
    return tree


def test_a_pack_that_is_fine_is_told_in_a_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", "check", "our.toml"]) == 0
    assert capsys.readouterr().out == (
        "our.toml: fine: 'ours', 1 entry on 1 host, read on 2026-11-23\n"
    )


@pytest.mark.parametrize("name", BUILTIN)
def test_the_packs_that_come_along_are_fine(name: str) -> None:
    assert main(["pack", "check", str(PACKS / name)]) == 0


def test_all_that_is_wrong_with_a_pack_is_told_a_line_each(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    faulty = OURS.replace("date = 2026-01-31\n", "").replace('["docs.acme.example"]', "7")
    (folder / "our.toml").write_text(faulty)

    assert main(["pack", "check", "our.toml"]) == 2
    assert capsys.readouterr().out == (
        "our.toml:3: 'hosts' must be a list of names like \"docs.acme.example\"\n"
        "our.toml:5: entry 'cog': 'date' is missing: the day since when it holds\n"
    )


@pytest.mark.parametrize(
    ("says", "status"),
    [
        ("{name} was formerly known as {now}.", 0),
        ("The gears are discontinued", 0),
        ("The <b>gears</b> & cogs are discontinued.", 0),
        ("The gears were sent to a museum.", 0),
        ("The gears are discontinued. They are read-only now.", 2),
    ],
)
def test_a_sentence_that_no_page_could_say_is_told(
    says: str, status: int, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sentences are kept of a page one by one."""
    notice = f'[[notice]]\nid = "gears"\nkind = "stale"\nsays = ["{says}"]\n'
    (folder / "our.toml").write_text(OURS + notice)

    assert main(["pack", "check", "our.toml"]) == status
    assert ("notice 'gears': a page that says" in capsys.readouterr().out) is bool(status)


def test_a_pack_cannot_write_on_the_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "our.toml").write_text(OURS.replace('id = "cog"', '"\\u001b[31m" = 1'))

    assert main(["pack", "check", "our.toml"]) == 2
    assert "\x1b" not in capsys.readouterr().out


def listed(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    lines = capsys.readouterr().out.split("\n\n")[1].splitlines()
    return {line.split()[0]: line.split(maxsplit=2)[2] for line in lines}


def test_rules_lists_the_packs_with_what_they_hold(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rules", "--pack", "our.toml"]) == 0

    packs = listed(capsys)
    assert list(packs) == ["ours", "aws", "github", "versions"]
    assert packs["ours"] == "1 entry on 1 host, read on 2026-11-23"
    assert packs["versions"].startswith("versions of ")
    assert packs["github"] == "1 notice, 2 moves on 2 hosts, read on 2026-11-23"


def test_a_config_may_name_packs_and_the_command_line_takes_their_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "linkaudit.toml").write_text('packs = ["our.toml"]')
    (folder / "other.toml").write_text(OURS.replace("ours", "other"))

    main(["rules"])
    assert list(listed(capsys)) == ["ours", "aws", "github", "versions"]
    main(["rules", "--pack", "other.toml"])
    assert list(listed(capsys)) == ["other", "aws", "github", "versions"]


@pytest.mark.parametrize("command", [["rules"], ["check", "--no-report", "--offline"]])
@pytest.mark.parametrize(
    "path", ["../beside.toml", "../nothing.toml", "/etc/passwd", "up/beside.toml", "a\\u0000b"]
)
def test_a_config_reads_no_pack_beside_its_folder(
    path: str, command: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Hostile text, part D: the answer is the same whether or not the file exists."""
    (folder / "up").symlink_to("..", target_is_directory=True)
    (folder / "linkaudit.toml").write_text(f'packs = ["{path}"]')

    assert main(command) == 2
    error = capsys.readouterr().err
    assert "'packs' must be in this folder" in error
    assert len(error.splitlines()) == 1


def test_a_named_config_is_held_to_the_same(folder: Path) -> None:
    (folder / "ci.toml").write_text('packs = ["../beside.toml"]')

    assert main(["rules", "--config", "ci.toml"]) == 2


def test_the_command_line_may_name_a_pack_anywhere(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rules", "--pack", "../beside.toml"]) == 0
    assert "ours" in listed(capsys)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--pack", "nope.toml"], ["nope.toml", "no such file", "give"]),
        (["--pack", "a.md"], ["a.md:1", "not TOML"]),
        (["--pack", "our.toml"] * (MAX_PACKS + 1), ["--pack", "21", "more than 20"]),
    ],
)
def test_a_pack_that_cannot_be_used_is_answered_in_one_line(
    arguments: list[str], words: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *arguments, "--offline"]) == 2

    output = capsys.readouterr()
    assert len(output.err.splitlines()) == 1
    assert all(word in output.err for word in words)
    assert not (folder / "reports").exists()


class _Guide(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"<title>Use Acme Cog</title><main><p>A page. Acme Gear went to a museum.</p></main>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: standard error belongs to the command under test."""


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Guide) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("pack", "verdict", "message"),
    [
        ("", "ok", None),
        (OURS, "retired", "Acme Cog ended on 2026-01-31"),
        (OURS.replace("acme.example", "other.example"), "ok", None),
        (f"{OURS.partition('[[')[0]}{MUSEUM}", "stale", "it went to a museum"),
        (OURS.replace("2026-01-31", "2027-01-31"), "retired", "Acme Cog will end on 2027-01-31"),
    ],
)
def test_a_page_is_judged_by_the_pack_that_the_config_names(
    pack: str,
    verdict: str,
    message: str | None,
    port: int,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (folder / "our.toml").write_text(pack)
    (folder / "linkaudit.toml").write_text('packs = ["our.toml"]' if pack else "")

    main([
        "check", "a.md", "--as-of", "2026-11-23", "--no-report", "--no-state", "--format", "json",
        "--connect-to", f"docs.acme.example:80:127.0.0.1:{port}", "--allow-net", "127.0.0.1",
    ])  # fmt: skip

    (link,) = json.loads(capsys.readouterr().out)["links"]
    assert link["verdict"] == verdict
    assert [finding["message"] for finding in link["findings"]] == ([message] if message else [])


# ------------------------------------------------------------------- the list of facts


def test_the_facts_of_all_packs_are_searched(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "linkaudit.toml").write_text('packs = ["our.toml"]\n')

    assert main(["pack", "list", "Acme COG", "--as-of", "2026-12-03"]) == 0
    first, second, last = capsys.readouterr().out.splitlines()
    assert first == "ends  2026-01-31  Acme Cog"
    assert (
        second.strip()
        == "ours/cog, read on 2026-11-23, 10 days ago: https://docs.acme.example/news"
    )
    assert re.fullmatch(r"1 of [\d,]+ facts", last)


def test_the_rules_and_one_link_lead_to_the_list(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rules"]) == 0
    main(["explain", "https://aws.amazon.com/cloudsearch/", "--offline", "--no-state"])

    assert capsys.readouterr().out.count("`linkaudit pack list") == 2
