"""Healthy redirects that look like the way to nowhere: shorter addresses, home pages, resolvers.

Data only. Each of them leads to what the link meant: the verdict is `redirected` and no worse.
"""

from dataclasses import replace

from tests.web.precision_case import Shape, leads, offers, refreshing

A = "https://a.example"
GITHUB = "https://github.com"

_SHORTER = (
    leads("a-number-without-its-title", f"{A}/item/123/a-red-cog", f"{A}/item/123"),
    leads("a-question-without-its-title", f"{A}/questions/4711/why", f"{A}/questions/4711/"),
    leads("a-shop-s-number", f"{A}/dp/B00ABCD123/ref=sr_1_1", f"{A}/dp/B00ABCD123"),
    leads(
        "a-uuid-without-its-title",
        f"{A}/files/6ba7b810-9dad-11d1-80b4-00c04fd430c8/notes",
        f"{A}/files/6ba7b810-9dad-11d1-80b4-00c04fd430c8",
    ),
    leads("a-slug-with-a-number", f"{A}/threads/cogs.12345/page-2", f"{A}/threads/cogs.12345/"),
    leads("the-comments-of-a-post", f"{A}/post/comments", f"{A}/post"),
    leads("the-first-page-of-a-list", f"{A}/blog/page/1/", f"{A}/blog/"),
    leads("a-version-of-a-package", f"{A}/package/cog/v/1.2.0", f"{A}/package/cog"),
    leads("an-old-version-of-the-docs", f"{A}/manual/5.1/", f"{A}/manual/"),
    leads("a-language-and-a-version", "https://rtd.example/en/latest/", "https://rtd.example/"),
    leads("the-introduction", f"{A}/handbook/introduction.html", f"{A}/handbook/"),
    leads("the-start-page", "https://start.example/startseite.html", "https://start.example/"),
    leads("a-one-product-site", "https://one.example/sprocket", "https://one.example/", "Sprocket"),
    leads(
        "a-page-merged-into-the-one-above",
        f"{A}/setup/linux#packages",
        f"{A}/setup/",
        "Set up",
        ids=("linux", "packages"),
    ),
)

_HOME = (
    leads(
        "a-support-desk-of-its-own", "https://b.example/support/", "https://help.b.example/", "Help"
    ),
    leads("docs-of-their-own", "https://b.example/documentation", "https://docs.b.example/"),
    leads("a-user-s-own-host", "https://b.example/~jane/", "https://jane.b.example/"),
    leads("a-project-s-own-site", "https://forge.example/p/my-tool/", "https://mytool.example/"),
    leads(
        "a-site-with-get-before", "https://b.example/products/cogger", "https://getcogger.example/"
    ),
    leads("a-link-that-forwards", "https://b.example/go/partner", "https://partner.example/"),
    leads(
        "a-link-with-its-target-in-it",
        "https://b.example/leave/now?url=https%3A%2F%2Felse.example%2F",
        "https://else.example/",
    ),
    leads("a-short-link", "https://bit.ly/3xYzAbC", "https://c.example/", "C"),
    leads("a-doi-of-a-journal", "https://doi.org/10.1000/182", "https://journal.example/", by=302),
    leads("a-doi", "https://doi.org/10.1000/183", "https://journal.example/a/183", by=302),
    leads("t.co", "https://t.co/AbCdEf", "https://c.example/story", by=301),
    leads("an-old-short-link-in-two-parts", "https://goo.gl/maps/xyz", "https://maps.example/"),
    leads(
        "a-vendor-s-forwarder", "https://go.c.example/fwlink/?linkid=123", "https://c.example/new"
    ),
    leads("an-app-s-route", f"{A}/app/intro", f"{A}/#/app/intro"),
)

_TRIVIAL = (
    offers(
        leads("http-to-https", "http://t.example/x", "https://t.example/x"), "https://t.example/x"
    ),
    leads("www", "https://www.t.example/y", "https://t.example/y"),
    leads("a-slash", "https://t.example/z", "https://t.example/z/"),
    leads("capitals", "https://t.example/Guide", "https://t.example/guide"),
    leads("tracking", "https://t.example/v?utm_source=mail", "https://t.example/v"),
    leads("a-language-is-added", "https://t.example/w", "https://t.example/en/w"),
    leads("a-language-is-added-to-home", "https://lang.example/", "https://lang.example/de-AT/"),
    leads("a-language-by-query", "https://t.example/u", "https://t.example/u?hl=en", by=302),
)

_LONG = (
    offers(
        leads(
            "a-number-becomes-a-date",
            "https://wp.example/?p=123",
            "https://wp.example/2020/05/cogs/",
        ),
        "https://wp.example/2020/05/cogs/",
    ),
    leads("page-one-by-query", "https://wp.example/?p=1", "https://wp.example/"),
    leads("latest-to-a-version", f"{A}/docs/latest/cogs", f"{A}/docs/5.1/cogs", by=302),
    leads("stable-to-a-version", f"{A}/docs/stable/", f"{A}/docs/5.1/"),
    leads("another-tree", f"{A}/old/deep/tree/of/cogs.html", f"{A}/guide/cogs"),
    leads("another-site", "https://old.example/guide/cogs", "https://new.example/manual/cogs"),
    leads("a-tag-that-is-a-search-now", f"{A}/tag/cogs", f"{A}/search?q=cogs"),
    leads("to-a-file-on-a-cdn", f"{A}/files/cog.txt", "https://cdn.example/f/cog.txt", by=302),
    leads("an-article-on-signing-in", f"{A}/docs/sso", f"{A}/docs/authentication/sign-in"),
    leads(
        "github-a-tree-that-is-a-blob",
        f"{GITHUB}/o/r/tree/main/a.md",
        f"{GITHUB}/o/r/blob/main/a.md",
    ),
    leads("github-a-branch-is-the-root", f"{GITHUB}/o/q/tree/main", f"{GITHUB}/o/q"),
    leads(
        "github-an-issue-is-a-pull-request",
        f"{GITHUB}/o/r/issues/7",
        f"{GITHUB}/o/r/pull/7",
        by=302,
    ),
    leads("github-capitals", f"{GITHUB}/Acme/Cog", f"{GITHUB}/acme/cog"),
    leads("an-article-on-errors-moved", f"{A}/kb/404", f"{A}/help/errors/404", "404 | Help"),
    replace(
        leads("a-folder-that-refreshes", f"{A}/book/", f"{A}/book/one.html", "One"),
        answers=(
            refreshing(f"{A}/book/", "0;url=one.html", "Book"),
            leads("", "", f"{A}/book/one.html", "One").answers[1],
        ),
        verdict="ok",
    ),
)

SHAPES: tuple[Shape, ...] = (*_SHORTER, *_HOME, *_TRIVIAL, *_LONG)
