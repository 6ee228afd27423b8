"""The rule on connections that fail."""

from __future__ import annotations

from linkaudit.model.http import FailureKind
from linkaudit.model.report import Level, Verdict
from linkaudit.rules.availability.base import failed
from linkaudit.rules.base import Example, Rule

RULE = Rule(
    id="no-connection",
    verdict=Verdict.UNREACHABLE,
    level=Level.NOTE,
    summary="The connection or the name servers failed.",
    why="""
The connection was refused or closed, the answer was not HTTP, or the name servers failed.
""",
    example=Example(
        "[the guide](https://docs.example/guide)",
        "could not be reached: nothing listens there",
        ("https://docs.example/guide connection refused",),
    ),
    fix="""
Run the check again later. After three failed runs over three days the link is `dead`. If the answer
was not HTTP, open the link in a browser: a later run would see the same.
""",
    decide=failed(
        FailureKind.CONNECT,
        FailureKind.CLOSED,
        FailureKind.EXHAUSTED,
        FailureKind.RESET,
        FailureKind.NAME_FAILED,
        FailureKind.PROTOCOL,
        FailureKind.UNUSABLE,
        FailureKind.GIVEN_UP,
    ),
)
