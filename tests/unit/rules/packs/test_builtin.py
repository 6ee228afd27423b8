"""The packs that linkaudit brings along: what every fact in them has to be."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from linkaudit.rules.packs.load import BUILTIN, builtin_packs, builtin_text, parse_pack
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


def test_the_built_in_packs_are_in_order() -> None:
    """They are loaded unchecked, which halves the time that it takes."""
    assert tuple(parse_pack(name, builtin_text(name)) for name in BUILTIN) == PACKS


def letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


@each("entry", ENTRIES, ids=lambda entry: entry.id)
def test_a_fact_has_a_source_a_quote_and_a_plausible_day(entry: Fact) -> None:
    """Facts on AWS: a row whose source was not found must not ship."""
    assert entry.source.startswith("https://")
    assert len(entry.quote.replace("|", " ").split()) <= 32  # with the heads of a table's columns
    assert entry.known_since is not None or entry.kind is FactKind.RENAMED
    for day in filter(None, (entry.date, entry.announced)):
        # AWS itself began in 2006; nobody announces an end ten years ahead.
        assert date(2006, 3, 14) <= day < date(2036, 1, 1)
    assert entry.announced is None or entry.announced <= AWS.read_on
    assert entry.kind is FactKind.ENDS or (entry.date or AWS.read_on) <= AWS.read_on


def days_named(text: str) -> list[date]:
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text)
    named = re.findall(r"\b([A-Z][a-z]+ \d{1,2}, \d{4})\b", text)
    days = [datetime.strptime(one, "%B %d, %Y").date() for one in named if "Febu" not in one]
    numbers = [tuple(map(int, one)) for one in re.findall(r"\b(\d{1,2})/(\d{1,2})/(\d\d)\b", text)]
    return [*days, *(date(2000 + year, month, day) for month, day, year in numbers)]


@each("entry", ENTRIES, ids=lambda entry: entry.id)
def test_the_day_is_one_that_the_quote_names_where_it_names_any(entry: Fact) -> None:
    """Each day by the words of its own source, the announcement's and the other one's too."""
    if (days := days_named(entry.quote)) and entry.date and not entry.period:
        assert entry.date in days or entry.announced in days
    if entry.announced and (days := days_named(entry.announced_quote)):
        assert entry.announced in days or entry.announced_quote == entry.quote
    if entry.other and (days := days_named(entry.other.quote)):
        assert entry.other.date in days


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_a_table_s_row_is_quoted_with_the_heads_of_its_columns(entry: Fact) -> None:
    """AWS's maintenance table has the day of the announcement: only its head says so."""
    for quote, source in (
        (entry.quote, entry.source),
        (entry.announced_quote, entry.announced_source),
    ):
        if source.endswith("_services.html"):
            assert quote.startswith("| Service | "), quote
    if entry.source.endswith("/maintenance_services.html") and entry.kind is FactKind.CLOSED:
        assert entry.date is None


def test_advice_has_no_old_name() -> None:
    """A successor or a new name that is itself out of date is no advice."""
    old = [
        name
        for entry in ENTRIES
        if entry.kind is FactKind.RENAMED and not entry.is_reused
        for name in entry.names
    ]
    new = [name for entry in ENTRIES for name in entry.now]
    for entry in ENTRIES:
        for text in (*entry.now, entry.successor):
            rest = re.sub("|".join(map(re.escape, sorted(new, key=len, reverse=True))), "", text)
            assert not [name for name in old if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", rest)]


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
        (f"{DOCS}/ja_jp/sagemaker/latest/dg/edge-manager-x.html", "amazon-sagemaker-edge-manager"),
        (f"{DOCS}/de_de/greengrass/v1/developerguide/a.html", "aws-iot-greengrass-v1"),
        (f"{SITE}/de/sagemaker/edge-manager/", "amazon-sagemaker-edge-manager"),
        (f"{DOCS}/zh_cn/amazonq/latest/qbusiness-ug/a.html", "amazon-q-business"),
        (f"{DOCS}/greengrass/v1/developerguide/what-is-gg.html", "aws-iot-greengrass-v1"),
        (f"{DOCS}/amazonglacier/latest/dev/introduction.html", "amazon-glacier-vaults"),
        (f"{DOCS}/amazonglacier/latest/dev/glacier-select.html", "amazon-s3-glacier-select"),
        (f"{DOCS}/clouddirectory/latest/developerguide/a.html", "amazon-cloud-directory"),
        (
            f"{DOCS}/lookoutmetrics/latest/dev/lookoutmetrics-welcome.html",
            "amazon-lookout-for-metrics",
        ),
        (
            f"{DOCS}/kinesisanalytics/latest/dev/what-is.html",
            "amazon-kinesis-data-analytics-for-sql",
        ),
        (f"{DOCS}/inspector/v1/userguide/a.html", "amazon-inspector-classic"),
        (f"{DOCS}/waf/latest/developerguide/classic-waf-chapter.html", "aws-waf-classic"),
        (f"{DOCS}/app2container/latest/UserGuide/what-is-a2c.html", "aws-app2container"),
        (f"{DOCS}/portingassistant/latest/userguide/a.html", "porting-assistant-for-net"),
        (
            f"{DOCS}/microservice-extractor/latest/userguide/a.html",
            "aws-microservice-extractor-for-net",
        ),
        (f"{DOCS}/private-networks/latest/userguide/a.html", "aws-private-5g"),
        (f"{DOCS}/iotroborunner/latest/dev/a.html", "aws-iot-roborunner"),
        (f"{DOCS}/thingsgraph/latest/ug/a.html", "aws-iot-things-graph"),
        (f"{DOCS}/wam/latest/adminguide/a.html", "amazon-workspaces-application-manager"),
        (f"{DOCS}/a4b/latest/ag/what-is.html", "alexa-for-business"),
        (f"{DOCS}/smc/latest/ag/a.html", "aws-service-management-connector"),
        (f"{DOCS}/repostprivate/latest/userguide/a.html", "aws-re-post-private"),
        (f"{DOCS}/managedservices/latest/userguide/a.html", "aws-managed-services-advanced"),
        (f"{DOCS}/enginframe/latest/ag/a.html", "aws-nice-enginframe"),
        (f"{DOCS}/filegateway/latest/filefsxw/a.html", "amazon-fsx-file-gateway"),
        (f"{DOCS}/snowball/latest/snowcone-guide/a.html", "aws-snowcone"),
        (f"{DOCS}/codeguru/latest/bugbust-ug/a.html", "aws-bugbust"),
        (
            f"{DOCS}/servicecatalog/latest/arguide/intro-app-registry.html",
            "aws-service-catalog-application-registry",
        ),
        (f"{DOCS}/chime/latest/ag/a.html", "amazon-chime"),
        (f"{DOCS}/lex/latest/dg/what-is.html", "amazon-lex-v1"),
        (f"{DOCS}/aws-mobile/latest/developerguide/a.html", "aws-mobile-hub"),
        (f"{DOCS}/AmazonSimpleDB/latest/DeveloperGuide/a.html", "amazon-simpledb"),
        (f"{DOCS}/awscloudtrail/latest/userguide/cloudtrail-lake.html", "aws-cloudtrail-lake"),
        (f"{DOCS}/AmazonS3/latest/userguide/transforming-objects.html", "amazon-s3-object-lambda"),
        (
            f"{DOCS}/AmazonS3/latest/userguide/selecting-content-from-objects.html",
            "amazon-s3-select",
        ),
        (f"{DOCS}/directoryservice/latest/admin-guide/directory_simple_ad.html", "simple-ad"),
        (
            f"{DOCS}/systems-manager/latest/userguide/change-manager.html",
            "aws-systems-manager-change-manager",
        ),
        (
            f"{DOCS}/systems-manager/latest/userguide/application-manager.html",
            "aws-systems-manager-application-manager",
        ),
        (
            f"{DOCS}/AmazonCloudWatch/latest/monitoring/CloudWatch-Evidently.html",
            "amazon-cloudwatch-evidently",
        ),
        (
            f"{DOCS}/lake-formation/latest/dg/governed-tables.html",
            "aws-lake-formation-governed-tables",
        ),
        (f"{DOCS}/connect/latest/adminguide/voice-id.html", "amazon-connect-customer-voice-id"),
        (f"{DOCS}/cognito/latest/developerguide/cognito-sync.html", "amazon-cognito-sync"),
        (f"{DOCS}/timestream/latest/developerguide/timestream-for-influxdb.html", None),
        (f"{DOCS}/pinpoint/latest/userguide/welcome.html", "amazon-pinpoint"),
        (f"{DOCS}/pinpoint/latest/apireference_smsvoicev2/Welcome.html", None),
        (f"{DOCS}/ja_jp/pinpoint/latest/apireference_smsvoicev2/Welcome.html", None),
        (f"{DOCS}/codestar-connections/latest/APIReference/Welcome.html", None),
        (f"{DOCS}/codestar-notifications/latest/APIReference/Welcome.html", None),
        (f"{SITE}/blogs/devops/aws-codestar-connections-and-you/", None),
        (f"{SITE}/blogs/devops/aws-codestar-and-you/", "aws-codestar"),
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
    """Finding 8 of the review: every guide's own address, below any language."""
    found = AWS.by_subject("", uri, AWS.read_on)

    assert (found.id if found else None) == expected
