"""Every page that the article links to, and every page that those links end at.

Data only, from four files by host. A page that carries a verdict is linked to;
one without is where a redirect ends, or what a neighbouring page needs.
"""

from tests.web import article_blogs, article_docs, article_elsewhere, article_products
from tests.web.page import Page, Verdict

PAGES: tuple[Page, ...] = (
    *article_docs.PAGES,
    *article_products.PAGES,
    *article_blogs.PAGES,
    *article_elsewhere.PAGES,
)

# By the URL as the article writes it: what linkaudit must say, on the day 2026-11-23.
EXPECTED: dict[str, Verdict] = {page.url: page.verdict for page in PAGES if page.verdict}
