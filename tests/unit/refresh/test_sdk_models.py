"""What models of services say: gone, deprecated as a whole, or in a sentence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from linkaudit.refresh.candidate import Candidate, Origin, Remark
from linkaudit.refresh.sources import Findings, from_sdk
from linkaudit.rules.packs.model import FactKind
from tests.unit.refresh import botocore, pack, service, wheel

ENDS = (
    "<important><p>On November 20, 2025, AWS will discontinue support for Amazon Cog. "
    "For more information, see the guide.</p></important>"
)
CLOSED = "<p>Amazon Cog is no longer open to new customers.</p>"
RENAMED = "<p>Amazon Data Cog was previously known as Amazon Stream Cog.</p>"


def read(folder: Path, *models: Mapping[str, object]) -> Findings:
    places = [botocore(folder / f"{n}.whl", f"1.{n}.0", one) for n, one in enumerate(models)]
    found = Findings()
    from_sdk(places, (pack(),), found)
    return found


def told(found: Findings) -> list[tuple[Origin, str, str, str]]:
    return [(c.origin, c.kind.value, c.name, str(c.date or c.now)) for c in found.candidates]


def test_a_model_that_is_gone_is_a_candidate_without_a_day(tmp_path: Path) -> None:
    old = {"cog": service("Amazon Cog"), "gear": service("Amazon Gear")}

    found = read(tmp_path, old, {"gear": service("Amazon Gear")})

    assert found.candidates == [
        Candidate(
            Origin.SDK,
            FactKind.ENDS,
            "Amazon Cog",
            "https://github.com/boto/botocore/tree/1.0.0/botocore/data/cog",
            "botocore 1.0.0 has a model of Amazon Cog (cog), a later version has none",
        )
    ]
    assert str(found.sources[0]) == ("botocore: 1 model of 1.1.0, compared with 1.0.0, 1 candidate")


def test_a_model_whose_folder_has_another_name_is_not_gone(tmp_path: Path) -> None:
    """`sms-voice` became `pinpoint-sms-voice`."""
    found = read(tmp_path, {"cog": service("Amazon Cog")}, {"big-cog": service("Amazon Cog")})

    assert found.candidates == []


@pytest.mark.parametrize(
    ("deprecated", "message", "expected"),
    [
        (5, "", [(Origin.SDK, "ends", "Amazon Cog", "")]),
        (4, "Use Gear.", [(Origin.SDK, "ends", "Amazon Cog", "")]),  # one is left over
        (3, "", []),
        (5, "Amazon Cog is no longer open to new customers.",
         [(Origin.SDK, "closed", "Amazon Cog", "")]),
    ],
)  # fmt: skip
def test_a_service_is_deprecated_if_nearly_all_of_it_is(
    deprecated: int, message: str, expected: object, tmp_path: Path
) -> None:
    model = service("Amazon Cog", deprecated=deprecated, message=message)

    assert told(read(tmp_path, {"cog": model})) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENDS, [(Origin.SDK_TEXT, "ends", "Amazon Cog", "2025-11-20")]),
        (CLOSED, [(Origin.SDK_TEXT, "closed", "Amazon Cog", "")]),
        (RENAMED, [(Origin.SDK_TEXT, "renamed", "Amazon Stream Cog", "Amazon Data Cog")]),
        ("<p>Cogs turn, and end when they are done.</p>", []),
        ("", []),
    ],
)
def test_a_text_says_what_an_audit_would_hear(text: str, expected: object, tmp_path: Path) -> None:
    name = "Amazon Data Cog" if text == RENAMED else "Amazon Cog"

    assert told(read(tmp_path, {"cog": service(name, text)})) == expected


def test_a_sentence_that_was_not_understood_is_left_for_a_person(tmp_path: Path) -> None:
    text = (
        "<p>Cogs for all. As of spring, the whole of the Cog API is discontinued. "
        "For more information, see what was renamed. Tokens expire in an hour.</p>"
    )

    found = read(tmp_path, {"cog": service("Amazon Cog", text)})

    assert found.candidates == []
    assert found.remarks == [
        Remark(
            "Amazon Cog",
            "As of spring, the whole of the Cog API is discontinued.",
            "https://github.com/boto/botocore/tree/develop/botocore/data/cog",
        )
    ]


@pytest.mark.parametrize(
    "odd",
    ["", [], {}, {"metadata": 1}, {"metadata": {"serviceFullName": 7}, "operations": []},
     {"metadata": {}, "operations": {"A": 1}, "documentation": None}],
)  # fmt: skip
def test_an_odd_model_says_nothing(odd: object, tmp_path: Path) -> None:
    assert read(tmp_path, {"cog": odd}).candidates == []


def test_the_newest_version_of_an_api_counts(tmp_path: Path) -> None:
    days = {"2012-08-10": service("Amazon Cog"), "2011-12-05": service("Old Cog", deprecated=5)}
    files = {f"botocore/data/cog/{d}/service-2.json": json.dumps(m) for d, m in days.items()}
    found = Findings()

    from_sdk([wheel(tmp_path / "a.whl", "botocore", "1", files)], (pack(),), found)

    assert found.candidates == []
