"""Text as a hostile page, server or author would send it, and what a reader's browser makes of it.

Hostile web, part E.
"""

from __future__ import annotations

from html.parser import HTMLParser

import cmarkgfm  # type: ignore[import-untyped]
from cmarkgfm.cmark import Options  # type: ignore[import-untyped]

STRINGS = (
    "plain words",
    "a | b || c",
    "a \\| b \\\\| c",
    "`code` ``more`` ```fence",
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script><!-- <b>",
    "&lt;img src=x&gt; &copy; &#124;",
    "[click](javascript:alert(1))",
    "](javascript:alert(1))",
    "![pixel](http://tracker.example/p.gif)",
    "[ref]: http://tracker.example/",
    "<http://tracker.example/a|b>",
    "<javascript:alert(1)>",
    "javascript:alert(1)",
    "ftp://tracker.example/x and www.tracker.example",
    "@somebody and #123 and GH-123 and owner/repo#4",
    "mail somebody@tracker.example",
    "one\n::error::two\r\n\r\n# three\n| four |",
    "::error file=a.md::pwned",
    "%0A::set-env name=PATH::x",
    "##[error]pwned ###[set-output]x",
    "\u202eright to left\u200b \x1b[31mred\x07\x00 \ud800 \u2028",
    "*bold* _thin_ ~~struck~~ __x__ $math$ > quote + - # h",
    "- item",
    "1. item",
    "https://a.example/a|b`c(d)<e>\"f'",
    "https://user:secret@a.example/?token=hush&x=1",
    "https://a.example/?a=1&copy;=2&lt;b&gt;",
    "=SUM(A1)",
    "",
)


# What GFM adds, but for its filter of tags, and the boxes of task lists, which are ours.
EXTENSIONS = ["table", "autolink", "strikethrough"]


class Reading(HTMLParser):
    """What a browser would find in a piece of HTML: its tags, links and words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.tags.append("mark" if "linkaudit report" in data else "comment")


def read(markdown: str) -> Reading:
    """Rendered by GitHub's own cmark-gfm, raw HTML included, without its cleaning afterwards."""
    return Reading(
        cmarkgfm.markdown_to_html_with_extensions(
            markdown, options=Options.CMARK_OPT_UNSAFE, extensions=EXTENSIONS
        )
    )
