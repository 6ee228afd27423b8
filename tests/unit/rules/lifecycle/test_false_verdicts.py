"""What the review of 2026-11-27 found to be called ended or closed, and is not."""

from __future__ import annotations

import pytest

from linkaudit.model.http import Page
from tests.unit.rules.visits import AWS, DOCS, rules, visit


@pytest.mark.parametrize(
    ("uri", "title", "notice", "expected"),
    [
        pytest.param(
            f"{DOCS}/codestar-notifications/latest/userguide/welcome.html",
            "What is AWS CodeStar Notifications?", "", [], id="codestar-notifications",
        ),
        pytest.param(
            f"{DOCS}/codestar-connections/latest/APIReference/Welcome.html",
            "Welcome - AWS CodeConnections", "", ["page-renamed"], id="codestar-connections",
        ),
        pytest.param(
            f"{DOCS}/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html",
            "SendTextMessage - AWS End User Messaging SMS", "", [], id="end-user-messaging",
        ),
        pytest.param(
            f"{DOCS}/snowball/latest/developer-guide/a.html",
            "What is Snowball Edge? - AWS Snowball Edge Developer Guide", "",
            ["service-disputed"], id="snowball-edge",
        ),
        pytest.param(
            f"{DOCS}/AWSCloudFormation/latest/TemplateReference/aws-resource-codecommit-repository.html",
            "AWS::CodeCommit::Repository - AWS CloudFormation",
            "AWS CodeCommit is no longer available to new customers.", [], id="left-over-sentence",
        ),
        pytest.param(
            f"{DOCS}/frauddetector/latest/ug/what-is-frauddetector.html",
            "What is Amazon Fraud Detector? - Amazon Fraud Detector", "", ["service-closed"],
            id="closed-and-not-ended",
        ),
        pytest.param(
            f"{AWS}/linux/amazon-linux-2023/", "Amazon Linux 2023", "", [], id="the-next-version"
        ),
        pytest.param(
            f"{DOCS}/gameliftstreams/latest/dg/a.html", "What is Amazon GameLift Streams?", "", [],
            id="a-longer-name",
        ),
        pytest.param(
            f"{DOCS}/eks/latest/userguide/what-is-eks.html",
            "What is Amazon EKS? - Amazon Elastic Kubernetes Service", "", [],
            id="renamed-long-before-an-article-without-a-day",
        ),
    ],
)  # fmt: skip
def test_a_service_that_goes_on_has_not_ended(
    uri: str, title: str, notice: str, expected: list[str]
) -> None:
    page = Page(title=title, notices=(notice,) if notice else (), size=20_000)

    assert rules(visit(uri, page=page)) == expected
