"""Links to the repository that the documents are in, by their addresses on GitHub."""

from pathlib import Path

import pytest

from linkaudit.audit.links import collect_links
from linkaudit.audit.policy import Policy
from linkaudit.files.read import FoundDocuments
from linkaudit.files.repository import Repository, repository_of
from linkaudit.model.document import Document
from linkaudit.model.report import LocalTarget, NotAsked, WebTarget
from tests.builders import TODAY

GITHUB = '[remote "origin"]\n\turl = https://github.com/owner/repo.git\n'
WEB = "https://github.com/owner/repo"


def made(folder: Path, config: str, head: str = "ref: refs/heads/main\n") -> None:
    (folder / ".git").mkdir(parents=True, exist_ok=True)
    (folder / ".git" / "config").write_text(config)
    (folder / ".git" / "HEAD").write_text(head)


def target(root: Path, path: str, url: str) -> str:
    """What a link points to, in short."""
    found = FoundDocuments((Document(path, f"[a](<{url}>)\n"),))
    (reference,) = collect_links(found, Policy(TODAY), root).references
    match reference.resolved.target:
        case WebTarget(uri=uri):
            return uri
        case LocalTarget(path=local):
            return f"file {local}"
        case NotAsked(why=why, detail=detail):
            return f"{why}: {detail}"


UNKNOWN = "skipped: a page of the repository on GitHub; no remote here says which"


@pytest.mark.parametrize(
    ("path", "url", "expected"),
    [
        ("README.md", "../../issues", f"{WEB}/issues"),
        ("README.md", "../../wiki", f"{WEB}/wiki"),
        ("README.md", "../../wiki/Page", f"{WEB}/wiki/Page"),
        ("README.md", "../../releases/latest", f"{WEB}/releases/latest"),
        ("README.md", "../../graphs/contributors", f"{WEB}/graphs/contributors"),
        ("README.md", "../../issues?q=is%3Aopen#x", f"{WEB}/issues?q=is%3Aopen"),
        (
            "README.md",
            "../../actions/workflows/ci.yml/badge.svg",
            f"{WEB}/actions/workflows/ci.yml/badge.svg",
        ),
        ("README.md", "./../../issues", f"{WEB}/issues"),
        ("docs/a.md", "../../../issues", f"{WEB}/issues"),
        ("docs/b/a.md", "../../../../pulls", f"{WEB}/pulls"),
        ("README.md", "../..", f"{WEB}/"),
        ("README.md", "../../pull/3", f"{WEB}/pull/3"),
        ("README.md", "../../tree/other/docs", f"{WEB}/tree/other/docs"),
        ("README.md", "../../tree/main/docs", "file docs"),
        ("README.md", "../../blob/main/a/b.md#L3", "file a/b.md"),
        # too few or too many dots, or none of GitHub's names: a path out of the folder, as ever
        ("README.md", "../issues", "file ../issues"),
        ("README.md", "../../../issues", "file ../../../issues"),
        ("docs/a.md", "../../issues", "file ../issues"),
        ("README.md", "../../etc/passwd", "file ../../etc/passwd"),
        ("README.md", "/../../issues", "file ../../issues"),
        # its files by their addresses
        ("README.md", f"{WEB}/blob/main/docs/a.md", "file docs/a.md"),
        ("README.md", f"{WEB}/blob/main/docs/a.md#L10-L20", "file docs/a.md"),
        ("README.md", f"{WEB}/tree/main", "file ."),
        ("README.md", f"{WEB}/raw/main/a%20b.png", "file a b.png"),
        ("README.md", "https://GitHub.com/Owner/Repo/blob/main/a.md", "file a.md"),
        ("README.md", "https://raw.githubusercontent.com/owner/repo/main/a.md", "file a.md"),
        ("README.md", f"{WEB}/blob/v1/a.md", f"{WEB}/blob/v1/a.md"),
        ("README.md", f"{WEB}/blob/mainland/a.md", f"{WEB}/blob/mainland/a.md"),
        ("README.md", f"{WEB}x/blob/main/a.md", f"{WEB}x/blob/main/a.md"),
        ("README.md", f"{WEB}/issues/3", f"{WEB}/issues/3"),
        ("README.md", f"{WEB}/blob/main/../../../x", "https://github.com/owner/x"),
    ],
)
def test_a_page_of_the_repository_has_its_address(
    tmp_path: Path, path: str, url: str, expected: str
) -> None:
    """sites.md, fault 5: very common in a README, and refused before."""
    made(tmp_path, GITHUB)

    assert target(tmp_path, path, url) == expected


def test_in_a_folder_of_the_repository_the_dots_count_from_its_top(tmp_path: Path) -> None:
    made(tmp_path, GITHUB)
    docs = tmp_path / "docs"
    docs.mkdir()

    assert target(docs, "a.md", "../../../issues") == f"{WEB}/issues"
    assert target(docs, "a.md", f"{WEB}/blob/main/docs/b.md") == "file b.md"
    assert target(docs, "a.md", f"{WEB}/blob/main/b.md") == f"{WEB}/blob/main/b.md"


def test_without_a_remote_a_page_is_skipped_and_elsewhere_refused(tmp_path: Path) -> None:
    bare, other = tmp_path / "bare", tmp_path / "other"
    made(bare, "")
    made(other, '[remote "origin"]\n\turl = https://git.example/owner/repo\n')

    assert target(bare, "README.md", "../../issues") == UNKNOWN
    assert target(other, "README.md", "../../issues") == "file ../../issues"


@pytest.mark.parametrize(
    ("url", "web"),
    [
        ("git@github.com:owner/repo.git", WEB),
        ("ssh://git@github.com/owner/repo.git", WEB),
        ("ssh://git@ssh.github.com:443/owner/repo.git", WEB),
        ("https://user:secret@github.com/owner/repo", WEB),
        ("https://github.com/owner/re.po/", "https://github.com/owner/re.po"),
        ("https://github.of.example/owner/repo.git", "https://github.of.example/owner/repo"),
        ("https://gitlab.example/owner/repo.git", ""),
        ("/srv/git/repo.git", ""),
        ("ext::sh -c touch% /tmp/x", ""),
        ("", ""),
    ],
)
def test_the_remote_is_read_from_git_s_config(tmp_path: Path, url: str, web: str) -> None:
    others = '[remote "fork"]\n\turl = https://github.com/other/fork\n[core]\n\tbare = false\n'
    made(tmp_path, f'{others}[remote "origin"]\n\tfetch = x\n\turl = {url}\n{others}')

    assert repository_of(tmp_path).web == web


def test_a_worktree_has_the_remote_of_its_repository(tmp_path: Path) -> None:
    made(tmp_path / "main", GITHUB)
    own = tmp_path / "main" / ".git" / "worktrees" / "w"
    own.mkdir(parents=True)
    (own / "commondir").write_text("../..\n")
    (own / "HEAD").write_text("ref: refs/heads/topic/one\n")
    tree = tmp_path / "w"
    tree.mkdir()
    (tree / ".git").write_text(f"gitdir: {own}\n")

    found = repository_of(tree)

    assert found == Repository("", "github.com", "owner/repo", frozenset({"topic/one"}))


def test_the_default_branch_of_the_remote_is_its_own_too(tmp_path: Path) -> None:
    made(tmp_path, GITHUB, "ref: refs/heads/topic\n")
    head = tmp_path / ".git" / "refs" / "remotes" / "origin" / "HEAD"
    head.parent.mkdir(parents=True)
    head.write_text("ref: refs/remotes/origin/trunk\n")

    assert repository_of(tmp_path).branches == {"topic", "trunk"}
    assert target(tmp_path, "README.md", f"{WEB}/blob/trunk/a.md") == "file a.md"


@pytest.mark.parametrize(
    ("path", "url", "expected"),
    [
        ("website/docs/a.md", "@site/docs/b.md#c", "file website/docs/b.md"),
        ("website/docs/a.mdx", "@site/static/b%20c.png", "file website/static/b c.png"),
        ("README.md", "@site/docs/b.md", "file @site/docs/b.md"),
    ],
)
def test_docusaurus_s_alias_is_the_folder_of_its_config(
    tmp_path: Path, path: str, url: str, expected: str
) -> None:
    (tmp_path / "website" / "docs").mkdir(parents=True)
    (tmp_path / "website" / "docusaurus.config.ts").write_text("")

    assert target(tmp_path, path, url) == expected
