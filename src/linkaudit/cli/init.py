"""`linkaudit init`: a config and a scheduled workflow, converted from another checker's config.

Asks nothing; writes two files at most, in this folder, and overwrites none.
"""

from __future__ import annotations

import io
import os
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import click

from linkaudit.errors import UsageError
from linkaudit.extract.registry import SUFFIXES
from linkaudit.files.read import discover
from linkaudit.files.write import write
from linkaudit.init.config_text import config_text
from linkaudit.init.install_command import DISTRIBUTION, Install, Missing, installing
from linkaudit.init.peer_configs import PeerConfig, joined, read_peer_configs
from linkaudit.init.repository import Repository, inspect, where
from linkaudit.init.workflow import PATH as WORKFLOW
from linkaudit.init.workflow import workflow
from linkaudit.settings.table import CONFIG_KEYS
from linkaudit.text.numbers import plural
from linkaudit.text.redact import redact, shown
from linkaudit.text.workflow_commands import escape_commands
from linkaudit.version import VERSION

CONFIG = "linkaudit.toml"


@click.command()
@click.option("--dry-run", is_flag=True, help="Show the files without writing them")
@click.option("--force", is_flag=True, help="Overwrite existing files")
def init(*, dry_run: bool, force: bool) -> int:
    """Write a config and a scheduled workflow; convert the config of another checker.

    Reads lychee.toml, .lycheeignore, the JSON of markdown-link-check and the linkcheck settings of
    Sphinx's conf.py, and lists all that it cannot convert. The workflow is for GitHub;
    docs/ci.md has examples for other systems.
    """
    root = Path.cwd()
    place, said = inspect(root), read_peer_configs(root)
    files = {CONFIG: _config(root, said)}
    install = _install(root)
    if place.is_on_github:
        files[WORKFLOW] = workflow(install.step)
    if not dry_run:
        _refuse_to_harm(root, files, force=force)
    for name, text in files.items():
        if dry_run:
            click.echo(f"--- {name}\n{_harmless(text)}")
        else:
            write(root / name, text, "folder")
            click.echo(f"Wrote {name}")
    for line in _told(place, said, install):
        click.echo(escape_commands(shown(line)))
    return 0


def _config(root: Path, said: Sequence[PeerConfig]) -> str:
    settings = joined(said)
    remarks = [f"Documents here: {_documents(root)}"]
    for one in said:
        if one.keys:
            remarks.append(f"From {one.file}: {', '.join(one.keys)}")
        remarks += [f"Not taken over from {one.file}: {left.key}: {left.why}" for left in one.left]
    return config_text(CONFIG_KEYS.values(), settings, remarks)


def _documents(root: Path) -> str:
    try:
        found = discover((), root, io.BytesIO(), SUFFIXES)
    except UsageError:
        return "none yet"
    return where([document.path for document in found.documents])


def _refuse_to_harm(root: Path, files: Mapping[str, str], *, force: bool) -> None:
    """Raises UsageError if a file exists, or would be written outside this folder."""
    from linkaudit.settings.config_file import load  # after all else: it reads what may be wrong

    for name in files:
        path = root / name
        # realpath and not resolve, which some Pythons end with a RuntimeError on a circle of links.
        if not Path(os.path.realpath(path.parent)).is_relative_to(os.path.realpath(root)):
            raise UsageError(f"{name}: its folder is a link out of this one; remove the link")
        if not force and (path.exists() or path.is_symlink()):
            raise UsageError(
                f"{name}: exists; overwrite it with --force, or see the new one with --dry-run"
            )
    if not force and load(None, root).table:
        raise UsageError("pyproject.toml: has [tool.linkaudit], which linkaudit.toml would hide; "
                         "remove it, or use --force")  # fmt: skip


def _told(place: Repository, said: Sequence[PeerConfig], install: Install | Missing) -> list[str]:
    lines = [f"From {one.file}: {', '.join(one.keys)}" for one in said if one.keys]
    left = [(one.file, item) for one in said for item in one.left]
    if left:
        lines.append(f"Not taken over, {plural(len(left), 'setting')}:")
        lines += [f"  {file}: {item.key}: {item.why}" for file, item in left]
    if place.is_on_github and isinstance(install, Missing):
        lines.append(f"To do: {install.why}. Write into the step `Install linkaudit` of {WORKFLOW} "
                     "how to install it; until then the workflow fails")  # fmt: skip
    if place.is_on_gitlab:
        lines.append("No workflow: on GitLab, docs/ci.md has a job for .gitlab-ci.yml")
    elif not place.is_on_github:
        lines.append("No workflow: no remote on GitHub; docs/ci.md has examples for other systems")
    return [*lines, "Next: linkaudit check"]


def _install(root: Path) -> Install | Missing:
    try:
        installed = distribution(DISTRIBUTION)
    except PackageNotFoundError:
        return Missing("linkaudit runs from its source here, and is not installed")
    return installing(installed.read_text("direct_url.json"), VERSION, root)


def _harmless(text: str) -> str:
    """Text that is safe in a log; files are written as they are."""
    return "\n".join(escape_commands(redact(line)) for line in text.splitlines())
