"""The rule on connections that cannot be made secure."""

from __future__ import annotations

from linkaudit.model.http import FailureKind
from linkaudit.model.report import Level, Verdict
from linkaudit.rules.availability.base import failed
from linkaudit.rules.base import Example, Rule

RULE = Rule(
    id="tls-failure",
    verdict=Verdict.UNREACHABLE,
    level=Level.NOTE,
    summary="No secure connection: the certificate is not valid, or the handshake failed.",
    why="""
The certificate has expired, is for another host or has an unknown issuer; or the handshake
failed.
""",
    example=Example(
        "[the guide](https://docs.example/guide)",
        "could not be reached: the certificate is not valid: it has expired",
        ("https://docs.example/guide expired certificate",),
    ),
    fix="""
Tell the site's owner, or link to another page. `--ca-bundle` adds the certificates of your own
organisation.
""",
    decide=failed(FailureKind.TLS, FailureKind.TLS_HERE),
)
