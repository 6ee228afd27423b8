"""Guilty pages that are up: what they document has ended, was renamed, or is left behind.

Data only, judged on the day 2026-11-23. Parked domains stand here too: a warning, never an error.
"""

from tests.web.page import DOCS, Guide, blog_post, docs_page, plain_page, product_page, redirect
from tests.web.precision_case import Shape, guilty, leads, offers, stays

AWS = "https://aws.amazon.com"
GITHUB = "https://github.com"
QLDB = Guide("/qldb/latest/developerguide/", "Amazon QLDB", "Developer Guide", "what-is.html")
MONITRON = Guide("/Monitron/latest/user-guide/", "Amazon Monitron", "User Guide", "what-is.html")
OPENSEARCH = Guide("/opensearch-service/latest/developerguide/", "Amazon OpenSearch Service",
    "Developer Guide", "what-is.html")  # fmt: skip
COGS = Guide("/cogs/latest/dg/", "Amazon Cogs", "Developer Guide", "what-is.html")
SAGEMAKER = Guide("/sagemaker/latest/dg/", "Amazon SageMaker AI", "Developer Guide", "whatis.html")


def _docs(name: str, guide: Guide, page: str, title: str, rule: str, *words: str) -> Shape:
    answer = docs_page(guide, page, title, *words)
    return Shape(name, answer.url, (answer,), "retired", rule, quote=words[0] if words else "")


def _product(name: str, path: str, tagline: str, product: str, rule: str) -> Shape:
    url = f"{AWS}{path}"
    return Shape(name, url, (product_page(url, tagline, product),), "retired", rule)


def _stale(name: str, url: str, title: str, sentence: str) -> Shape:
    return guilty(stays(name, url, title, sentence), "stale", "stale-page", sentence)


def _parked(shape: Shape) -> Shape:
    return guilty(shape, "retired", "parked-domain")


_RETIRED = (
    _docs(
        "ended-by-a-notice", COGS, "ended.html", "What is Amazon Cogs?", "service-ended",
        "End of support notice: On October 31, 2025, AWS will discontinue support for Amazon Cogs.",
    ),
    _docs(
        "ending-by-a-notice", COGS, "ending.html", "What is Amazon Cogs?", "service-ending",
        "AWS has decided to discontinue Amazon Cogs, with support ending on October 7, 2027.",
    ),
    _docs(
        "closed-by-a-notice", COGS, "closed.html", "What is Amazon Cogs?",
        "service-closed", "Amazon Cogs is no longer open to new customers.",
    ),
    _docs(
        "ended-by-the-pack-s-title", QLDB, "what-is.html", "What is Amazon QLDB?",
        "service-ended",
    ),
    _docs(
        "closed-by-the-pack-s-title", MONITRON, "what-is.html", "What is Amazon Monitron?",
        "service-closed",
    ),
    _docs(
        "ended-by-the-slug-of-a-guide", SAGEMAKER, "edge-manager-devices.html", "Devices",
        "service-ended",
    ),
    _docs(
        "closed-by-the-slug-of-a-guide", SAGEMAKER, "clarify-online-explainability.html",
        "Online explainability", "service-closed",
    ),
    _docs(
        "archived-by-its-title", SAGEMAKER, "model-parallel.html", "(Archived) Model parallelism",
        "archived-page",
    ),
    _product("ended-by-the-slug", "/deeplens/", "A camera", "", "service-ended"),
    _product("ended-by-the-slug-in-japanese", "/jp/deeplens/", "カメラ", "", "service-ended"),
    _product("closed-by-the-slug", "/cloud9/", "An editor", "", "service-closed"),
    _product("closed-by-the-title", "/x/", "Search", "Amazon Kendra", "service-closed"),
    Shape(
        "ended-by-the-headline-of-a-post",
        f"{AWS}/blogs/ml/getting-started-with-amazon-lookout-for-vision-today/",
        (
            blog_post(
                f"{AWS}/blogs/ml/getting-started-with-amazon-lookout-for-vision-today/", "A post"
            ),
        ),
        "retired",
        "service-ended",
    ),
    Shape(
        "ended-behind-a-redirect",
        f"{AWS}/old-camera/",
        (
            redirect(f"{AWS}/old-camera/", 301, "/deepracer/"),
            product_page(f"{AWS}/deepracer/", "A car", "AWS DeepRacer"),
        ),
        "retired",
        "service-ended",
    ),
    Shape(
        "gone-with-its-service",
        f"{AWS}/elastic-transcoder/",
        (plain_page(f"{AWS}/elastic-transcoder/", "Not here", status=404),),
        "dead",
        "service-ended",
    ),
)  # fmt: skip

_RENAMED = (
    Shape(
        "renamed-by-the-product-of-the-page",
        f"{OPENSEARCH.url}domains.html",
        (docs_page(OPENSEARCH, "domains.html", "Domains"),),
        "renamed",
        "page-renamed",
    ),
    offers(
        Shape(
            "renamed-and-moved",
            f"{DOCS}/elasticsearch-service/latest/developerguide/access.html",
            (
                redirect(
                    f"{DOCS}/elasticsearch-service/latest/developerguide/access.html",
                    301,
                    f"{OPENSEARCH.url}access.html",
                ),
                docs_page(OPENSEARCH, "access.html", "Access"),
            ),
            "renamed",
            "page-renamed",
        ),
        f"{OPENSEARCH.url}access.html",
        certain=False,
    ),
    Shape(
        "renamed-by-the-title",
        f"{AWS}/blogs/b/insights/",
        (blog_post(f"{AWS}/blogs/b/insights/", "Announcing insights in Amazon QuickSight"),),
        "renamed",
        "page-renamed",
    ),
    guilty(
        stays(
            "renamed-by-a-sentence",
            "https://n.example/cog-cloud",
            "Cog Grid",
            "Cog Grid was previously known as Cog Cloud.",
        ),
        "renamed",
        "page-says-renamed",
        "previously known as",
    ),
    guilty(
        stays(
            "renamed-by-a-sentence-with-a-day",
            "https://n.example/gear",
            "Gear Grid | Docs",
            "On March 4, 2022, Gear Cloud was renamed to Gear Grid.",
        ),
        "renamed",
        "page-says-renamed",
    ),
    guilty(
        stays(
            "renamed-long-ago-but-the-link-has-it",
            "https://n.example/history",
            "Wheel Grid",
            "Wheel Grid was previously known as Wheel Cloud until 2009.",
            text="the Wheel Cloud",
        ),
        "renamed",
        "page-says-renamed",
    ),
    offers(
        guilty(
            leads("github-a-repository", f"{GITHUB}/acme/old", f"{GITHUB}/acme/new"),
            "renamed",
            "path-renamed",
        ),
        f"{GITHUB}/acme/new",
        certain=False,
    ),
    guilty(
        leads(
            "github-a-branch",
            f"{GITHUB}/acme/r/blob/master/a.md",
            f"{GITHUB}/acme/r/blob/main/a.md",
            by=302,
        ),
        "renamed",
        "path-renamed",
    ),
)

_STALE = (
    _stale("an-archived-repository", "https://c.example/acme/cog", "acme/cog",
        "This repository was archived by the owner on Mar 3, 2023."),
    _stale("github-s-banner", f"{GITHUB}/acme/archived", "acme/archived",
        "This repository has been archived by the owner on Jan 5, 2024."),
    _stale("unmaintained", "https://c.example/a", "Cog",
        "This project is no longer maintained."),
    _stale("not-actively", "https://c.example/b", "Cog",
        "This project is not actively maintained."),
    _stale("deprecated-in-favour", "https://c.example/c", "Cog",
        "This library is deprecated in favour of Sprocket."),
    _stale("no-longer-the-best-guidance", "https://c.example/blog/d", "A post",
        "NOTICE: October 04, 2024 – This post no longer reflects the best guidance for cogs."),
    _stale("no-longer-updated", "https://c.example/e", "A page",
        "This page is no longer updated."),
    _stale("kept-for-reference", "https://c.example/f", "A page",
        "This document is archived and kept for reference."),
)  # fmt: skip

_PARKED = (
    _parked(stays("parked-by-title", "https://sold.example/", "sold.example is for sale")),
    _parked(stays("parked-deep-down", "https://p2.example/a/cog", "This domain may be for sale")),
    _parked(leads("parked-behind-a-redirect-home", "https://p3.example/a/b", "https://p3.example/",
        "Buy p3.example | p3.example is for sale")),
    _parked(leads("parked-at-a-market", "https://p4.example/a/b",
        "https://www.hugedomains.com/domain_profile.cfm?d=p4", "p4 on HugeDomains", by=302)),
    _parked(leads("parked-at-a-market-s-home", "https://p5.example/a/b", "https://dan.com/")),
)  # fmt: skip

SHAPES: tuple[Shape, ...] = (*_RETIRED, *_RENAMED, *_STALE, *_PARKED)
