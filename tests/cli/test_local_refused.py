"""What leads out of the tree is refused, and nobody learns whether it is there."""

from pathlib import Path

import pytest

from tests.cli.trees import check, fill, links_to, verdicts

OUTSIDE = [
    ("../secret.md", "../none.md"),
    ("../../../../../../../../etc/passwd", "../../../../../../../../etc/none"),
    ("%2e%2e/secret.md", "%2E%2E/none.md"),
    ("..%2fsecret.md", "..%2Fnone.md"),
    ("..\\secret.md", "..\\none.md"),
    ("..%5csecret.md", "..%5Cnone.md"),
    ("docs/../../secret.md", "docs/../../none.md"),
    ("link.md", "broken.md"),
    ("up/secret.md", "up/none.md"),
    ("up", "away"),
    ("/../secret.md", "/../none.md"),
    ("file:///etc/passwd", "file:///etc/none"),
    ("..", "../.."),
    ("../loop", "../loop/x"),
]


@pytest.mark.parametrize(("there", "not_there"), OUTSIDE)
@pytest.mark.parametrize("slugger", ["github", "mkdocs"])
def test_what_leads_out_is_refused_whether_or_not_it_is_there(
    there: str, not_there: str, slugger: str, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """HOSTILE D: one verdict and one message, so nobody learns what lies outside."""
    (tree.parent / "loop").symlink_to("loop")
    (tree / "link.md").symlink_to(tree.parent / "secret.md")
    (tree / "broken.md").symlink_to(tree.parent / "none.md")
    (tree / "up").symlink_to(tree.parent, target_is_directory=True)
    (tree / "away").symlink_to(tree.parent / "none", target_is_directory=True)
    text = links_to(there, not_there).replace("\\", "\\\\")
    fill(tree, {"a.md": text})

    _, links = check(capsys, "--slugger", slugger)

    assert [link["verdict"] for link in links] == ["refused", "refused"]
    assert len({link["findings"][0]["message"] for link in links}) == 1


@pytest.mark.parametrize(
    ("destination", "verdict"),
    [
        ("/etc/passwd", "dead"),
        ("~/a.md", "dead"),
        ("~root/.profile", "dead"),
        ("loop.md", "dead"),
        ("ring/x.md", "dead"),
        ("x%00.md", "invalid"),
        ("x/" * 2_500, "dead"),
        ("x" * 5_000, "dead"),
        ("../" * 1_700, "refused"),
        ("a.md/", "ok"),
        ("a.md/x", "dead"),
    ],
    ids=lambda value: value[:20],
)
def test_odd_paths_stay_within_the_tree(
    destination: str, verdict: str, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """HOSTILE D: absolute paths count from the root, `~` is a name, and nothing is raised."""
    (tree / "loop.md").symlink_to("loop.md")
    (tree / "ring").symlink_to("ring2")
    (tree / "ring2").symlink_to("ring")
    fill(tree, {"a.md": links_to(destination)})

    _, links = check(capsys)

    assert verdicts(links) == {destination: verdict}
