"""Our verdicts, held against what the real generators built: which addresses and ids exist."""

import json
from pathlib import Path

import pytest

from tests.sites.sources import HERE, Case, cases
from tests.sites.verdicts import verdicts

BUILT = sorted(path.stem for path in HERE.glob("*.json"))
# mdBook and DocFX could not be had, mystmd needs the network to build, and what is unknown is no
# generator: these cases are from their documentation.
DOCUMENTED = sorted(path.stem for path in HERE.glob("*.txt") if path.stem not in BUILT)


def wanted(name: str) -> dict[str, str]:
    """What each link does; what no built page shows does as it was expected."""
    kept = HERE / f"{name}.json"
    built = json.loads(kept.read_text("utf-8"))["links"] if kept.exists() else {}
    return {case.label: _word(case, built.get(case.label)) for case in cases(name)}


def _word(case: Case, built: str | None) -> str:
    # What is beside the site on its host, the build cannot know.
    return case.expected if built in (None, "beside") else built


@pytest.mark.parametrize("name", [*BUILT, *DOCUMENTED])
def test_a_verdict_is_what_the_built_site_does(name: str, tmp_path: Path) -> None:
    assert verdicts(name, tmp_path) == wanted(name)


def test_each_label_is_used_once() -> None:
    for name in (*BUILT, *DOCUMENTED):
        labels = [case.label for case in cases(name)]
        assert len(labels) == len(set(labels)), name
        assert labels, name


def test_a_build_is_kept_of_each_generator_that_can_be_had() -> None:
    assert BUILT == ["docusaurus", "hugo", "jekyll", "mkdocs", "sphinx", "starlight", "vitepress"]
