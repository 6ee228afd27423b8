"""The rule on targets that the safety rules exclude."""

from __future__ import annotations

from linkaudit.model.http import Failure, FailureKind
from linkaudit.model.report import Level, NotAsked, Unasked, Verdict
from linkaudit.rules.availability.base import failure_evidence
from linkaudit.rules.base import Example, Rule, RuleContext, Violation


def _refused(context: RuleContext) -> Violation | None:
    match context.observation.outcome:
        case Failure(kind=FailureKind.REFUSED, detail=detail, uri=uri):
            hop = f" (redirected to {uri})" if context.observation.hops else ""
            return Violation(f"not followed: {detail}{hop}", failure_evidence(context))
        case NotAsked(why=Unasked.REFUSED, detail=detail):
            return Violation(f"not followed: {detail}")
    return None


RULE = Rule(
    id="refused",
    verdict=Verdict.REFUSED,
    level=Level.ERROR,
    summary="Blocked by linkaudit's safety rules (private address, port, scheme or folder).",
    why="""
linkaudit did not request the target: an address that is not public, a port that browsers block
(25, 6667), a scheme such as `file:`, or a path outside the checked folder. A page that redirects
there may be an attack on your network.
""",
    example=Example(
        "[the guide](https://docs.example/guide)",
        "not followed: 10.0.0.1 is a private network (redirected to http://10.0.0.1/)",
        ("https://docs.example/guide 302 http://10.0.0.1/",),
    ),
    fix="""
Correct the link. `--allow-net` allows requests to a private network, and to `198.18.0.0/15` if your
proxy makes up addresses there (fake-IP).
""",
    silent_when="""
The link itself openly names the reader's own machine or network, or an example host: it is then
`skipped`.
""",
    decide=_refused,
)
