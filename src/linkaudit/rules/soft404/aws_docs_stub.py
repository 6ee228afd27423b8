"""The rule on stubs that AWS documentation shows for missing pages."""

from __future__ import annotations

from linkaudit.model.http import Refresh
from linkaudit.model.report import Evidence, Level, Verdict
from linkaudit.rules.availability.base import wall_sign
from linkaudit.rules.base import Example, Rule, RuleContext, Violation, trail
from linkaudit.text.uri import host_of, path_of

AWS_DOCS = "docs.aws.amazon.com"
_STUB_BYTES = 5000  # a stub is about 1 KB, the smallest real page seen about 9 KB


def aws_docs_stub(context: RuleContext) -> Violation | None:
    path = path_of(context.request_url)
    if host_of(context.request_url) != AWS_DOCS or not path.endswith(".html"):
        return None
    if path.endswith("/index.html"):
        return None
    stub = _stub_on_the_way(context) or _stub_at_the_end(context)
    if stub is None:
        return None
    uri, page = stub
    quotes = [trail(context)]
    if page is not None:
        words = f"{page.size} bytes, titled “{page.title}”, that refresh to {page.target}"
        quotes.append(Evidence("page", words, uri))
    first = context.success.uri if context.success else uri
    message = (
        "the page is no longer in the guide: AWS redirects missing pages to the guide's "
        f"first page ({first}) and answers 200"
    )
    return Violation(message, tuple(quotes))


def _stub_on_the_way(context: RuleContext) -> tuple[str, Refresh] | None:
    """A stub that was followed, and its address; what became of its target does not matter."""
    for hop in context.observation.hops:
        page, is_docs = hop.refresh, host_of(hop.uri) == AWS_DOCS
        if page is not None and is_docs and (_is_folder(hop.uri) or page.size < _STUB_BYTES):
            return hop.uri, page
    return None


def _stub_at_the_end(context: RuleContext) -> tuple[str, Refresh | None] | None:
    """A folder or a stub that we ended at; a stub's own words where there are any."""
    answer = context.success
    if answer is None or wall_sign(answer):
        return None
    page = answer.page
    quote = Refresh(page.refresh, page.title, page.size) if page and page.refresh else None
    is_stub = page is not None and page.size < _STUB_BYTES and (page.has_default_page or quote)
    return (answer.uri, quote) if is_stub or _is_folder(answer.uri) else None


def _is_folder(uri: str) -> bool:
    uri = uri.partition("#")[0]
    return host_of(uri) == AWS_DOCS and path_of(uri).endswith("/")


RULE = Rule(
    id="aws-docs-stub",
    verdict=Verdict.SOFT_404,
    level=Level.ERROR,
    summary="AWS documentation answers 200 with a stub for a page that does not exist.",
    why="""
AWS documentation has no 404 for a page inside a guide. It redirects to the guide's folder and
answers 200 with a stub that leads to the first page. Readers do not find what the link promises.
""",
    example=Example(
        "[loading](https://docs.aws.amazon.com/redshift/latest/dg/loading.html)",
        "the page is no longer in the guide: AWS redirects missing pages to the guide's "
        "first page (https://docs.aws.amazon.com/redshift/latest/dg/) and answers 200",
        (
            "https://docs.aws.amazon.com/redshift/latest/dg/loading.html"
            " 302 https://docs.aws.amazon.com/redshift/latest/dg/",
            "https://docs.aws.amazon.com/redshift/latest/dg/ 200",
        ),
    ),
    fix="Link to the page that has the content now; the guide's own list of pages may offer one.",
    silent_when="The link asks for the guide's folder or its `index.html`.",
    decide=aws_docs_stub,
)
