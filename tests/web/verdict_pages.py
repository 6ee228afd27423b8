"""One page or more for each verdict: the small web behind verdicts.md.

Data only. Hosts end in `.example`, but for docs.aws.amazon.com where AWS's way is the point.
"""

from tests.web.certificates import Fault
from tests.web.page import (
    HTML,
    Answer,
    Guide,
    HangUp,
    Page,
    Verdict,
    docs_page,
    guide_pages,
    guide_stub,
    not_found,
    plain_page,
    redirect,
)

FAULTS = {
    "other-name.example": Fault.OTHER_NAME,
    "self-signed.example": Fault.SELF_SIGNED,
}

LAMBDA = Guide("/lambda/latest/dg/", "AWS Lambda", "Developer Guide", "welcome.html")
OPENSEARCH = Guide(
    "/opensearch-service/latest/developerguide/",
    "Amazon OpenSearch Service",
    "Developer Guide",
    "what-is.html",
)
FIREHOSE = Guide(
    "/firehose/latest/dev/", "Amazon Data Firehose", "Developer Guide", "what-is-this-service.html"
)
LOOKOUT = Guide(
    "/lookout-for-equipment/latest/ug/",
    "Amazon Lookout for Equipment",
    "User Guide",
    "what-is.html",
)
WORKMAIL = Guide(
    "/workmail/latest/adminguide/", "Amazon WorkMail", "Administrator Guide", "what_is.html"
)
DATA_PIPELINE = Guide(
    "/datapipeline/latest/DeveloperGuide/",
    "AWS Data Pipeline",
    "Developer Guide",
    "what-is-datapipeline.html",
)

# Zero seconds: the behaviour is shown, and nobody waits for it.
AT_ONCE = ("Retry-After", "0")


def _fails_once(url: str, status: int) -> tuple[Page, Page]:
    return (
        plain_page(url, "One moment", status=status, headers=(AT_ONCE,)),
        plain_page(url, "Here after all", "It took two attempts."),
    )


def _wall(url: str, status: int, why: str, body: bytes, *headers: tuple[str, str]) -> Page:
    return Page(url, status, (HTML, *headers), body).judged("blocked", why)


_OK = (
    plain_page("https://ok.example/", "Sprockets", "All is well.").judged("ok", "Up."),
    plain_page(
        "https://manual.example/guide", "Guide", "How to begin.", ids=("installation", "usage")
    ).judged("ok", "Up, and the fragment exists.", fragment="installation"),
    *(
        page.judged("ok", "Fails once, then answers: asked again, it is well.")
        for status in (503, 404)
        for page in _fails_once(f"https://flaky.example/{status}-once", status)
    ),
)

_REDIRECTED = (
    redirect("https://moved.example/old-handbook", 301, "/handbook").judged(
        "redirected", "Moved for good."
    ),
    plain_page("https://moved.example/handbook", "Handbook", "All of it, in a new place."),
    redirect("https://moved.example/today", 302, "/edition-7").judged(
        "redirected", "Elsewhere for the time being."
    ),
    plain_page("https://moved.example/edition-7", "Edition 7", "Another one tomorrow."),
    redirect("https://moved.example/folder", 308, "/folder/").judged(
        "redirected", "The trailing slash, which is trivial."
    ),
    plain_page("https://moved.example/folder/", "Folder", "Papers."),
    redirect("http://moved.example/secure", 301, "https://moved.example/secure").judged(
        "redirected", "To HTTPS, which is trivial."
    ),
    plain_page("https://moved.example/secure", "Secure", "Behind a lock."),
)

_RENAMED = (
    redirect(
        "https://docs.aws.amazon.com/elasticsearch-service/latest/developerguide/what-is.html",
        301,
        f"{OPENSEARCH.url}what-is.html",
    ).judged("renamed", "The URL moved, and the product has another name since 2021-09-08."),
    *guide_pages(OPENSEARCH),
    docs_page(
        FIREHOSE,
        FIREHOSE.welcome,
        "What is Amazon Data Firehose?",
        "Send streaming data to a store without running servers.",
    ).judged("renamed", "Same URL; the product has another name since 2024-02-09."),
    guide_stub(FIREHOSE),
    plain_page(
        "https://names.example/cog-cloud",
        "Sprocket Cloud",
        "Sprocket Cloud was previously known as Cog Cloud.",
    ).judged("renamed", "Same URL; the page says so itself."),
)

_RETIRED = (
    *(guide_stub(guide) for guide in (LOOKOUT, WORKMAIL, DATA_PIPELINE)),
    docs_page(
        LOOKOUT,
        LOOKOUT.welcome,
        "What is Amazon Lookout for Equipment?",
        "End of support notice: On October 7, 2026, AWS will discontinue support "
        "for Amazon Lookout for Equipment.",
        "It watches the sensors of machines.",
    ).judged("retired", "The date in the notice has passed."),
    docs_page(
        WORKMAIL,
        WORKMAIL.welcome,
        "What is Amazon WorkMail?",
        "End of support notice: On March 31, 2027, AWS will end support for Amazon WorkMail.",
        "Mail and calendars for a company.",
    ).judged("retired", "The date in the notice is still to come."),
    docs_page(
        DATA_PIPELINE,
        DATA_PIPELINE.welcome,
        "What is AWS Data Pipeline?",
        "AWS Data Pipeline is no longer available to new customers. "
        "Existing customers of AWS Data Pipeline can continue to use the service as normal.",
        "It moves data on a schedule.",
    ).judged("retired", "Closed to new customers."),
)

_STALE = (
    plain_page(
        "https://code.example/acme/sprocket",
        "acme/sprocket",
        "This repository was archived by the owner on Mar 3, 2023. It is now read-only.",
        "A sprocket in four hundred lines.",
    ).judged("stale", "Says that it is archived."),
    plain_page(
        "https://project.example/cog",
        "Cog",
        "This project is no longer maintained.",
        "A cog that turned for ten years.",
    ).judged("stale", "Says that it is unmaintained."),
)

_SOFT_404 = (
    redirect(f"{LAMBDA.url}no-such-page.html", 302, LAMBDA.folder).judged(
        "soft-404", "AWS's way: to the folder of the guide, which answers 200 with a stub."
    ),
    *guide_pages(LAMBDA),
    redirect("https://shop.example/catalogue/2019/sprocket", 301, "https://shop.example/").judged(
        "soft-404", "A deep path that lands on the home page."
    ),
    plain_page("https://shop.example/", "Shop", "Sprockets for sale."),
    plain_page("https://polite.example/lost", "Page not found", "Try the search.").judged(
        "soft-404", "Status 200, and a title that says otherwise."
    ),
)

_ANCHOR_MISSING = (
    plain_page(
        "https://manual.example/tour", "Tour", "A short walk.", ids=("requirements",)
    ).judged("anchor-missing", "A near miss of an id that exists.", fragment="requirments"),
)

_DEAD = (
    not_found("https://gone.example/404").judged("dead", "Not found, however often asked."),
    plain_page("https://gone.example/410", "Gone", "Taken down.", status=410).judged(
        "dead", "Gone for good."
    ),
    redirect("https://gone.example/moved", 301, "/nowhere").judged(
        "dead", "The redirection ends at a 404."
    ),
)


_BLOCKED = (
    _wall(
        "https://wall.example/401",
        401,
        "A login.",
        b"<title>Sign in</title>\n",
        ("WWW-Authenticate", 'Basic realm="members"'),
    ),
    _wall(
        "https://wall.example/403",
        403,
        "CloudFront's page.",
        b"<TITLE>ERROR: The request could not be satisfied</TITLE>\n"
        b"<H1>403 ERROR</H1>\nRequest blocked.\n<PRE>Generated by cloudfront (CloudFront)</PRE>\n",
        ("X-Cache", "Error from cloudfront"),
    ),
    _wall(
        "https://wall.example/202",
        202,
        "AWS WAF's challenge: an empty body and a header.",
        b"",
        ("x-amzn-waf-action", "challenge"),
    ),
    _wall("https://wall.example/999", 999, "LinkedIn's own status.", b""),
    _wall(
        "https://wall.example/429",
        429,
        "Too many requests, to the end.",
        b"<title>Slow down</title>\n",
        AT_ONCE,
    ),
    _wall(
        "https://wall.example/451", 451, "RFC 7725: legal reasons.", b"<title>Withheld</title>\n"
    ),
)

_UNREACHABLE = (
    plain_page("https://broken.example/500", "Oh dear", status=500).judged(
        "unreachable", "The server is in trouble."
    ),
    plain_page("https://broken.example/503", "Busy", status=503, headers=(AT_ONCE,)).judged(
        "unreachable", "Busy, however often asked."
    ),
    redirect("https://broken.example/loop", 302, "/loop-back").judged(
        "unreachable", "A redirect loop."
    ),
    redirect("https://broken.example/loop-back", 302, "/loop"),
    plain_page("https://other-name.example/", "Behind a wrong certificate").judged(
        "unreachable", "The certificate is another host's."
    ),
    plain_page("https://self-signed.example/", "Behind a home-made certificate").judged(
        "unreachable", "The certificate is self-signed."
    ),
    HangUp("https://broken.example/hang-up", "unreachable", "Closed without an answer."),
)

_REFUSED = (
    redirect("https://inward.example/", 302, "http://169.254.169.254/latest/meta-data/").judged(
        "refused", "Each hop has its own guard."
    ),
)

# Destinations that no server may ever be asked for, so none has a page.
_UNASKED: dict[str, Verdict] = {
    "http://127.0.0.1/": "skipped",
    "http://169.254.169.254/latest/meta-data/": "skipped",
    "http://8.8.8.8:22/": "refused",
    "https://exa mple/": "invalid",
    "http://[::1": "invalid",
    "https://:0/": "invalid",
    "mailto:somebody@ok.example": "skipped",
    "tel:+15550100": "skipped",
}

ANSWERS: tuple[Answer, ...] = (
    *_OK,
    *_REDIRECTED,
    *_RENAMED,
    *_RETIRED,
    *_STALE,
    *_SOFT_404,
    *_ANCHOR_MISSING,
    *_DEAD,
    *_BLOCKED,
    *_UNREACHABLE,
    *_REFUSED,
)

# By the destination as verdicts.md writes it.
EXPECTED: dict[str, Verdict] = {
    **{answer.url: answer.verdict for answer in ANSWERS if answer.verdict},
    **_UNASKED,
}
