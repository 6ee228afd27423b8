"""What GitHub's runner tells a step in its environment, and the reports that GitHub has room for.

The only reader of `GITHUB_…`; what these variables mean stands in GitHub's documentation of
variables and of workflow commands.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from linkaudit.files.write import append
from linkaudit.model.report import Report
from linkaudit.report.markdown import report as markdown
from linkaudit.report.markdown.truncate import COMMENT_LIMIT, STEP_LIMIT, truncated
from linkaudit.text.workflow_commands import escape_commands_within


def write_summary(report: Report, root: Path, environment: Mapping[str, str]) -> None:
    """Add the Markdown report to the job summary, where there is one. Raises OutputError."""
    name = environment.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    path = Path(name)
    whole = markdown.render(report, _shown_at(root, environment))
    append(path, truncated(whole, STEP_LIMIT - _size(path)), "$GITHUB_STEP_SUMMARY")


def comment(report: Report, root: Path, environment: Mapping[str, str]) -> str:
    """The Markdown report, as much of it as an issue or a comment takes."""
    whole = markdown.render(report, _shown_at(root, environment))
    # It may be printed in a step, where the runner reads it.
    return truncated(escape_commands_within(whole), COMMENT_LIMIT)


def _size(path: Path) -> int:
    """What the step has said already counts too."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _shown_at(root: Path, environment: Mapping[str, str]) -> str:
    """The page of the folder that we run in: these lie in none, so no path leads out of it."""
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA", "GITHUB_WORKSPACE")
    server, repository, commit, workspace = (environment.get(name, "") for name in names)
    if not (server and repository and commit and workspace):
        return ""
    if not root.is_relative_to(workspace):
        return ""
    below = root.relative_to(workspace).as_posix()
    return "/".join((server, repository, "blob", commit, *([below] if below != "." else [])))
