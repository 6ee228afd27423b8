"""No module of the checked tree is imported: not by a command, and not by what it starts.

The tree holds a trap for every name of the standard library and of all that is installed. A trap
leaves a mark as soon as it is imported.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from ast import literal_eval
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

CONSOLE_SCRIPT = str(Path(sys.executable).with_name("linkaudit"))
NAMES = sorted(
    {
        *(name for name in sys.stdlib_module_names if name != "__main__"),
        *(name for name in packages_distributions() if name.isidentifier()),
        *("linkaudit", "sitecustomize", "usercustomize", "conftest", "setup", "site-packages"),
    }
)
WAYS_IN = {
    # The hook, the image, and the workflow that `init` writes come this way.
    "console script": [CONSOLE_SCRIPT],
    # The action comes this way.
    "-P -m": [sys.executable, "-P", "-m", "linkaudit"],
    "console script, -E": [sys.executable, "-E", CONSOLE_SCRIPT],
    "-I -m": [sys.executable, "-I", "-m", "linkaudit"],
    "-E -P -m": [sys.executable, "-E", "-P", "-m", "linkaudit"],
}
COMMANDS = {
    "check": ["check", "--offline", "--no-state", "--report", "../report.md"],
    "check, all formats": [
        *("check", "a.md", "--offline", "--state", "../state.sqlite3", "--no-report"),
        *(f"--format={name}=../x.{name}" for name in ("json", "sarif", "junit", "html", "csv")),
    ],
    "check, the web": ["check", "web.md", "--no-state", "--no-report"],
    "links": ["links"],
    "fix": ["fix", "--offline"],
    "explain": ["explain", "http://a.example/", "--no-state"],
    "rules": ["rules"],
    "one rule": ["rules", "gone"],
    "history": ["history", "a.md"],
    "init": ["init", "--force"],
    "pack check": ["pack", "check", "facts.toml"],
    "version": ["--version"],
    "wrong": ["check", "--no-such-option"],
}
# `python -m` starts itself again with `-P -m`, and a test below has it do so with every command.
# What it cannot be shown there, Python has imported before either looks at a folder.
CASES = [
    *(("console script", command) for command in COMMANDS),
    *((way, "check") for way in WAYS_IN if way != "console script"),
]
ASKING = frozenset({"check, the web", "explain"})
"""Those that ask, and so import all that speaks to the network; nothing answers them."""

STARTING_WORKERS = frozenset({"check", "links", "fix"})
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
# A trap imports nothing itself, and ends what has stepped into it.
TRAP = "open({mark!r}, 'w').close()\nraise ImportError('a trap')\n"
# On PYTHONPATH, outside the tree: notes how each Python of a run was started.
SPY = "import sys\nwith open({log!r}, 'a') as log: log.write(repr(sys.orig_argv) + '\\n')\n"


class Tree:
    """A checked folder, what was imported from it, and which Pythons ran in it."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "tree"
        self.marks = root / "marks"
        self.log = root / "started"
        for folder in (self.folder, self.marks, root / "spy"):
            folder.mkdir()
        (root / "spy" / "sitecustomize.py").write_text(SPY.format(log=str(self.log)))
        self._environment = {
            **ENVIRONMENT,
            "PYTHONPATH": str(root / "spy"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "HOME": str(root),
        }

    def trap(self, names: Sequence[str]) -> None:
        for name in names:
            trap = TRAP.format(mark=str(self.marks / name))
            (self.folder / f"{name}.py").write_text(trap)
            # A folder of the name comes before the file; one name as such is enough to see that.
            if name in ("linkaudit", "multiprocessing"):
                (self.folder / name).mkdir()
                (self.folder / name / "__init__.py").write_text(trap)
                (self.folder / name / "__main__.py").write_text(trap)

    def run(self, command: Sequence[str], said: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self._environment,
            input=said,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def sprung(self) -> list[str]:
        return sorted(mark.name for mark in self.marks.iterdir())

    @property
    def started(self) -> str:
        return self.log.read_text() if self.log.exists() else ""


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    tree = Tree(tmp_path)
    for n in range(10):
        # More than the 750,000 characters from which on other processes help.
        (tree.folder / f"d{n}.md").write_text("word " * 18_400 + f"[x](d{(n + 1) % 10}.md)\n")
    (tree.folder / "a.md").write_text("[b](d0.md) [gone](gone.md) https://a.example/\n")
    (tree.folder / "web.md").write_text("[a](http://a.example/)\n")
    (tree.folder / "facts.toml").write_text('[pack]\nid = "facts"\n')
    (tree.folder / ".git").mkdir()
    (tree.folder / ".git" / "config").write_text(
        '[remote "origin"]\n\turl = https://github.com/some/body\n'
    )
    return tree


@pytest.fixture(scope="session")
def deaf() -> Iterator[Mapping[str, list[str]]]:
    """Options that send every request to a port of this machine where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        yield {
            name: [
                *("--connect-to", f"::127.0.0.1:{port}", "--allow-net", "127.0.0.0/8"),
                *("--retries", "0"),
            ]
            for name in ASKING
        }


@pytest.mark.parametrize(("way", "command"), CASES)
def test_no_command_imports_anything_from_the_checked_tree(
    way: str, command: str, tree: Tree, deaf: Mapping[str, list[str]]
) -> None:
    """The tree shadows the standard library, all that is installed, and linkaudit."""
    tree.trap(NAMES)

    done = tree.run([*WAYS_IN[way], *COMMANDS[command], *deaf.get(command, ())])

    assert tree.sprung == []
    assert done.returncode in (0, 1, 2, 3), done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="session")
def early(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """What Python imports for any `-m`, before the first line of what it is to run."""
    folder = tmp_path_factory.mktemp("early")
    (folder / "probe").mkdir()
    (folder / "probe" / "__init__.py").touch()
    (folder / "probe" / "__main__.py").write_text("import sys\nprint(*sys.modules)\n")
    done = subprocess.run(
        [sys.executable, "-m", "probe"],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=True,
    )
    return frozenset(name.partition(".")[0] for name in done.stdout.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_python_m_looks_in_the_checked_tree_no_more_once_it_is_linkaudit_that_runs(
    command: str, tree: Tree, deaf: Mapping[str, list[str]], early: frozenset[str]
) -> None:
    """Nobody can prevent what Python imports before; docs/security.md says so."""
    tree.trap([name for name in NAMES if name not in {*early, "linkaudit"}])

    tree.run([sys.executable, "-m", "linkaudit", *COMMANDS[command], *deaf.get(command, ())])

    assert tree.sprung == []
    assert len(early & set(NAMES)) < 60


def test_a_linkaudit_of_the_trees_own_wins_over_python_m_and_not_over_its_safe_form(
    tree: Tree,
) -> None:
    tree.trap(["linkaudit"])

    assert tree.run([sys.executable, "-P", "-m", "linkaudit", "rules"]).returncode == 0
    assert tree.sprung == []
    tree.run([sys.executable, "-m", "linkaudit", "rules"])
    assert tree.sprung == ["linkaudit"]


def test_python_m_starts_itself_again_once_with_all_that_it_was_given(tree: Tree) -> None:
    """Options of Python's own, odd arguments, standard input and the exit status."""
    options = ["-X", "utf8", "-W", "error", "-m", "linkaudit"]
    done = tree.run(
        [sys.executable, *options, "links", "-", "--exclude", "é '\"$(x)", "--format=json"],
        said="[a](http://a.example/)\n",
    )

    assert '"http://a.example/"' in done.stdout, done.stderr
    assert done.returncode == 0
    started = [literal_eval(line) for line in tree.started.splitlines()]
    assert [argv[1:3] for argv in started] == [["-X", "utf8"], ["-P", "-X"]]
    assert started[0][1:] == started[1][2:]
    assert tree.run([sys.executable, "-m", "linkaudit", "check", "gone.md"]).returncode == 2


def test_on_windows_the_folder_is_left_without_another_process(tree: Tree) -> None:
    """There the console would come back before the audit has ended."""
    tree.trap(["json", "click"])
    program = "from linkaudit.__main__ import leave_the_folder as f; f('nt'); import json, click"

    done = tree.run([sys.executable, "-c", program])

    assert (done.returncode, done.stderr) == (0, "")
    assert tree.sprung == []
    assert len(tree.started.splitlines()) == 1


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core starts no workers")
@pytest.mark.parametrize("command", sorted(STARTING_WORKERS))
def test_there_were_workers_that_could_have_stepped_into_a_trap(command: str, tree: Tree) -> None:
    """What the test above shows is worth something only where other processes were started."""
    tree.run([CONSOLE_SCRIPT, *COMMANDS[command]])

    assert "multiprocessing.spawn" in tree.started
    assert "multiprocessing.resource_tracker" in tree.started


def test_a_trap_leaves_a_mark(tree: Tree) -> None:
    tree.trap(["json"])

    tree.run([sys.executable, "-c", "import json"])

    assert tree.sprung == ["json"]
