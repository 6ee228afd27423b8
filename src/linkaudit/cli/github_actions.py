"""What GitHub's runner tells a step in its environment, and the job summary that it takes.

The only reader of `GITHUB_…`; what these variables mean stands in GitHub's documentation of
variables and of workflow commands.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from linkaudit.files.write import append
from linkaudit.model.report import Report
from linkaudit.report import FORMATS, RenderOptions
from linkaudit.report.comment import STEP_LIMIT, truncated


def write_summary(report: Report, root: Path, environment: Mapping[str, str]) -> None:
    """Add the Markdown report to the job summary, where there is one. Raises OutputError."""
    name = environment.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    path = Path(name)
    whole = FORMATS["markdown"].render(report, RenderOptions(source_url(root, environment)))
    append(path, truncated(whole, STEP_LIMIT - _size(path)), "$GITHUB_STEP_SUMMARY")


def _size(path: Path) -> int:
    """What the step has said already counts too."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def source_url(root: Path, environment: Mapping[str, str]) -> str:
    """The URL at which GitHub shows the folder that we run in; empty elsewhere."""
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA", "GITHUB_WORKSPACE")
    server, repository, commit, workspace = (environment.get(name, "") for name in names)
    if not (server and repository and commit and workspace):
        return ""
    if not root.is_relative_to(workspace):
        return ""
    below = root.relative_to(workspace).as_posix()
    return "/".join((server, repository, "blob", commit, *([below] if below != "." else [])))
