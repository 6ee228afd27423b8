"""Healthy pages of odd shapes: tiny, built by scripts, reloading, no pages at all, or about sales.

Data only. Whatever a rule says of one of them is false.
"""

from dataclasses import replace

from tests.web.page import DOCS
from tests.web.precision_case import Shape, raw, refreshing, stays

SHAPES: tuple[Shape, ...] = (
    stays("a-title-that-is-the-site-s-name", "https://acme.example/deep/page/here", "Acme"),
    raw("a-tiny-page", "https://tiny.example/x", "ok"),
    raw("a-page-without-a-title", "https://tiny.example/y", "<p>Hello, this is all.</p>"),
    raw(
        "a-single-page-app",
        "https://spa.example/docs/intro#install",
        '<!DOCTYPE html><title>App</title><div id="root"></div><script src="/a.js"></script>',
    ),
    replace(
        stays("a-page-that-reloads-itself", "https://live.example/scores", "Scores"),
        answers=(refreshing("https://live.example/scores", "30", "Scores"),),
    ),
    replace(
        stays("a-page-that-reloads-itself-by-url", "https://live.example/table", "Table"),
        answers=(
            refreshing("https://live.example/table", "5;url=https://live.example/table", "Table"),
        ),
    ),
    raw(
        "a-canonical-elsewhere",
        "https://mirror.example/guide",
        '<title>Guide</title><link rel="canonical" href="https://origin.example/"><p>All of it.',
    ),
    raw(
        "a-page-that-search-engines-must-not-list",
        "https://quiet.example/page",
        '<title>Quiet</title><meta name="robots" content="noindex, nofollow"><p>All of it.',
    ),
    raw("a-pdf", "https://files.example/not-found.pdf", "%PDF-1.4\n%%EOF\n", "application/pdf"),
    raw("a-feed", "https://feed.example/rss", "<rss><channel/></rss>", "application/rss+xml"),
    raw("an-image", "https://cdn.example/404.png", "\x89PNG", "image/png"),
    raw("a-script", "https://cdn.example/npm/cog@1/cog.min.js", "cog()", "text/javascript"),
    stays("an-empty-search-that-was-asked-for", "https://shop.example/search?q=cog", "Search: cog"),
    stays(
        "a-domain-shop-s-advice", "https://names.example/sell", "How is a domain for sale? A guide"
    ),
    stays(
        "a-review-of-what-is-sold-no-more",
        "https://review.example/reviews/cog",
        "The Cog, tested",
        "Editor's note: this product is no longer available.",
    ),
    stays(
        "an-api-reference-of-the-documentation",
        f"{DOCS}/AmazonS3/latest/API/API_NotFound.html",
        "NotFound - Amazon Simple Storage Service",
    ),
)
