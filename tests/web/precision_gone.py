"""Guilty pages that are not there: soft 404s of every kind, dead ends, and places gone from a page.

Data only. Each has the verdict, the rule that must speak, and what it must offer.
"""

from dataclasses import replace

from tests.web.page import (
    DOCS,
    Guide,
    Page,
    docs_page,
    guide_pages,
    not_found,
    plain_page,
    redirect,
)
from tests.web.precision_case import Shape, guilty, leads, offers, refreshing, stays

A = "https://z.example"
BACKUP = Guide("/aws-backup/latest/devguide/", "AWS Backup", "Developer Guide", "whatisbackup.html")
BATCH = Guide("/batch/latest/userguide/", "AWS Batch", "User Guide", "what-is-batch.html")


def _above(shape: Shape, quote: str = "301") -> Shape:
    return guilty(shape, "soft-404", "redirect-to-parent", quote)


def _aside(shape: Shape) -> Shape:
    return guilty(shape, "soft-404", "redirect-to-error-or-search")


def _titled(name: str, title: str, path: str = "") -> Shape:
    url = f"https://titles.example/{path or name}"
    return guilty(stays(name, url, title), "soft-404", "error-title", title)


_AWS = (
    Shape(
        "aws-the-folder-of-the-guide",
        f"{BACKUP.url}gone.html",
        (redirect(f"{BACKUP.url}gone.html", 302, BACKUP.folder), *guide_pages(BACKUP)),
        "soft-404",
        "aws-docs-stub",
        quote="that refresh to whatisbackup.html",
    ),
    Shape(
        "aws-the-folder-with-a-fragment",
        f"{BATCH.url}gone.html#place",
        (redirect(f"{BATCH.url}gone.html", 302, f"{BATCH.folder}#place"), *guide_pages(BATCH)),
        "soft-404",
        "aws-docs-stub",
    ),
    Shape(
        "aws-a-full-page-for-a-folder",
        f"{DOCS}/cli/latest/reference/cog/turn.html",
        (
            redirect(
                f"{DOCS}/cli/latest/reference/cog/turn.html", 302, "/cli/latest/reference/cog/"
            ),
            plain_page(f"{DOCS}/cli/latest/reference/cog/", "cog — AWS CLI Command Reference"),
        ),
        "soft-404",
        "aws-docs-stub",
    ),
)

_ABOVE = (
    _above(leads("to-the-home-page", "https://h1.example/shop/2019/cog", "https://h1.example/")),
    _above(leads("to-the-folder", f"{A}/catalogue/cogs/red", f"{A}/catalogue/cogs/")),
    _above(leads("to-an-ancestor", f"{A}/a/b/c/cog.html", f"{A}/a/")),
    _above(leads("to-the-home-page-for-now", f"{A}/cog", f"{A}/", by=302), "302"),
    _above(leads("to-the-home-page-on-www", "https://h2.example/cog", "https://www.h2.example/")),
    _above(leads("to-the-home-page-in-german", "https://h3.example/cog", "https://h3.example/de/")),
    _above(leads("to-the-index", "https://h4.example/cog", "https://h4.example/index.html")),
    _above(leads("to-the-month-of-a-post", f"{A}/2020/05/cogs", f"{A}/2020/05/")),
    _above(leads("to-the-year-of-a-post", f"{A}/blog/2019/cogs", f"{A}/blog/2019/")),
    _above(leads("to-a-version-of-the-docs", f"{A}/docs/6/cogs", f"{A}/docs/6/")),
    _above(leads("a-number-that-leads-home", "https://h5.example/?p=123", "https://h5.example/")),
    _above(leads("a-script-without-its-number", f"{A}/item.php?id=77", f"{A}/item.php")),
    _above(
        leads("a-site-that-was-bought", "https://h6.example/p/cog", "https://buyer.example/"),
    ),
    _above(leads("a-blog-that-closed", "https://blog.h7.example/2019/cog", "https://h7.example/")),
    _above(leads("github-a-missing-wiki-page", "https://github.com/o/w/wiki/Cogs",
        "https://github.com/o/w/wiki")),
    _above(leads("a-file-that-leads-home", "https://h8.example/f/report.pdf", "https://h8.example/")),
    replace(
        _above(leads("a-refresh-to-the-home-page", "https://h9.example/cog", "https://h9.example/")),
        answers=(
            refreshing("https://h9.example/cog", "0;url=/", "Moved"),
            plain_page("https://h9.example/", "H9"),
        ),
        quote="200 (refresh)",
    ),
)  # fmt: skip

_ASIDE = (
    _aside(leads("to-an-error-page", f"{A}/one", f"{A}/404.html", "Something else")),
    _aside(leads("to-an-error-page-by-name", f"{A}/two", f"{A}/errors/not-found", by=302)),
    _aside(
        leads("to-an-error-page-with-the-address", f"{A}/three", f"{A}/404?from=/three", by=302)
    ),
    _aside(leads("to-an-empty-search", f"{A}/products/cog", f"{A}/search?q=cog", "0 results")),
    _aside(leads("to-a-search-by-script", f"{A}/goods/cog", f"{A}/suche.php?q=cog", by=302)),
    _aside(
        leads(
            "to-wordpress-s-search", "https://s1.example/cogs-are-fun", "https://s1.example/?s=cogs"
        )
    ),
)

_TITLES = (
    _titled("english", "Page not found | The shop"),
    _titled("english-number-first", "404 - Page Not Found - The shop", "e2"),
    _titled("english-sorry", "Sorry, this page isn’t available", "e3"),
    _titled("english-google-s", "Error 404 (Not Found)!!1", "e4"),
    _titled("english-no-longer", "This page no longer exists", "e5"),
    _titled("german", "Seite nicht gefunden – Der Laden"),
    _titled("german-number", "Fehler 404: Seite nicht gefunden", "d2"),
    _titled("german-no-more", "Diese Seite existiert nicht mehr", "d3"),
    _titled("french", "Page introuvable | Le magasin"),
    _titled("french-number", "Erreur 404 - Le magasin", "f2"),
    _titled("spanish", "Página no encontrada - La tienda"),
    _titled("italian", "Pagina non trovata | Il negozio"),
    _titled("portuguese", "Página não encontrada - A loja"),
    _titled("japanese", "ページが見つかりません | 店"),
    _titled("a-wiki", "This page does not exist yet | The wiki", "wiki/Cog"),
    _titled("a-shop", "Product unavailable | The shop", "products/cog"),
    _titled("a-shop-no-longer", "This item is no longer available", "items/7"),
    _titled("a-user", "User not found - The forum", "u/jane"),
)

_DEAD = (
    Shape("a-404", "https://d.example/404", (not_found("https://d.example/404"),), "dead",
        "not-found"),
    Shape(
        "a-410",
        "https://d.example/410",
        (plain_page("https://d.example/410", "Gone", status=410),),
        "dead",
        "not-found",
    ),
    Shape(
        "dead-behind-redirects",
        "https://d.example/one",
        (
            redirect("https://d.example/one", 301, "/two"),
            redirect("https://d.example/two", 302, "https://d.example/three"),
        ),
        "dead",
        "not-found",
        quote="404 https://d.example/three",
    ),
    Shape(
        "dead-with-the-branch-master",
        "https://github.com/o/r/blob/master/gone.md",
        (not_found("https://github.com/o/r/blob/master/gone.md"),),
        "dead",
        "not-found",
    ),
)  # fmt: skip

_ANCHORS = (
    offers(
        Shape(
            "an-anchor-with-a-slip",
            "https://m.example/tour#requirments",
            (plain_page("https://m.example/tour", "Tour", ids=("requirements",)),),
            "anchor-missing",
            "fragment-missing",
        ),
        "https://m.example/tour#requirements",
        certain=False,
    ),
    guilty(
        leads("an-anchor-behind-a-redirect", "https://m.example/old#use", "https://m.example/new",
            ids=("api",)),
        "anchor-missing",
        "fragment-missing",
    ),
    Shape(
        "aws-an-anchor-that-became-a-page",
        f"{BACKUP.url}plans.html#vault-lock",
        (docs_page(BACKUP, "plans.html", "Backup plans", ids=("plans", "rules")),),
        "anchor-missing",
        "fragment-missing",
    ),
    Shape(
        "an-anchor-on-a-page-without-any",
        "https://m.example/bare#place",
        (Page("https://m.example/bare", 200, (("Content-Type", "text/html"),), b"<p>Hello</p>"),),
        "anchor-missing",
        "fragment-missing",
    ),
)  # fmt: skip

SHAPES: tuple[Shape, ...] = (*_AWS, *_ABOVE, *_ASIDE, *_TITLES, *_DEAD, *_ANCHORS)
