"""What hostile texts are made of: marks that mean something to a reader, and anything at all.

A secret is always a whole one with blanks around it; where `hush` is left of it, one got out.
"""

import re

from hypothesis import strategies as st

SECRETS = (
    " https://me:hush@a.example/ ",
    " https://a.example/?x=1&token=hush#y ",
    " http://me:hush@a.example:8080/p?api_key=hush&y=2#access_token=hush ",
    " //me:hush@a.example/ ",
)
_MARKS = (
    *("|", "\\", "`", "```", "*", "_", "~~", "[", "]", "(", ")", "](", "![", "<", ">", "#", "+"),
    *(
        "- ",
        "1. ",
        "> ",
        "---",
        "===",
        "\\|",
        "|--|",
        "$",
        "{{",
        "}}",
        "&",
        ";",
        ":",
        ",",
        "%",
        "@",
    ),
    *("=", "==", "\t", " ", "\n", "\r", "\r\n", "\n\n", "'", '"', "“", "”", "…", "x", "."),
)
_COMMANDS = (
    *("::error::x", "::set-env name=PATH::x", "::add-mask::x", "##[error]x", "##[", "#", "##"),
    *("%0A", "%0D", "%25", "%3A", "::", "\n::warning file=x::", "[set-output name=x]"),
)
_FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "\n=1", "\u00a0=1", "'")
_LINKS = (
    *("[x](javascript:alert(1))", "](http://tracker.example)", "![](http://tracker.example/p.gif)"),
    *(
        "http://tracker.example/",
        "https://tracker.example/a_b*c?d=1&copy;=2",
        "www.tracker.example",
    ),
    *("ftp://tracker.example/", "<http://tracker.example>", "[x]: http://tracker.example\n"),
    *("me@tracker.example", "@somebody", "#123", "GH-1", "owner/repo#1", "javascript:alert(1)"),
)
_HTML = (
    *("<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "</td>", "</details>", "<!--"),
    *(
        "-->",
        "]]>",
        "<![CDATA[",
        "&lt;img&gt;",
        "&#60;",
        "&#x0;",
        "&copy;",
        "<?xml?>",
        "<a href=x>",
    ),
    *("</summary>", "<details open>", "<style>", "<svg/onload=alert(1)>"),
)
_ODD = (
    *("\x00", "\x07", "\x08", "\x0b", "\x0c", "\x1b[31m", "\x1b]0;x\x07", "\x7f", "\x85", "\x9b"),
    *("\u00a0", "\u00ad", "\u061c", "\u200b", "\u200d", "\u2028", "\u2029", "\u202e", "\u2066"),
    *("\ufeff", "\ufffe", "\uffff", "\ud800", "\udfff", "\udc80", "\U0001f600", "\U000e0041", "ä"),
)
PIECES = st.sampled_from(
    (*_MARKS, *_COMMANDS, *_FORMULAS, *_LINKS, *_HTML, *_ODD, *SECRETS, "x" * 150, "word " * 60)
)
NAMES = st.lists(PIECES.filter(lambda piece: piece not in SECRETS), max_size=4).map(
    lambda pieces: "".join(pieces).replace("/", "").replace("\0", "")[:200] + ".md"
)
"""Of files; a URL is none, since no name holds a slash."""
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=8).map("".join)

CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
