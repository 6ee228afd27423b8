"""Hosts of the reader's own and of examples, through the command line; none of them is asked."""

import json
from pathlib import Path

import pytest

from linkaudit.cli import main
from tests.cli.trees import fill

OPEN = (
    *("http://localhost:3000", "http://127.0.0.1:8000/", "http://0.0.0.0:8080", "http://[::1]:9000/"),
    *("http://192.168.1.10/", "http://192.0.2.1/", "http://app.localhost:3000/", "http://nas.local/"),
    *("https://api.example.org/v1", "https://foo.example/", "https://a.test/", "https://a.invalid/"),
    *("http://host.docker.internal/", "http://abcdefghijklmnop.onion/", "http://myserver/"),
)  # fmt: skip
HIDDEN = (
    "http://127.1:3000/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://[::ffff:127.0.0.1]/",
)


def checked(
    capsys: pytest.CaptureFixture[str], *options: str
) -> tuple[int, dict[str, tuple[str, str]]]:
    """Exit status; and by URL, the verdict and the message."""
    status = main(["check", "a.md", "--no-report", "--no-state", "--format", "json", *options])
    links = json.loads(capsys.readouterr().out)["links"]
    return status, {
        link["url"]: (link["verdict"], link["findings"][0]["message"]) for link in links
    }


def test_what_a_readme_openly_means_for_its_reader_fails_no_run(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """UmbrellaDocs/linkspector#138, markdown-link-check#185 and #221, lychee#551."""
    fill(tree, {"a.md": "".join(f"<{url}>\n\n" for url in OPEN)})

    status, found = checked(capsys)

    assert status == 0
    assert {verdict for verdict, _ in found.values()} == {"skipped"}
    assert all(message.startswith("not checked: ") for _, message in found.values())
    assert set(found) == set(OPEN)


def test_what_hides_this_machine_is_refused(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tree, {"a.md": "".join(f"[a]({url})\n\n" for url in HIDDEN)})

    status, found = checked(capsys)

    assert status == 1
    assert {verdict for verdict, _ in found.values()} == {"refused"}


def test_ready_is_not_said_of_what_was_not_verified(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The contract: "Ready to republish" only where every link was verified."""
    fill(tree, {"a.md": "<http://localhost:3000>, <https://api.example.org/v1>, [b](a.md)\n"})

    assert main(["check", "a.md", "--no-report", "--no-state"]) == 0

    said = capsys.readouterr().out
    assert "Ready to republish" not in said
    assert "2 of 3 links could not be verified: 2 for local use or examples" in said
