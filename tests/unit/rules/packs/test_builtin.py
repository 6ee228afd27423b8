"""The packs that linkaudit brings along: what every fact in them has to be."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from linkaudit.rules.packs.load import builtin_packs
from linkaudit.rules.packs.model import Fact, FactKind, Pack
from linkaudit.rules.packs.path_patterns import PathPattern
from tests.rows import each
from tests.unit.rules.visits import AWS as SITE
from tests.unit.rules.visits import DOCS

PACKS = builtin_packs()
AWS, GITHUB = PACKS
ENTRIES = [entry for pack in PACKS for entry in pack.entries]
MOVES = [move for pack in PACKS for move in pack.moves]

# First or only parts of the URLs of services that go on, and words of AWS's other pages.
OF_OTHERS = """
    amplify athena aurora backup batch bedrock billing blogs chime chime-sdk cloudformation
    cloudfront cloudtrail cloudwatch codebuild codepipeline cognito comprehend connect
    data-pipeline datasync directoryservice dms documentation dynamodb ec2 ecs eks elasticache
    eventbridge events faq features forecasting fsx gamelift getting-started glue greengrass
    healthomics iam inspector iot iot-core kinesis kms lake-formation lambda lex location-services
    machine-learning marketplace mediaconvert medialive mgn monitoring msk neptune omics
    opensearch-service partners polly pricing private-5g products quick quicksight rds redshift
    rekognition robotics route53 s3 sagemaker securityhub service-catalog sns snowball solutions
    ssm storage systems-manager tables timestream tools transcribe waf what-is workspaces
"""


def letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


@each("entry", ENTRIES, ids=lambda entry: entry.id)
def test_a_fact_has_a_source_a_quote_and_a_plausible_day(entry: Fact) -> None:
    """Facts on AWS: a row whose source was not found must not ship."""
    assert entry.source.startswith("https://")
    assert len(entry.quote.replace("|", " ").split()) <= 25
    assert entry.date is not None
    # AWS itself began in 2006; nobody announces an end ten years ahead.
    assert date(2006, 3, 14) <= entry.date < date(2036, 1, 1)
    assert entry.kind is FactKind.ENDS or entry.date <= AWS.read_on


@each("entry", ENTRIES, ids=lambda entry: entry.id)
def test_the_day_is_one_that_the_quote_names_where_it_names_any(entry: Fact) -> None:
    named = re.findall(r"\b([A-Z][a-z]+ \d{1,2}, \d{4})\b", entry.quote)
    days = [datetime.strptime(text, "%B %d, %Y").date() for text in named]

    assert not days or entry.date in days


@each("entry", ENTRIES, ids=lambda entry: entry.id)
def test_a_slug_is_a_spelling_of_the_entry_s_own_name(entry: Fact) -> None:
    names = {letters(name) for name in entry.names}

    for slug in entry.slugs:
        own = letters(slug.removeprefix("amazon-").removeprefix("aws-"))
        assert any(own in name for name in names), slug


def test_a_slug_is_no_word_of_another_service() -> None:
    assert {slug for entry in ENTRIES for slug in entry.slugs} & set(OF_OTHERS.split()) == set()


def test_no_name_and_no_slug_belongs_to_two_facts() -> None:
    names = [(entry.kind is FactKind.RENAMED, name) for entry in ENTRIES for name in entry.names]
    slugs = [slug for entry in ENTRIES for slug in (*entry.slugs, *entry.paths)]

    assert len(set(names)) == len(names)
    assert len(set(slugs)) == len(slugs)


def test_an_id_belongs_to_one_pack_only() -> None:
    """A user's fact replaces the one with its id, so that must be one."""
    assert sum(len(pack.ids) for pack in PACKS) == len(frozenset.union(*(p.ids for p in PACKS)))


def test_the_new_name_is_no_old_one() -> None:
    for entry in ENTRIES:
        assert entry.names[0] not in entry.now, entry.id
        assert entry.now or entry.kind is not FactKind.RENAMED, entry.id


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_a_pack_was_read_on_a_day_and_is_of_hosts_of_one_publisher(pack: Pack) -> None:
    assert date(2026, 11, 1) <= pack.read_on <= date(2026, 12, 31)
    assert len({".".join(host.split(".")[-2:]) for host in pack.hosts}) == 1


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.id)
def test_a_redirect_that_means_a_name_has_a_source_too(move: PathPattern) -> None:
    assert move.source.startswith("https://docs.github.com/")
    assert len(move.quote.split()) <= 25


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        (f"{DOCS}/cli/v1/reference/ssm-sap/index.html", "aws-cli-v1"),
        (f"{DOCS}/apprunner/latest/dg/what-is-apprunner.html", "aws-app-runner"),
        (f"{DOCS}/frauddetector/latest/ug/what-is-frauddetector.html", "amazon-fraud-detector"),
        (f"{DOCS}/iotevents/latest/developerguide/create-alarms.html", "aws-iot-events"),
        (f"{DOCS}/mediastore/latest/ug/tagging.html", "aws-elemental-mediastore"),
        (f"{DOCS}/qldb/latest/developerguide/limits.html", "amazon-quantum-ledger-database"),
        (f"{DOCS}/codeguru/latest/reviewer-ug/welcome.html", "amazon-codeguru-reviewer"),
        (f"{DOCS}/amazonq/latest/qbusiness-ug/guardrails.html", "amazon-q-business"),
        (f"{DOCS}/chime/latest/ug/webhooks.html", "amazon-chime"),
        (f"{DOCS}/datapipeline/latest/DeveloperGuide/what-is.html", "aws-data-pipeline"),
        (f"{DOCS}/Monitron/latest/user-guide/how-monitron-works.html", "amazon-monitron"),
        (f"{SITE}/private5g/pricing", "aws-private-5g"),
        (f"{SITE}/jp/deeplens/", "aws-deeplens"),
        (f"{SITE}/blogs/ml/amazon-lookout-for-vision-in-a-factory/", "amazon-lookout-for-vision"),
        (f"{SITE}/what-is/forecast/", None),
        (f"{SITE}/what-is/data-pipeline/", None),
        (f"{SITE}/jp/what-is/forecast/", None),
        (f"{SITE}/solutions/case-studies/proton/", None),
        (f"{SITE}/telecom/private-5g/", None),
        (f"{SITE}/chime/chime-sdk/", None),
        (f"{DOCS}/chime-sdk/latest/dg/what-is-chime-sdk.html", None),
        (f"{DOCS}/cli/latest/userguide/cli-chap-welcome.html", None),
        (f"{DOCS}/cli/latest/reference/codecommit/", None),
        (f"{DOCS}/codeguru/latest/profiler-ug/what-is.html", None),
        (f"{DOCS}/amazonq/latest/qdeveloper-ug/what-is.html", None),
        (f"{DOCS}/waf/latest/developerguide/what-is-aws-waf.html", None),
        (f"{DOCS}/snowball/latest/developer-guide/whatissnowball.html", None),
        (f"{DOCS}/sagemaker/latest/dg/whatis.html", None),
        (f"{DOCS}/sagemaker/latest/dg/edge-cases.html", None),
    ],
)
def test_a_url_shows_its_service(uri: str, expected: str | None) -> None:
    found = AWS.by_subject("", uri, AWS.read_on)

    assert (found.id if found else None) == expected
