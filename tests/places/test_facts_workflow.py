"""The weekly workflow on facts: its shell, run with other programs in the place of pip and gh."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest

from linkaudit.refresh.as_toml import HEAD
from linkaudit.text import toml
from tests.places.steps import FACTS, ROOT, put_on_path, read, run, shell_of

OURS = read(FACTS)
LINKAUDIT = """
echo "$*" >> {calls}
echo '{candidates}'
echo 'linkaudit: {told}' >&2
exit {status}
"""


def looked(
    folder: Path, told: str = "botocore: 2 models", known: str = "", status: int = 0
) -> tuple[int, str]:
    """The status and the output of the step that looks for candidates."""
    for name in (
        *("older/botocore-1.29.0-py3.whl", "newer/botocore-2.0-py3.whl"),
        *("older/policy_sentry-0.8.0.7-py3.whl", "older/policy_sentry-0.13.0-py3.whl"),
        *("newer/policy_sentry-0.20.0-py3.whl", "docs/candidates.toml"),
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    (folder / "docs" / "candidates.toml").write_text(known)
    program = LINKAUDIT.format(calls=folder / "calls", candidates="# cog", told=told, status=status)
    path = put_on_path(folder / "bin", "linkaudit", program)
    output = folder / "output"
    output.touch()
    step = shell_of(OURS, "refresh", "Look for candidates")
    done = run(step, folder, {}, {"PATH": path, "GITHUB_OUTPUT": str(output)})
    return done.returncode, output.read_text()


@pytest.mark.parametrize(
    ("known", "expected"), [("", "changed=true\n"), ("# cog\n", "changed=false\n")]
)
def test_only_other_candidates_than_those_seen_are_news(
    known: str, expected: str, tmp_path: Path
) -> None:
    assert looked(tmp_path, known=known) == (0, expected)

    [call] = (tmp_path / "calls").read_text().splitlines()
    assert re.findall(r"--(?:botocore|policy-sentry) (\S+) (\S+)", call) == [
        ("older/botocore-1.29.0-py3.whl", "newer/botocore-2.0-py3.whl"),
        ("older/policy_sentry-0.8.0.7-py3.whl", "newer/policy_sentry-0.20.0-py3.whl"),
        ("older/policy_sentry-0.13.0-py3.whl", "newer/policy_sentry-0.20.0-py3.whl"),
    ]


@pytest.mark.parametrize(
    ("told", "status"), [("not read: landing page: no answer", 0), ("a bug of ours", 70)]
)
def test_a_source_that_was_not_read_ends_the_job_before_a_pull_request(
    told: str, status: int, tmp_path: Path
) -> None:
    assert looked(tmp_path, told=told, status=status) == (1, "")


GH = """
echo "$*" >> {calls}
case "$*" in
  *"/blobs "*) cat content > {sent}; echo b10b;;
  *"/commits/"*) echo 01d7;;
  *"/trees "*) echo 7ee;;
  *"/commits "*) echo c0de;;
  *"-X PATCH"*) exit {missing};;
  "pr list"*) echo {number};;
esac
"""


@pytest.mark.parametrize(
    ("number", "missing", "expected"),
    [
        ("", 1, ["git/refs -f ref=refs/heads/facts/candidates -f sha=c0de", "pr create"]),
        ("7", 0, ["pr edit 7"]),
        ("", 0, ["pr create"]),
    ],
)
def test_one_pull_request_is_kept_up_to_date(
    number: str, missing: int, expected: list[str], tmp_path: Path
) -> None:
    (tmp_path / "candidates").mkdir()
    (tmp_path / "candidates" / "candidates.toml").write_text("# cög\n")
    (tmp_path / "candidates" / "sources.txt").write_text("linkaudit: botocore: 2 models\n")
    calls, sent = tmp_path / "calls", tmp_path / "sent"
    program = GH.format(calls=calls, sent=sent, missing=missing, number=number)
    filled = {
        "github.token": "t0ken",
        "github.repository": "acme/linkaudit",
        "github.event.repository.default_branch": "main",
        "github.sha": "5a5a",
    }
    step = shell_of(OURS, "pull-request", "Keep one pull request up to date")

    done = run(step, tmp_path, filled, {"PATH": put_on_path(tmp_path / "bin", "gh", program)})

    made = calls.read_text().splitlines()
    assert done.returncode == 0, done.stderr
    assert base64.b64decode(sent.read_text()) == "# cög\n".encode()
    assert "-f base_tree=01d7 -f tree[][path]=docs/candidates.toml" in made[2]
    assert "-f tree[][sha]=b10b" in made[2]
    assert "-f tree=7ee -f parents[]=5a5a" in made[3]
    assert "-X PATCH repos/acme/linkaudit/git/refs/heads/facts/candidates -f sha=c0de" in made[4]
    left = [call for call in made[5:] if not call.startswith("pr list")]
    assert len(left) == len(expected)
    assert all(words in call for words, call in zip(expected, left, strict=True))
    assert "botocore: 2 models" in (tmp_path / "body.md").read_text()
    assert "t0ken" not in f"{done.stdout}{done.stderr}{made}"


def test_only_the_job_that_has_no_code_may_write() -> None:
    may = {name: job["permissions"] for name, job in OURS["jobs"].items()}

    assert OURS["permissions"] == {}
    assert may == {
        "refresh": {"contents": "read"},
        "pull-request": {"contents": "write", "pull-requests": "write"},
    }
    assert not any("checkout" in str(step) for step in OURS["jobs"]["pull-request"]["steps"])
    assert "secrets." not in FACTS.read_text(encoding="utf-8")


def test_the_older_packages_are_pinned_by_their_hashes() -> None:
    lines = (ROOT / ".github" / "older-packages.txt").read_text().splitlines()

    assert [line.split("==")[0] for line in lines] == ["botocore", "policy_sentry", "policy_sentry"]
    assert all(re.fullmatch(r"\S+==[\d.]+ --hash=sha256:[0-9a-f]{64}", line) for line in lines)


def test_what_was_seen_is_as_a_refresh_writes_it() -> None:
    text = (ROOT / "docs" / "candidates.toml").read_text(encoding="utf-8")

    assert text.startswith(HEAD)
    assert set(toml.parse(text)) <= {"entry"}
