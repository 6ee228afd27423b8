"""The scheduled workflow, as a repository gets it and as ours has it.

Text in, text out: the template beside this file, with a way to install and the paths put in.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from importlib.resources import files

PATH = ".github/workflows/linkaudit.yml"
_INSTALL, _PATHS = "@INSTALL@", "@PATHS@"


def workflow(install: str, paths: Sequence[str] = ()) -> str:
    """The workflow that runs the script `install` and audits `paths`, or what the config says."""
    template = files(__package__).joinpath("workflow.yml").read_text(encoding="utf-8")
    words = "".join(f" {shlex.quote(path)}" for path in paths)
    [indent] = re.findall(rf"^( +){_INSTALL}$", template, re.M)
    script = install.replace("\n", f"\n{indent}")
    return template.replace(_INSTALL, script).replace(_PATHS, words)
