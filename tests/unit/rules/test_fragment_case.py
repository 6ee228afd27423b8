"""Fragments in another case: GitHub finds them, others do not."""

from pathlib import Path

import pytest

import linkaudit
from linkaudit.model.report import Verdict

DOCUMENT = '## Set up\n\n<a name="Old"></a>\n\n## Überblick\n\n'

# Slugger, fragment, verdict, what is offered.
CASES = [
    ("github", "#set-up", Verdict.OK, None),
    ("github", "#Set-Up", Verdict.OK, "#set-up"),
    ("github", "#SET-UP", Verdict.OK, "#set-up"),
    ("github", "#old", Verdict.OK, "#Old"),
    ("github", "#Old", Verdict.OK, None),
    ("github", "#user-content-set-up", Verdict.OK, None),
    ("github", "#user-content-Set-Up", Verdict.OK, None),
    ("github", "#Überblick", Verdict.OK, "#überblick"),
    ("github", "#setup", Verdict.ANCHOR_MISSING, "#set-up"),
    ("github", "#user-content-setup", Verdict.ANCHOR_MISSING, None),
    ("github", "b.md#Set-Up", Verdict.OK, "b.md#set-up"),
    ("github", "b.md#L3", Verdict.OK, None),
    ("github", "b.md#L1-L5", Verdict.OK, None),
    ("github", "b.md#L900", Verdict.ANCHOR_MISSING, None),
    ("gitlab", "#Set-Up", Verdict.ANCHOR_MISSING, "#set-up"),
    ("mkdocs", "#Set-Up", Verdict.ANCHOR_MISSING, "#set-up"),
    ("gitlab", "#user-content-set-up", Verdict.ANCHOR_MISSING, None),
]


@pytest.mark.parametrize(("slugger", "written", "verdict", "offered"), CASES)
def test_github_alone_finds_a_fragment_in_any_case(
    tmp_path: Path, slugger: str, written: str, verdict: Verdict, offered: str | None
) -> None:
    """serokell/xrefcheck#211, lycheeverse/lychee#1613: tried on GitHub; GitLab tells case apart."""
    (tmp_path / "a.md").write_text(f"{DOCUMENT}[x]({written})\n")
    (tmp_path / "b.md").write_text(DOCUMENT)

    report = linkaudit.audit("a.md", folder=tmp_path, offline=True, slugger=slugger)

    (result,) = report.results
    assert result.verdict is verdict
    if offered or not result.findings:
        assert [finding.replacement for finding in result.findings] == [offered] * bool(offered)
