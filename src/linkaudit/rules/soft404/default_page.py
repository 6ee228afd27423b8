"""The rule on servers that show nothing but their default page."""

from __future__ import annotations

import re

from linkaudit.model.report import Evidence, Level, Verdict
from linkaudit.rules.base import Example, Rule, RuleContext, Violation, trail

_BARE_BYTES = 500  # Apache's default page has 45
# The whole titles of the pages that servers and panels are installed with.
_DEFAULT = re.compile(
    r"welcome to (?:nginx|openresty|caddy|centos|apache)!*(?: on .*)?|it works!"
    r"|apache2? .*default page(?:: it works!?)?|iis(?: \d+)? windows server|iis\d+"
    r"|(?:http server )?test page (?:for the (?:apache|nginx)|powered by).*"
    r"|(?:apache )?http server test page powered by.*"
    r"|(?:default (?:parallels )?(?:plesk )?|web server['’]s default |domain default )"
    r"(?:web site |panel )*page",
    re.I,
)


def _default_page(context: RuleContext) -> Violation | None:
    answer = context.success
    if answer is None or answer.page is None:
        return None
    page = answer.page
    words = page.title or (page.heading if page.size < _BARE_BYTES else "")
    if not _DEFAULT.fullmatch(words):
        return None
    message = f"the site at {answer.uri} is gone: the server shows its default page"
    return Violation(message, (Evidence("page", words, answer.uri), trail(context)))


RULE = Rule(
    id="default-page",
    verdict=Verdict.SOFT_404,
    level=Level.ERROR,
    summary="The server has nothing but its default page.",
    why="""
The whole title is that of the page that a web server or a hosting panel is installed with
("Welcome to nginx!", "Apache2 Ubuntu Default Page: It works"). The site that was there is gone.
""",
    example=Example(
        "[the guide](https://docs.example/guide)",
        "the site at https://docs.example/guide is gone: the server shows its default page",
        ("https://docs.example/guide 200 <title>Welcome to nginx!</title>",),
    ),
    fix="Find the page that has the content now, or remove the link.",
    silent_when="The title has other words too.",
    decide=_default_page,
)
