"""The scheduled workflow's own shell, run on the practice web, and what it leaves to upload."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from linkaudit.report.comment import COMMENT_LIMIT, STEP_LIMIT
from tests import reference
from tests.places.steps import ROOT, WORKFLOW, put_on_path, read, run, shell_of, steps
from tests.unit.report.test_sarif import flaws, needs_schema
from tests.web.server import PracticeWeb

OURS = read(WORKFLOW)
NAMES = ("report.md", "report.html", "links.sarif", "links.json", "comment.md")


@pytest.fixture(scope="module")
def web() -> Iterator[PracticeWeb]:
    with PracticeWeb() as running:
        yield running


class Audit:
    """The step `Audit` on the practice web, in a copy of the repository's article."""

    def __init__(self, web: PracticeWeb, folder: Path) -> None:
        self.folder = folder
        self.output, self.summary = folder / "output", folder / "summary"
        shutil.copytree(ROOT / "article", folder / "article")
        linkaudit = shlex.join([sys.executable, "-P", "-m", "linkaudit"])
        options = shlex.join([*web.options(), "--as-of", "2026-11-23", "--retries", "1"])
        self.calls = folder / "calls"
        self.path = put_on_path(
            folder / "bin",
            "linkaudit",
            f'echo "$*" >> {shlex.quote(str(self.calls))}\nexec {linkaudit} "$@" {options}',
        )

    def run(self, event: str) -> str:
        """Runs it; returns the status that it hands on."""
        done = run(
            shell_of(OURS, "audit", "Audit"),
            self.folder,
            {"github.event_name": event},
            {
                "PATH": self.path,
                "GITHUB_OUTPUT": str(self.output),
                "GITHUB_STEP_SUMMARY": str(self.summary),
            },
        )
        assert done.returncode == 0, done.stderr
        self.log = done.stdout
        return self.output.read_text().splitlines()[-1]


@pytest.fixture(scope="module")
def scheduled(web: PracticeWeb, tmp_path_factory: pytest.TempPathFactory) -> Audit:
    audit = Audit(web, tmp_path_factory.mktemp("scheduled"))
    assert audit.run("schedule") == "status=1"
    return audit


def test_findings_do_not_end_the_step_before_its_files_are_kept(scheduled: Audit) -> None:
    assert sorted(p.name for p in (scheduled.folder / "link-report").iterdir()) == sorted(NAMES)
    assert (scheduled.folder / ".linkaudit" / "state.sqlite3").stat().st_size > 0
    assert scheduled.log.startswith("::error file=article/recap.md,")


@needs_schema
def test_what_goes_to_code_scanning_is_sound(scheduled: Audit) -> None:
    log = json.loads((scheduled.folder / "link-report" / "links.sarif").read_text())

    assert flaws(log) == []
    assert len(log["runs"][0]["results"]) > 40


def test_the_summary_and_the_issue_are_below_what_github_takes(scheduled: Audit) -> None:
    comment = (scheduled.folder / "link-report" / "comment.md").read_text()

    assert 0 < scheduled.summary.stat().st_size <= STEP_LIMIT
    assert len(comment) <= COMMENT_LIMIT
    assert "Not ready to republish" in comment


def test_the_next_run_takes_up_what_this_one_saw(scheduled: Audit) -> None:
    first = json.loads((scheduled.folder / "link-report" / "links.json").read_text())
    scheduled.run("schedule")

    again = json.loads((scheduled.folder / "link-report" / "links.json").read_text())
    since = [n["first_failed_at"] for n in first["links"] if n["verdict"] == "dead"]
    assert since
    assert since == [n["first_failed_at"] for n in again["links"] if n["verdict"] == "dead"]
    assert again["started_at"] > max(since)


def test_a_pull_request_is_judged_without_a_state_that_may_be_a_strangers(
    web: PracticeWeb, tmp_path: Path
) -> None:
    audit = Audit(web, tmp_path)

    assert audit.run("pull_request") == "status=1"

    assert not (tmp_path / ".linkaudit").exists()
    assert "--no-state" in audit.calls.read_text()


@pytest.mark.parametrize("status", ["0", "1", "3", "70"])
def test_the_job_ends_as_the_audit_did(status: str, tmp_path: Path) -> None:
    last = steps(OURS, "audit")[-1]

    done = run(last, tmp_path, {"steps.audit.outputs.status": status}, {})

    assert str(done.returncode) == status


# ------------------------------------------------------------------- the issue

GH = """
echo "$*" >> {calls}
if [ "$1 $2" = "issue list" ]; then echo {number}; fi
"""


@pytest.mark.parametrize(
    ("number", "status", "expected"),
    [
        ("", "0", []),
        ("", "1", ["label create linkaudit", "issue create --label linkaudit"]),
        ("7", "0", ["issue edit 7", "issue close 7"]),
        ("7", "1", ["issue edit 7", "issue reopen 7"]),
    ],
)
def test_one_issue_is_kept_up_to_date(
    number: str, status: str, expected: list[str], tmp_path: Path
) -> None:
    calls = tmp_path / "calls"
    path = put_on_path(tmp_path / "bin", "gh", GH.format(calls=calls, number=number))
    filled = {
        "github.token": "t0ken",
        "github.repository": "acme/docs",
        "needs.audit.outputs.status": status,
    }

    done = run(
        shell_of(OURS, "issue", "Keep one issue up to date"), tmp_path, filled, {"PATH": path}
    )

    listed, *made = calls.read_text().splitlines()
    assert done.returncode == 0, done.stderr
    assert listed.startswith("issue list --state all --label linkaudit --app github-actions")
    assert len(made) == len(expected)
    for call, words in zip(made, expected, strict=True):
        assert call.startswith(words)
        is_written = words.startswith(("issue edit", "issue create"))
        assert ("--body-file link-report/comment.md" in call) == is_written


# --------------------------------------------------------------- what it may do


def test_ours_is_what_any_repository_gets() -> None:
    assert WORKFLOW.read_text(encoding="utf-8") == reference.own_workflow(), (
        "run `python -m tests.reference`"
    )


def test_a_job_may_write_one_thing_at_most_and_only_what_it_is_for() -> None:
    assert OURS["permissions"] == {}
    assert {
        name: [what for what, may in job["permissions"].items() if may == "write"]
        for name, job in OURS["jobs"].items()
    } == {"audit": [], "code-scanning": ["security-events"], "issue": ["issues"]}


def test_nothing_secret_is_named_but_the_token_of_the_issue() -> None:
    text = WORKFLOW.read_text(encoding="utf-8")

    assert "secrets." not in text
    assert text.count("github.token") == 1
    assert "github.token" in str(OURS["jobs"]["issue"])


@pytest.mark.parametrize("job", ["audit", "code-scanning", "issue"])
def test_only_a_run_of_our_own_keeps_what_it_saw(job: str) -> None:
    """A cache that a pull request could write would be believed by the next one."""
    for step in steps(OURS, job):
        if step.get("uses", "").startswith("actions/cache/"):
            assert "github.event_name != 'pull_request'" in step["if"]


def test_what_is_uploaded_is_what_the_audit_wrote() -> None:
    [upload] = [s for s in steps(OURS, "audit") if "upload-artifact" in s.get("uses", "")]
    [sarif] = [s for s in steps(OURS, "code-scanning") if "upload-sarif" in s.get("uses", "")]
    audit: Any = shell_of(OURS, "audit", "Audit")["run"]

    assert upload["with"]["path"] == "link-report/"
    assert f"sarif={sarif['with']['sarif_file']}" in audit
    assert set(re.findall(r"link-report/([\w.]+)", audit)) == set(NAMES)
