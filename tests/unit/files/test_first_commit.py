"""When a file was first committed; real repositories, and none that runs a stranger's program."""

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from linkaudit.files.first_commit import first_commits

GIT = shutil.which("git") or ""
TEXT = "".join(f"Line {number} of an article.\n" for number in range(30))

pytestmark = pytest.mark.skipif(not GIT, reason="without git nothing is known")


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """No configuration of this machine's has a say."""
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)


class Repository:
    """A repository, and what may be done to it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, day: str = "2024-01-01", given: bytes = b"") -> bytes:
        moment = f"{day}T12:00:00+00:00"
        who = {f"GIT_{role}_{key}": "a@a.example" for role in ("AUTHOR", "COMMITTER")
               for key in ("NAME", "EMAIL")}  # fmt: skip
        dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        command = [GIT, *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=os.environ | who | dates, input=given,
            capture_output=True, check=True,
        )  # fmt: skip
        return done.stdout

    def write(self, name: str, text: str = TEXT) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def commit(self, day: str, *names: str, text: str = TEXT) -> None:
        for name in names:
            self.write(name, text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", day, day=day)

    def day_of(self, name: str) -> str:
        day = first_commits([name], self.folder).get(name)
        return day.isoformat() if day else "unknown"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


def test_it_is_the_first_commit_and_not_the_last(repository: Repository) -> None:
    repository.commit("2020-12-08", "a.md")
    repository.commit("2022-05-01", "a.md", text=f"{TEXT}More.\n")

    assert repository.day_of("a.md") == "2020-12-08"


def test_it_is_the_day_on_which_the_author_wrote_it(repository: Repository) -> None:
    """A rebase changes the committer's day, and not the author's."""
    repository.commit("2020-12-08", "a.md")
    repository.git("commit", "--quiet", "--amend", "--no-edit", day="2023-01-01")

    assert repository.day_of("a.md") == "2020-12-08"


def test_a_file_keeps_its_day_under_another_name(repository: Repository) -> None:
    repository.commit("2020-12-08", "draft.md")
    repository.git("mv", "draft.md", "a.md")
    repository.commit("2021-02-01", "a.md", text=f"{TEXT}And a line.\n")
    (repository.folder / "posts").mkdir()
    repository.git("mv", "a.md", "posts/a.md")
    repository.commit("2022-02-01")

    assert repository.day_of("posts/a.md") == "2020-12-08"


def test_another_file_under_an_old_name_has_a_day_of_its_own(repository: Repository) -> None:
    repository.commit("2020-12-08", "a.md")
    repository.git("mv", "a.md", "b.md")
    repository.commit("2021-02-01")
    repository.commit("2022-02-01", "a.md", text="Nothing that was there before.\n")

    assert first_commits(["a.md", "b.md"], repository.folder) == {
        "a.md": date(2022, 2, 1),
        "b.md": date(2020, 12, 8),
    }


def test_a_file_that_was_away_for_a_while_is_as_old_as_it_is(repository: Repository) -> None:
    repository.commit("2020-12-08", "a.md")
    repository.git("rm", "--quiet", "a.md")
    repository.commit("2021-02-01", "b.md", text="Another.\n")
    repository.commit("2022-02-01", "a.md")

    assert repository.day_of("a.md") == "2020-12-08"


def test_a_file_from_a_branch_came_when_it_was_written_there(repository: Repository) -> None:
    repository.commit("2020-01-01", "a.md")
    repository.git("checkout", "--quiet", "-b", "side")
    repository.commit("2020-12-08", "b.md", text="From the side.\n")
    repository.git("checkout", "--quiet", "main")
    repository.commit("2021-01-01", "c.md", text="From the main line.\n")
    repository.git("merge", "--quiet", "--no-ff", "--message", "m", "side", day="2021-02-01")

    assert repository.day_of("b.md") == "2020-12-08"


@pytest.mark.parametrize(
    "name", ["with blank.md", "ümläut.md", "-dash.md", "'quote'.md", "[a].md", "README", "a.b-c"]
)
def test_any_name_will_do(name: str, repository: Repository) -> None:
    repository.commit("2020-12-08", name)

    assert repository.day_of(name) == "2020-12-08"


def test_places_are_told_from_the_folder_that_we_are_in(repository: Repository) -> None:
    repository.commit("2020-12-08", "docs/a.md")
    folder, full = repository.folder / "docs", str(repository.folder / "docs" / "a.md")

    assert first_commits(["a.md", "../docs/a.md", full], folder) == {full: date(2020, 12, 8)} | {
        "a.md": date(2020, 12, 8),
        "../docs/a.md": date(2020, 12, 8),
    }


def test_a_repository_within_another_has_its_own_days(repository: Repository) -> None:
    repository.commit("2020-12-08", "a.md")
    inner = Repository(repository.folder / "inner")
    inner.commit("2023-03-03", "a.md")

    assert first_commits(["a.md", "inner/a.md"], repository.folder) == {
        "a.md": date(2020, 12, 8),
        "inner/a.md": date(2023, 3, 3),
    }


def test_what_is_not_committed_has_no_day(repository: Repository) -> None:
    repository.commit("2020-12-08", "b.md")
    repository.write("a.md", "Not yet.\n")

    assert repository.day_of("a.md") == "unknown"


def test_without_a_commit_or_a_repository_nothing_is_known(
    repository: Repository, tmp_path: Path
) -> None:
    repository.write("a.md")
    (tmp_path / "a.md").write_text(TEXT)

    assert repository.day_of("a.md") == "unknown"
    assert first_commits(["a.md"], tmp_path) == {}


def test_a_folder_that_only_looks_like_a_repository_takes_no_day_from_around_it(
    repository: Repository,
) -> None:
    repository.commit("2020-12-08", "inner/a.md")
    (repository.folder / "inner" / ".git").mkdir()
    repository.write("inner/inner/a.md", "Never committed.\n")

    assert repository.day_of("inner/inner/a.md") == "unknown"


def test_of_a_shallow_clone_nothing_is_known(repository: Repository, tmp_path: Path) -> None:
    """Its first commit is the last that was fetched, and holds every file."""
    repository.commit("2020-12-08", "a.md")
    repository.commit("2022-05-01", "b.md", text="Another.\n")
    whole = repository.folder.as_uri()
    repository.git("clone", "--quiet", "--depth=1", whole, str(tmp_path / "shallow"))
    repository.git("clone", "--quiet", whole, str(tmp_path / "deep"))

    assert first_commits(["a.md"], tmp_path / "shallow") == {}
    assert first_commits(["a.md"], tmp_path / "deep") == {"a.md": date(2020, 12, 8)}


def test_without_git_nothing_is_known(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("2020-12-08", "a.md")
    monkeypatch.setenv("PATH", "")

    assert repository.day_of("a.md") == "unknown"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such scripts")
@pytest.mark.parametrize("path", [".", "bin"])
def test_a_program_of_the_folder_is_not_taken_for_git(
    path: str, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("2020-12-08", "a.md")
    program(repository.folder / path / "git", repository.folder / "ran")
    monkeypatch.chdir(repository.folder)
    monkeypatch.setenv("PATH", path)

    assert repository.day_of("a.md") == "unknown"
    assert not (repository.folder / "ran").exists()


@pytest.mark.parametrize("variable", ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"])
def test_within_a_hook_of_another_repository_it_is_still_the_file_s(
    variable: str, repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git sets them for its hooks."""
    repository.commit("2020-12-08", "a.md")
    monkeypatch.setenv(variable, str(tmp_path / "elsewhere"))

    assert repository.day_of("a.md") == "2020-12-08"


def program(path: Path, mark: Path) -> str:
    """A program that leaves a mark when it runs."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n: > '{mark}'\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such scripts")
@pytest.mark.parametrize(
    "settings",
    [
        ["core.fsmonitor={}"],
        ["core.pager={}", "pager.log={}"],
        ["log.showSignature=true", "gpg.program={}"],
        ["diff.external={}", "diff.evil.command={}", "diff.evil.textconv={}"],
        ["alias.log=!{}", "alias.rev-parse=!{}"],
        ["core.sshCommand={}", "credential.helper=!{}"],
    ],
)
def test_nothing_that_a_repository_names_is_run(
    settings: list[str], repository: Repository, tmp_path: Path
) -> None:
    """Anyone can open a pull request; whoever unpacks a folder has its configuration."""
    repository.commit("2020-12-08", "a.md", ".gitattributes", text="*.md diff=evil\n")
    signed(repository)
    evil = program(tmp_path / "evil", tmp_path / "ran")
    for setting in settings:
        key, value = setting.format(evil).split("=", 1)
        repository.git("config", key, value)

    assert repository.day_of("a.md") == "2020-12-08"
    assert not (tmp_path / "ran").exists()


def signed(repository: Repository) -> None:
    """The last commit with a signature that somebody would have to look at."""
    commit = repository.git("cat-file", "commit", "HEAD")
    head, message = commit.split(b"\n\n", 1)
    signature = b"gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----"
    whole = b"\n".join([head, signature]) + b"\n\n" + message
    name = repository.git("hash-object", "-t", "commit", "-w", "--stdin", given=whole)
    repository.git("update-ref", "HEAD", name.decode().strip())


@pytest.mark.parametrize(
    "settings",
    [["log.showRoot", "false"], ["diff.renames", "false"]],
    ids=str,
)
def test_no_habit_of_the_user_s_changes_the_day(
    settings: list[str], repository: Repository
) -> None:
    repository.commit("2020-12-08", "docs/draft.md")
    repository.git("mv", "docs/draft.md", "docs/a.md")
    repository.commit("2021-02-01")
    repository.git("config", *settings)

    assert first_commits(["a.md"], repository.folder / "docs") == {"a.md": date(2020, 12, 8)}
