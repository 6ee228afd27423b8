"""URLs of every odd kind, and what Node and Chromium make of them.

`python -m tests.oracles.urls` asks both and writes `urls.json`; tests only read that file.
Node's `URL` and Chromium's are two implementations of the same standard (WHATWG URL).
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ANSWERS = Path(__file__).with_suffix(".json")
BASE = "https://b.example/c/d?e"

_BACKSLASHES = (
    r"http://h.example/docs\guide\topic.html", r"http:\\h.example\docs\a.html",
    r"http:/\h.example", r"http:\/h.example/a", r"https:\\\h.example\a", r"http://h.example\a",
    r"http://h.example\..\a", r"http://h.example/a\..\b", r"http://h.example/a\.\b",
    r"http://h.example/a\%2e%2E\b", r"http://h.example/a?b\c", r"http://h.example/a#b\c",
    r"http://h.example/a%5Cb", r"http://u\@h.example/", r"http://h.example\@127.0.0.1/",
    r"http://h.example:80\a", r"http://h.example\\a", r"http://h.example/a\\\\b",
    "http://h.example\\?a", "http://h.example\\#a",
)  # fmt: skip
_SLASHES = (
    "http:///h.example/a", "http:////h.example/a", "https:///h.example", "http:h.example/a",
    "http:/h.example/a", "https:h.example", "HTTP:///H.example/", "http:///", "http://",
    "http:", "http:///:80/", "http:////", "http://///h.example", "http:?a", "http:#a", "http:.",
    "https:/", "http:///u:p@h.example:81/a", "http:/u@h.example", "http:///[::1]/",
    "http:///%2e%2e",
)  # fmt: skip
_UNSEEN = (
    "http://h.exa\tmple/a", "http://h.exa\nmple/a", "ht\ttp://h.example/a",
    "http:\n//h.example/a", "http://h.example/a\tb", "http://h.example/a\r\nb",
    "http://h.example/a?b\nc", "http://h.example/.\t./a", "http://h.example/%\n2e/a",
    " http://h.example/a ", "\x00http://h.example/a\x1f", "http://h.example/a\x00b",
    "http://h\x00.example/", "http://h.example:8\t0/", "http://h.example/#a\nb",
    "\u00a0http://h.example/", "http://h.example/a\u00a0", "http://\u200bh.example/",
    "http://h.exam\u00adple/", "http://h.example/\u200b", "http://h.example\u3000/",
    "\thttp://h.example",
)  # fmt: skip
_NAMES = (
    "-foo.example", "foo-.example", "a.-b.example", "a-.b.example", "_foo.example",
    "foo_.example", "f_o.example", "_.example", "-.example", "--.example", "a--b.example",
    "ab--cd.example", "xn--.example", "xn--a.example", "xn--zzzzzz--.example",
    "xn--ls8h.example", "XN--LS8H.example", "xn--bcher-kva.example", "xn--foo-.example",
    "xn--abc.example", "x..example", ".example", "..", "example.", "h.example..", "H.EXAMPLE",
    "a!b.example", "a$b.example", "a&b.example", "a'b.example", "a(b).example", "a*b.example",
    "a+b.example", "a,b.example", "a;b.example", "a=b.example", "a~b.example", "a{b}.example",
    'a"b.example', "a`b.example", "a|b.example", "a^b.example", "a<b.example", "a>b.example",
    "a%b.example", "a%zz.example", "a b.example", "a%20b.example", "%68.example", "h%2eexample",
    "h%2fexample", "h%3aexample", "h%40x.example", "h%00.example", "h%7f.example",
    "%c3%bc.example", "%ff.example", "%e3%80%82example", "%25.example", "a" * 63+".example",
    "a" * 64+".example", ".".join(["a" * 50] * 5)+".example",
    ".".join(["a" * 60] * 5)+".example", "1.example", "1a", "a1", "0x", "example.1",
    "example.0x1", "example.1.", "1.2.3.4a", "h.08", "h.0x", "h.0xg", "*", "*.example",
    "localhost", "a.b.c.d.example",
)  # fmt: skip
_IDNA = (
    "Bücher.example", "faß.example", "FAẞ.example", "b。example", "b．example", "b｡example",
    "💩.example", "I❤b.example", "👩\u200d💻.example", "☺\ufe0f.example", "☺.example",
    "🏳\ufe0f\u200d🌈.example", "a\u200db.example", "a\u200cb.example", "क्\u200dष.example",
    "نامه\u200cای.example", "日本語.example", "日本語。JP", "مثال.example", "אבג.example",
    "aא.example", "1א.example", "א1.example", "\u0301a.example", "a\u0301.example", "①.example",
    "ⅷ.example", "ﬀ.example", "Ａ.example", "σς.example", "İ.example", "ı.example", "K.example",
    "\u2024.example", "a\u2044b.example", "a⁄b.example", "℀.example", "∕.example",
    "\u2488.example", "·l.example", "l·l.example", "ー.example", "・.example", "\ufffd.example",
    "\ufdd0.example", "\U0001ffff.example", "\u00ad", "\u00ad.example", "a\u180eb.example",
    "ꙮ.example", "ⓐ.example", "\u0660.example", "１.example", "☃.example", "a-ü-.example",
    "-ü.example", "ü-.example", "ab--ü.example", "xn--ü.example", "bü..example",
    "ü" * 40+".example", "ü" * 60+".example", "≠.example", "a≮b.example",
)  # fmt: skip
_NUMBERS = (
    "127.1", "0x7f.1", "2130706433", "0177.0.0.1", "127.0.0.1", "127.0.0.1.", "127.0.0.1..",
    "0", "0.0.0.0", "00000000000000000177.1", "0x7F000001", "0X7f.0x0.0x0.0x1", "4294967295",
    "4294967296", "1.2.3.4.5", "256.1.1.1", "1.2.3.256", "1.2.65536", "1.2.65535", "1.16777216",
    "08.8.8.8", "8.8.8.08", "010.8.8.8", "0x.0x.0x.0x", "0x", "1..2", "1.2.3.", ".1.2.3.4",
    "-1", "1e2", "１２７.0.0.1", "①②⑦.0.0.1", "%31%32%37.1", "134744072", "0x08080808",
    "8.8.2056", "١٢٧.0.0.1", "192.168.257", "999999999999", "0xfffffffff", "1.0x", "127.0x.0.1",
    "0b1", "1_2", "127。0。0。1",
)  # fmt: skip
_SIXES = (
    "[::1]", "[::]", "[2001:DB8:0:0::1]", "[2001:db8::0001]", "[::ffff:127.0.0.1]",
    "[::127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::8.8.8.8]", "[1:2:3:4:5:6:7:8]",
    "[1:2:3:4:5:6:7::]", "[::1", "::1", "[::1]a", "a[::1]", "[]", "[:]", "[:::]", "[1:2]",
    "[1:2:3:4:5:6:7:8:9]", "[::12345]", "[::g]", "[fe80::1%25a]", "[fe80::1%a]", "[v1.a]",
    "[::1.2.3]", "[::1.2.3.256]", "[::1.2.3.04]", "[%3a%3a1]", "[::1]:", "[0:0:0:1:0:0:0:1]",
    "[0:0:1:0:0:0:0:1]", "[::ffff:1.2.3.4.5]", "[[::1]]",
)  # fmt: skip
_USERS = (
    "http://u@h.example/", "http://u:p@h.example/", "http://u:p@ss@h.example/",
    "http://@h.example/", "http://:@h.example/", "http://u:@h.example/", "http://u@/",
    "http://u:p@", "http://u@:80/", "http://u:p@h.example:81/a", "http://a@b@c@h.example",
    "http://u%40x:p%3a@h.example/", "http://u/@h.example/", "http://u?@h.example/",
    "http://u#@h.example/", "http://ü:ß@h.example/", "http://u;p@h.example",
    "http://[::1]@h.example/", "http://u@[::1]:81/", "http://h.example:80@127.0.0.1/",
)  # fmt: skip
_PORTS = (
    "h.example:", "h.example:80", "h.example:0080", "h.example:00000000443", "h.example:443",
    "h.example:0", "h.example:1", "h.example:25", "h.example:65535", "h.example:65536",
    "h.example:99999999999999", "h.example:-1", "h.example:+1", "h.example: 80",
    "h.example:80 ", "h.example:8a", "h.example:a", "h.example:٨٠", "h.example:８０",
    "h.example:80:81", "h.example::80", ":80", ":", "h.example:%38", "h.example:1_0",
    "h.example:0x50", "[::1]:80", "[::1]:x", "127.1:81",
)  # fmt: skip
_PATHS = (
    "/.", "/..", "/./", "/../", "/../../..", "/a/./b", "/a/../b", "/a/..", "/a/.", "/a/b/../..",
    "/a//../b", "//a", "/a//b//", "/%2e", "/%2E%2e/a", "/a/%2e./b", "/a/.%2E/b", "/a/%2e%2e",
    "/...", "/.a", "/a.", "/a/..b", "/a/b..", "/%2e%2e%2e", "/%252e%252e/a", "/a/%2f../b",
    "/a%2fb", "/a;../b", "/a b", "/a%20b", "/a%zzb", "/a%", "/%", "/ä", "/%C3%A4", "/%c3%a4",
    "/日本", "/|^{}\"<>`", "/[]", "/!$&'()*+,;=:@~", "/a:b", "/@a", "/a?", "/a??b", "/a?#",
    "/a?b=/../c", "/a?b c", "/a?'\"<>`{}|^", "/a?ä", "/a?%zz", "/a#", "/a#b#c", "/a#b c",
    "/a#ä", "/a#%C3%A4", "/a#\"<>`{}|^", "/a#b?c", "/a#/../b", "?a", "?", "#a", "#", "", "/💩",
    "/a\u200db", "/a\ufe0f", "/\ue000", "/a/./", "/a/.././../b", "/C:/a", "/C|/a",
)  # fmt: skip
_REFERENCES = (
    "", "f", "/f", "../f", "../../../f", "./f", ".", "..", "?f", "?", "#f", "#", "f?g#h",
    "//f.example", "//f.example/g", "//f.example:81", "//", "///f.example/g", "////f.example",
    "/\\f.example", "\\f", "\\\\f.example\\g", "\\/f.example", "f\\g", "..\\f", "/f\\..\\g",
    "http:f", "http:/f", "http://f.example", "https:f", "https:/f", "https:///f.example/g",
    "https:\\\\f.example\\g", "HTTPS:f", "http:///f.example/g", "http:\\\\f.example\\g",
    "mailto:a@f.example", "javascript:f", "file:///f", "file:f", "data:,f", "ftp://f.example/",
    "ws://f.example/", "blob:https://f.example/", "about:blank", "x:f", ":f", ":", "::", "f:g",
    "f/g:h", "./f:g", "C:\\f", "1:f", " f ", "\tf\n", "f g", "f\tg", "/f\r\ng", "ä", "%2e%2e/f",
    "//user:word@f.example/", "//[::1]/f", "//127.1/f", "//-f.example", "//f..example",
    "//%66.example", "//f.example:0", "//f.example:65536", "//f.example:x", "//f g.example",
    "//[::1", "//\u00ad", "/?f", "?#", ";f", "//f.example\\@g.example", "///",
    "\\\\\\f.example", "//💩.example/", "#f#g", "f?g?h", "?a=/../b", "/.", "/..",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """An input, its base if it is a reference, and what each program reads: None for no URL."""

    url: str
    base: str | None
    node: str | None
    chromium: str | None


def inputs() -> Iterator[tuple[str, str | None]]:
    """Every URL to ask of, and its base."""
    whole = (*_BACKSLASHES, *_SLASHES, *_UNSEEN, *_USERS)
    hosts = (*_NAMES, *_IDNA, *_NUMBERS, *_SIXES, *_PORTS)
    yield from ((url, None) for url in whole)
    yield from ((f"http://{host}/", None) for host in hosts)
    yield from ((f"https://h.example{path}", None) for path in _PATHS)
    yield from ((reference, BASE) for reference in _REFERENCES)


def cases() -> list[Case]:
    """What `urls.json` holds."""
    known = json.loads(ANSWERS.read_text("utf-8"))
    return [Case(*row) for row in known["cases"]]


_ASK = """([url, base]) => {
  try { return new URL(url, base === null ? undefined : base).href } catch { return null }
}"""
_NODE = f"""
const ask = {_ASK};
const asked = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify([process.version, process.versions.ada, asked.map(ask)]));
"""


def _by_node(asked: list[tuple[str, str | None]]) -> tuple[str, list[str | None]]:
    told = subprocess.run(
        ["node", "-e", _NODE],  # noqa: S607 -- whichever Node is installed
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    version, ada, answers = json.loads(told.stdout)
    return f"Node {version[1:]} (ada {ada})", answers


def _by_chromium(asked: list[tuple[str, str | None]]) -> tuple[str, list[str | None]]:
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import CHROMIUM, FLAGS

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS])
        try:
            page = browser.new_page()
            answers = page.evaluate(f"asked => asked.map({_ASK})", asked)
            return f"Chromium {browser.version}", list(answers)
        finally:
            browser.close()


def main() -> None:
    asked = list(inputs())
    node, by_node = _by_node(asked)
    chromium, by_chromium = _by_chromium(asked)
    rows = [
        json.dumps([url, base, one, other])
        for (url, base), one, other in zip(asked, by_node, by_chromium, strict=True)
    ]
    head = json.dumps(
        {"node": node, "chromium": chromium, "columns": ["url", "base", "node", "chromium"]}
    )
    ANSWERS.write_text(head[:-1] + ',\n"cases": [\n' + ",\n".join(rows) + "\n]}\n", "utf-8")
    print(f"{len(rows)} URLs: {node}, {chromium}")


if __name__ == "__main__":
    main()
