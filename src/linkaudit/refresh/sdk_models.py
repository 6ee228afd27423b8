"""What botocore's models of services say: which are gone, which are deprecated as a whole, which
say in a sentence that they end.

Reads files of a package; runs none. Of 34 models that went in ten years nearly all were true ends,
and all 8 that were deprecated as a whole; both late or without a day (issue 17).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from linkaudit.model.http import Page, Response
from linkaudit.refresh.candidate import Candidate, Origin, Remark, plain
from linkaudit.refresh.heard import candidate_of, heard, page_of, unheard
from linkaudit.refresh.package import Package
from linkaudit.rules.packs.model import FactKind, Pack

PACKAGE = "botocore"
FILES = "data/*/*/service-2.json*"
_PLACE = "https://github.com/boto/botocore/tree/{at}/botocore/data/{slug}"
_NEWEST = "develop"
_MANY = 5  # operations from which on one that is left over proves no life


@dataclass(frozen=True, slots=True)
class Model:
    """One service as botocore has it, in its newest API version."""

    slug: str
    """The name of its folder."""
    name: str
    """`serviceFullName`: the name at the start, seldom changed (AppStream, QuickSight)."""
    ids: frozenset[str]
    """What stays if the folder gets another name."""
    text: str = ""
    """HTML."""
    operations: int = 0
    messages: tuple[str, ...] = field(default=())
    """One for each deprecated operation; empty where none is given."""

    @property
    def is_deprecated(self) -> bool:
        """All operations are, or all of many but one."""
        left = self.operations - len(self.messages)
        return bool(self.operations) and (left == 0 or (left == 1 and self.operations >= _MANY))


def newest(package: Package) -> Mapping[str, str]:
    """The file of each service's newest API version, by its folder."""
    # Versions are days, and the names are sorted: the last one wins.
    return {name.split("/")[1]: name for name in package.names}


def model_of(package: Package, slug: str, name: str) -> Model | None:
    """A service's model; None for what is none."""
    try:
        data = json.loads(package.read(name))
    except (ValueError, RecursionError):
        return None
    raw = data.get("metadata") if isinstance(data, dict) else None
    if not isinstance(raw, dict):
        return None
    keys = ("serviceId", "serviceFullName", "targetPrefix", "uid")
    ids = frozenset(raw[key] for key in keys if isinstance(raw.get(key), str))
    operations = data.get("operations")
    known = (
        [one for one in operations.values() if isinstance(one, dict)]
        if isinstance(operations, dict)
        else []
    )
    messages = (str(one.get("deprecatedMessage", "")) for one in known if one.get("deprecated"))
    full = plain(str(raw.get("serviceFullName") or slug))
    return Model(slug, full, ids, str(data.get("documentation", "")), len(known), tuple(messages))


def models_of(package: Package) -> Iterator[Model]:
    """All models, one at a time: together they have 150 MB."""
    for slug, name in newest(package).items():
        if (model := model_of(package, slug, name)) is not None:
            yield model


def gone(old: Package, slugs: Iterable[str], ids: frozenset[str]) -> Iterator[Candidate]:
    """The services that only the older package has; `slugs` and `ids` are of the newer one."""
    still = frozenset(slugs)
    for slug, name in newest(old).items():
        if slug in still:
            continue
        model = model_of(old, slug, name)
        if model is None or model.ids & ids:  # its folder has another name now
            continue
        at = old.version or _NEWEST
        quote = f"botocore {at} has a model of {model.name} ({slug}), a later version has none"
        yield Candidate(
            Origin.SDK, FactKind.ENDS, model.name, _PLACE.format(at=at, slug=slug), plain(quote)
        )


def of_model(model: Model, packs: tuple[Pack, ...]) -> Iterator[Candidate | Remark]:
    """What one model says of its own service, and sentences that were not understood."""
    place = _PLACE.format(at=_NEWEST, slug=model.slug)
    page = _page(model.name, model.text, packs)
    said = list(heard(page, model.name, place, packs))
    for notice in said:
        yield candidate_of(Origin.SDK_TEXT, notice, model.name, place)
    for sentence in unheard(page, said):
        yield Remark(model.name, sentence, place)
    if model.is_deprecated and not said:
        yield _deprecated(model, place, packs)


def _deprecated(model: Model, place: str, packs: tuple[Pack, ...]) -> Candidate:
    text = next(filter(None, model.messages), "")
    page = _page(model.name, f"<p>{escape(text)}</p>", packs)
    told = heard(page, model.name, place, packs)
    notice = next(iter(told), None)
    kind = FactKind(notice.event.value) if notice else FactKind.ENDS
    many = f"{len(model.messages)} of {model.operations} operations are deprecated"
    quote = plain(f"{many}: {text}" if text else many)
    day = notice.date if notice else None
    return Candidate(Origin.SDK, kind, model.name, place, quote, day)


def _page(title: str, text: str, packs: tuple[Pack, ...]) -> Page:
    """A model's text, read as the page of a guide would be."""
    body = f"<title>{escape(title)}</title><main>{text}</main>".encode("utf-8", "replace")
    kind = {"content-type": "text/html; charset=utf-8"}
    return page_of(Response("https://docs.aws.amazon.com/", 200, kind, body), packs) or Page()
