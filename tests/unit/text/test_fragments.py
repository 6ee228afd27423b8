"""Which fragments are state of a program, and which are ids, beyond the browser's cases."""

from __future__ import annotations

import base64
import random

import pytest

from linkaudit.text.fragments import is_packed, is_state


def packed(number: int, length: int) -> str:
    """Base64 as programs put it into addresses (RFC 4648 §5); the same for each number."""
    return base64.urlsafe_b64encode(random.Random(number).randbytes(length)).decode()[:length]  # noqa: S311


@pytest.mark.parametrize(("length", "share"), [(22, 0.8), (43, 0.95), (100, 0.99), (400, 0.99)])
def test_nearly_all_of_what_programs_pack_is_known(length: int, share: float) -> None:
    """A measurement: the rest has too many runs of small letters, by chance."""
    known = [is_packed(packed(number, length)) for number in range(500)]

    assert sum(known) >= share * len(known)


@pytest.mark.parametrize(
    "name",
    [
        "getElementsByClassName2",
        "initWithNibNameBundle2NSString",
        "convertUTF8ToUTF16LEAndBack",
        "IEEE754DoubleToInt64Bits",
        "v2ListUserPoolClientsRequest",
        "HTTP2AndTLS13InXMLHttpRequestLevel2",
        "AwsEc2VpcPeeringConnectionVpcInfo",
        "section-1.2.3-a1-b2-c3-d4-e5-f6-g7-h8",
        "s3-bucket-for-ec2-and-rds-in-us-east-1",
        "8c7dd922ad47494fc02c388e12c00eac",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "_ZNSt6vectorIiSaIiEE9push_backERKi",
    ],
)
def test_names_with_capitals_and_numbers_are_not_packed(name: str) -> None:
    assert not is_packed(name)


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("-33.8688,151.2093", True),
        ("@40.7,-74,17z", True),
        ("5/51.5/-0.1/45/60", True),
        ("1.2.3", False),
        ("v1.0,v2.0", False),
        ("Foo=1", True),
        ("operator=", False),
        ("operator!=", False),
        ("operator/", False),
        ("Enum.map/2", False),
        ("valid?/1", False),
        ("TCP/IP_model", True),
        ("[1]", False),
        ("[optional]", False),
        ('["a"]', True),
        ("f(x)", False),
        ("id_token", True),
        ("id_tokens", False),
        ("data", False),
        ("what-is-data:", False),
    ],
)
def test_a_state_is_told_from_a_name_by_its_marks(fragment: str, expected: bool) -> None:
    assert is_state(fragment) is expected
