"""The rule on links that are left out."""

from __future__ import annotations

from linkaudit.model.http import Failure, FailureKind
from linkaudit.model.report import Level, Unasked, Verdict
from linkaudit.rules.availability.base import not_asked
from linkaudit.rules.base import Example, Rule, RuleContext, Violation


def _skipped(context: RuleContext) -> Violation | None:
    match context.observation.outcome:
        case Failure(kind=FailureKind.EXCLUDED, detail=detail):
            return Violation(detail)
    return not_asked(Unasked.SKIPPED)(context)


RULE = Rule(
    id="skipped",
    verdict=Verdict.SKIPPED,
    level=Level.NONE,
    summary="Excluded, for local use or an example, or not a kind of link that is checked.",
    why="""
The message says why:

- left out by `--include`, `--exclude` or `--offline`, or redirected to what `--exclude` leaves out;
- not a kind that is checked (`mailto:`, `tel:`);
- written for the reader's own machine or network: `localhost`, `*.localhost`, `127.0.0.1`, `[::1]`,
  private and link-local addresses, `.local`, `.internal`, `.test`, names without a dot;
- written as an example: `example.com`, `.net` and `.org`, `.example`, `.invalid`, addresses such as
  `192.0.2.1` (RFC 2606, RFC 6761, RFC 5737);
- `.onion`, which only Tor opens;
- an address of a site that its sources do not tell: a plugin may make it, or it is beside the site.
""",
    example=Example(
        "[mail us](mailto:us@docs.example)",
        "'mailto:' links are not checked",
    ),
    fix="""
Nothing. To check a reserved host after all, say where it is with `--connect-to`, or allow its
addresses with `--allow-net`. Any `--allow-net` opens names of a network of your own.
""",
    silent_when="""
The host hides behind another spelling (`0x7f.1`, `2130706433`), or a redirect leads there: that
is `refused`.
""",
    decide=_skipped,
)
