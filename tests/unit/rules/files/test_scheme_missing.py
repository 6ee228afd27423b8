"""Links to hosts and addresses that lack a scheme."""

import pytest

from linkaudit.model.http import Failure, FailureKind
from linkaudit.model.report import Finding, LocalTarget, Observation
from linkaudit.rules.base import RuleContext
from tests.builders import case, link
from tests.unit.rules.visits import only


def missing(
    written: str,
    path: str,
    *,
    spellings: tuple[str, ...] = (),
    neighbours: tuple[str, ...] = (),
) -> RuleContext:
    """A link, written so, to a file that is not there."""
    target = LocalTarget(path)
    failure = Failure(FailureKind.MISSING, f"there is no file {path}", path)
    seen = Observation(target, failure, spellings=spellings, neighbours=neighbours)
    return case(link=link(written), seen=seen)


def offer(found: Finding) -> tuple[str | None, bool]:
    return found.replacement, found.certain


@pytest.mark.parametrize(
    ("written", "neighbours", "meant"),
    [
        ("www.x.example", ("a.md",), "https://www.x.example"),
        ("www.x.example", ("www.y.example",), "https://www.x.example"),
        ("x.example.com/path", (), "https://x.example.com/path"),
        ("user@host.example", ("a.md",), "mailto:user@host.example"),
        ("192.0.2.1:8080", (), "http://192.0.2.1:8080"),
    ],
)
def test_a_host_without_a_scheme_is_invalid_and_no_missing_file(
    written: str, neighbours: tuple[str, ...], meant: str
) -> None:
    """No browser goes there; what was meant is offered, and not for certain."""
    found = only(missing(written, written, neighbours=neighbours))

    assert (found.rule, found.verdict.value) == ("scheme-missing", "invalid")
    assert found.message.startswith("no scheme, so browsers look for a file")
    assert offer(found) == (meant, False)


@pytest.mark.parametrize(
    ("written", "spellings", "neighbours"),
    [
        ("x.example", ("X.example",), ()),
        ("guide.io/a", (), ("as.md", "a")),
        ("README.md", (), ()),
        ("setup.py", (), ("a.md",)),
        ("./www.x.example", (), ()),
    ],
)
def test_what_may_be_a_file_is_a_missing_file(
    written: str, spellings: tuple[str, ...], neighbours: tuple[str, ...]
) -> None:
    found = only(missing(written, written, spellings=spellings, neighbours=neighbours))

    assert found.rule == "file-missing"
