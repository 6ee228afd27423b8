"""HTTP broken at random, a hundred healthy links beside it: each its verdict, and no harm done.

Section C. A minute of it: `python -m tests.web fuzz --seconds 60`.
"""

from pathlib import Path

import pytest

from tests.web.fuzz_round import played


@pytest.mark.parametrize("seed", ["one", "two"])
def test_broken_answers_harm_neither_the_run_nor_the_healthy(seed: str, tmp_path: Path) -> None:
    told = played(seed, 40, tmp_path)

    assert list(told.troubles()) == []
    assert len(told.verdicts) > 2, "answers so broken that all of them fail try nothing"
