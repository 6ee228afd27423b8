"""The facts on AWS, held against what was checked by hand and against a list of changes.

`aws_changes.csv` lists the renamings, ends and closings that a review of 2026-11-27 knew of, with
those of the pack of that day. SAMPLE is the review's own draw of 40 facts, and a fresh draw of 40
(seed 20261128) from the pack as it is now.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from linkaudit.rules.packs.load import builtin_packs

AWS = builtin_packs()[0]
FACTS = {entry.id: entry for entry in AWS.entries}
LISTED = [
    (row["kind"], row["name"])
    for row in csv.DictReader(
        (Path(__file__).parent / "aws_changes.csv").read_text(encoding="utf-8").splitlines()
    )
]
WANTED = {"renamed": 45, "ends": 115, "closed": 60}

# id, kind, day of effect as far as known, day of the announcement, the other source's day
SAMPLE = """
amazon-fsx-file-gateway | closed | 2024-10-28 | 2024-09-26 |
amazon-kinesis-data-firehose-renamed | renamed | 2024-02-09 |  |
amazon-elastic-transcoder | ends | 2025-11-13 |  |
amazon-nimble-studio | ends | 2024-06-30 |  |
aws-snowball-edge-with-gpu | ends | 2025-11-12 |  |
aws-glue-ray-jobs | closed | 2026-04-30 | 2026-03-31 |
aws-iot-sitewise-monitor | closed | 2025-11-07 | 2025-10-07 |
amazon-lex-v1 | ends | 2025-09-15 |  |
aws-bugbust | ends | 2025-08-13 |  |
amazon-chime-sdk-carrier-voice-focus | ends | 2026-06-30 |  |
amazon-fraud-detector | closed | 2025-11-07 | 2025-10-07 |
amazon-sagemaker-model-monitor | closed | 2026-07-30 | 2026-06-30 |
aws-iot-sitewise-data-processing-pack | closed |  | 2025-10-07 |
aws-iq | ends | 2026-05-28 |  | 2026-05-20
amazon-forecast | closed | 2024-07-29 | 2024-07-29 |
fleet-hub-for-aws-iot-device-management | ends | 2025-10-18 |  |
aws-systems-manager-application-manager | closed | 2026-07-30 | 2026-06-30 |
amazon-kendra | closed | 2026-07-30 | 2026-06-30 |
aws-opsworks-for-chef-automate | ends | 2024-05-05 |  | 2024-05-01
aws-healthomics-variant-and-annotation-store | closed | 2025-11-07 | 2025-11-07 |
amazon-comprehend-topic-modeling | closed |  | 2026-03-31 |
amazon-rekognition-streaming-video-events | closed | 2026-04-30 | 2026-03-31 |
aws-iot-events | ends | 2026-05-20 |  |
aws-robomaker | ends | 2025-09-10 |  |
amazon-inspector-classic | ends | 2026-05-20 |  |
aws-managed-services-advanced | ends | 2027-06-30 | 2026-06-30 |
cloudendure-migration | ends | 2024-11-30 |  |
aws-simspace-weaver | ends | 2026-05-20 |  | 2026-03-31
aws-server-migration-service | ends | 2023-04-01 |  |
amazon-chime-sdk-proxy-sessions | ends | 2026-04-07 |  | 2026-03-31
aws-mainframe-modernization-managed-runtime | closed | 2025-11-07 | 2025-11-07 |
aws-application-cost-profiler | ends | 2024-09-30 |  |
aws-mainframe-modernization-application-testing | ends | 2025-10-07 |  |
aws-audit-manager | closed | 2026-04-30 | 2026-03-31 |
aws-deepcomposer | ends | 2025-09-17 |  |
aws-iot-roborunner | ends | 2024-03-14 |  |
amazon-sagemaker-debugger | closed | 2026-07-30 | 2026-06-30 |
aws-codecommit | closed | 2024-07-25 |  |
amazon-workmail | ends | 2027-03-31 | 2026-03-31 |
aws-waf-classic | ends | 2026-10-07 | 2025-10-07 | 2025-09-30
application-discovery-service-discovery-connector | ends | 2025-11-17 |  |
amazon-sns-message-data-protection | closed | 2026-04-30 | 2026-03-31 |
acm-private-ca-renamed | renamed | 2022 |  |
aws-codestar-connections-renamed | renamed | 2024-03-29 |  |
amazon-gamelift-renamed | renamed | 2025 |  |
amazon-sagemaker-ground-truth | closed |  | 2026-06-30 |
amazon-cloudsearch | closed |  | 2024-07-25 |
aws-sdk-for-java-1 | ends | 2025-12-31 |  |
amazon-rds-on-vmware | ends | 2022-05-01 |  |
amazon-rds-custom-for-oracle | ends | 2027-03-31 | 2026-03-31 |
amazon-macie-classic | ends |  |  |
aws-infrastructure-composer | ends | 2026-12-07 | 2026-09-29 | 2027-09-29
api-gateway-custom-authorizer-renamed | renamed | 2018 |  |
aws-x-ray-sdks-and-daemon | ends | 2027-02-25 |  |
amazon-monitron | closed | 2024-10-31 | 2024-10-01 |
aws-systems-manager-change-manager | closed | 2025-11-07 | 2025-11-07 |
amazon-cloudwatch-events-renamed | renamed | 2019-07 |  |
amazon-lumberyard | ends | 2021-05-01 |  |
aws-security-hub-renamed | renamed | 2025-06 |  |
aws-sdk-for-javascript-v2 | ends |  |  |
aws-cdk-v1 | ends | 2023-06-01 |  |
aws-backup-storage-service | ends | 2024-06-12 |  |
alexa-for-business | ends | 2023-05 |  |
aws-application-migration-service-renamed | renamed | 2026 |  |
ec2-spot-blocks | ends | 2022-12-31 |  |
aws-opsworks | ends | 2024-05-26 |  | 2024-05-01
amazon-glacier-vaults | closed |  | 2025-10-07 |
aws-deeplens | ends | 2024-01-31 |  |
amazon-workspaces-pcoip-web-access | closed |  | 2025-11-07 |
aws-sdk-for-ruby-v2 | ends |  |  |
amazon-sagemaker-edge-manager | ends | 2024-04-26 |  |
amazon-sagemaker-ground-truth-synthetic | ends | 2025 |  |
amazon-healthlake-renamed | renamed | 2023-07 |  |
aws-panorama | ends | 2026-05-31 | 2025-05-20 | 2026-05-20
aws-service-management-connector | ends | 2027-03-31 | 2026-03-31 |
""".strip().splitlines()


def test_the_pack_has_nearly_all_changes_that_are_known() -> None:
    """Issue 17: by the review's list; what is left out has no source that could be checked."""
    names = {name.casefold() for entry in AWS.entries for name in entry.names}
    listed = Counter(kind for kind, _ in LISTED)
    found = Counter(kind for kind, name in LISTED if name.casefold() in names)

    print({kind: f"{found[kind]} of {listed[kind]}" for kind in WANTED})

    assert listed == {"renamed": 52, "ends": 126, "closed": 66}
    assert {kind: found[kind] for kind, least in WANTED.items() if found[kind] < least} == {}


@pytest.mark.parametrize("row", SAMPLE)
def test_a_fact_is_what_its_sources_say(row: str) -> None:
    """Draws of 40, each checked in the sources by hand; see the commit for what was read."""
    id_, kind, day, announced, other = (part.strip() for part in row.split("|"))
    fact = FACTS[id_]

    assert (fact.kind.value, fact.when) == (kind, day)
    assert (fact.announced.isoformat() if fact.announced else "") == announced
    assert (fact.other.date.isoformat() if fact.other else "") == other
