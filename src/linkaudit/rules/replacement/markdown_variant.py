"""The Markdown variant of a page of AWS documentation, for a page that is gone as HTML.

That a variant is there proves that the text is. That none is there proves nothing: only one source
says what a missing one answers.
"""

from __future__ import annotations

from collections.abc import Iterator

from linkaudit.model.followup import Probe, ProbeKind
from linkaudit.model.report import Evidence
from linkaudit.rules.base import RuleContext
from linkaudit.rules.replacement.aws_guide import Replacement, is_page_of_guide

_HTML = ".html"


def variant_probes(context: RuleContext) -> Iterator[Probe]:
    """The request for the variant."""
    if is_page_of_guide(context.request_url):
        yield Probe(_variant_of(context.request_url), ProbeKind.TWIN)


def markdown_variant(context: RuleContext) -> Replacement | None:
    """The variant, where it is there under its own address."""
    uri = _variant_of(context.request_url)
    reply = context.probes.get(uri) if is_page_of_guide(context.request_url) else None
    if reply is None or [one.href for one in reply.listed] != [uri]:
        return None
    name = reply.listed[0].title or uri.rpartition("/")[2]
    proof = Evidence("guide", f"“{name}”, as Markdown", uri, reply.day)
    return Replacement(uri, "its text is available as Markdown", proof)


def _variant_of(asked: str) -> str:
    return asked.partition("?")[0].removesuffix(_HTML) + ".md"
