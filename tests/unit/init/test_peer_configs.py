"""What peers' configs mean here: a table of their keys, and what becomes of each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from linkaudit.init.convert import ConvertedSetting, Item, Unconverted, pattern
from linkaudit.init.lychee import from_lychee, from_lycheeignore
from linkaudit.init.markdown_link_check import from_markdown_link_check
from linkaudit.init.peer_configs import (
    MAX_BYTES,
    PEERS,
    PeerConfig,
    joined,
    read_peer_configs,
    settled,
)
from linkaudit.init.sphinx import from_sphinx
from linkaudit.rules.registry import RULES
from linkaudit.settings.table import CONFIG_KEYS
from linkaudit.text import toml
from linkaudit.text.patterns import any_matches, compiled_all


def settings(items: Iterator[Item]) -> dict[str, object]:
    return joined(settled([PeerConfig("x", tuple(items))]))


def left(items: Iterator[Item]) -> list[str]:
    return [item.key for item in items if isinstance(item, Unconverted)]


# ---------------------------------------------------------------------- lychee

LYCHEE = [
    ('exclude = ["^https://a\\\\."]', {"exclude": [r"^https://a\."]}),
    ('include = ["^https://a"]', {"include": ["^https://a"]}),
    ("timeout = 20", {"timeout": 20}),
    ('timeout = "1m 30s"', {"timeout": 90}),
    ("max_retries = 2", {"retries": 2}),
    ("max_redirects = 5", {"max-redirects": 5}),
    ("max_concurrency = 14", {"concurrency": 14}),
    ("host_concurrency = 5", {"per-host": 5}),
    ("offline = true", {"offline": True}),
    ("cache = true", {"max-age": "1d"}),
    ('cache = true\nmax_cache_age = "2d"', {"max-age": "2d"}),
    ('cache = true\nmax_cache_age = "1h 30m"', {"max-age": "90m"}),
    ('cache = false\nmax_cache_age = "2d"', {}),
    ("include_fragments = false", {"ignore": ["fragment-missing"]}),
    ('include_fragments = "none"', {"ignore": ["fragment-missing"]}),
    ("include_fragments = true", {}),
    ('root_dir = "site/public"', {"root": "site/public"}),
    ('accept = ["200..=204", "403", "429"]', {}),
    ('accept = "200, 999"', {}),
    ('accept = ["100..=103", "200..=299", "301"]', {}),
    ("insecure = false", {}),
    ('method = "get"', {}),
    ("threads = 2", {}),
]


@pytest.mark.parametrize(("text", "expected"), LYCHEE, ids=[text for text, _ in LYCHEE])
def test_what_lychee_is_told(text: str, expected: dict[str, object]) -> None:
    items = list(from_lychee(toml.parse(text)))

    assert settings(iter(items)) == expected
    assert left(iter(items)) == []


@pytest.mark.parametrize(
    "text",
    [
        'accept = ["200", "404"]',
        'accept = "all"',
        "max_retries = -1",
        "timeout = true",
        'timeout = "soon"',
        'max_redirects = "many"',
        'exclude = "no list"',
        'exclude = ["^file:///tmp/"]',
        'include = ["^file:"]',
        'root_dir = "/dist"',
        'root_dir = "../site"',
        'header = { authorization = "s3cret" }',
        "insecure = true",
        "require_https = true",
        'scheme = ["ht|tp"]',
        "what_is_this = 1",
    ],
)
def test_what_lychee_is_told_and_has_no_place_here_is_listed_without_its_value(text: str) -> None:
    key = text.partition(" ")[0]

    [item] = from_lychee(toml.parse(text))

    assert isinstance(item, Unconverted)
    assert item.key.partition(",")[0] == key
    assert len(item.why) > 5
    assert "s3cret" not in item.why


def test_a_cache_of_a_strange_age_is_listed() -> None:
    assert left(from_lychee({"cache": True, "max_cache_age": "soon"})) == ["max_cache_age"]


@pytest.mark.parametrize(
    ("options", "skipped", "asked"),
    [
        (
            {"exclude_loopback": True},
            "http://127.0.0.1/ https://localhost:8080/",
            "http://localhost.example/",
        ),
        (
            {"exclude_private": True},
            "http://10.1.2.3/ http://172.31.0.1/",
            "http://172.32.0.1/ http://127.0.0.1/",
        ),
        (
            {"exclude_link_local": True},
            "http://169.254.1.1/ http://[fe80::1]/",
            "http://10.0.0.1/",
        ),
        (
            {"exclude_all_private": True},
            "http://127.0.0.1/ http://10.0.0.1/ http://169.254.0.1/",
            "https://a.example/10.0.0.1",
        ),
        ({"scheme": ["https"]}, "http://a.example/ other.md", "https://a.example/"),
        ({"scheme": ["https", "file"]}, "http://a.example/", "https://a.example/ other.md"),
        (
            {"scheme": ["https", "file"]},
            "htp:x HTTP://a.example/",
            "HTTPS://a.example/ a/b:c #d ?e",
        ),
        ({"exclude": ["(?i)^(?P<a>H)TTPS:"]}, "https://x.example/", "http://x.example/"),
        ({"include": ["(?i)KEEP|(?<a>x)y"]}, "https://a.example/", "https://a.example/keep a/xy"),
    ],
)
def test_lychees_filters_leave_out_the_same_links(
    options: dict[str, object], skipped: str, asked: str
) -> None:
    found = settings(from_lychee(options))
    given = f"{skipped} {asked}".split()

    assert [url for url in given if not _is_chosen(url, found)] == skipped.split()


def _is_chosen(url: str, found: dict[str, object]) -> bool:
    """As `check` does: what matches `include`, if there is any, and no `exclude`."""
    include, exclude = found.get("include", []), found.get("exclude", [])
    assert isinstance(include, list)
    assert isinstance(exclude, list)
    return (not include or any_matches(compiled_all(include), url)) and not any_matches(
        compiled_all(exclude), url
    )


@pytest.mark.parametrize(
    "options",
    [
        {"include": ["keep", "more"], "exclude": ["example"]},
        {"include": ["keep", "more"], "scheme": ["https"]},
    ],
)
def test_an_include_that_overrides_others_in_lychee_is_listed(options: dict[str, object]) -> None:
    """lychee-lib's filter: what is included is never excluded. Ours wants both."""
    items = settled([PeerConfig("x", tuple(from_lychee(options)))])

    assert [item.key for one in items for item in one.left] == ["include"]
    assert "keep" not in str(joined(items))


def test_a_lycheeignore_is_a_list_of_patterns_with_comments() -> None:
    text = "# ours\n\n^https://a\\.example\n  # also a comment\n(unclosed\n"

    items = list(from_lycheeignore(text))

    assert settings(iter(items)) == {"exclude": [r"^https://a\.example"]}
    assert left(iter(items)) == ["line 5"]


# ------------------------------------------------------------ markdown-link-check

MLC: list[tuple[dict[str, object], dict[str, object]]] = [
    ({"ignorePatterns": [{"pattern": "^http:"}, {"pattern": "x"}]}, {"exclude": ["^http:", "x"]}),
    ({"ignorePatterns": [{"pattern": "^(?<a>x)"}]}, {"exclude": ["^(?<a>x)"]}),
    (
        {"ignorePatterns": [{"pattern": "[[:alpha:]]"}, {"pattern": r"\p{L}"}]},
        {"exclude": ["[[:alpha:]]", r"\p{L}"]},
    ),
    ({"timeout": "20s"}, {"timeout": 20}),
    ({"timeout": "2500ms"}, {"timeout": 2.5}),
    ({"timeout": "5000"}, {"timeout": 5}),
    ({"retryOn429": True, "retryCount": 5}, {"retries": 5}),
    ({"retryCount": 5}, {}),
    ({"aliveStatusCodes": [200, 206, 429]}, {}),
    ({"fallbackRetryDelay": "30s"}, {}),
]


@pytest.mark.parametrize(("told", "expected"), MLC, ids=[str(told) for told, _ in MLC])
def test_what_markdown_link_check_is_told(
    told: dict[str, object], expected: dict[str, object]
) -> None:
    items = list(from_markdown_link_check(told))

    assert settings(iter(items)) == expected
    assert left(iter(items)) == []


def test_what_markdown_link_check_is_told_and_has_no_place_here_is_listed() -> None:
    told = {
        "replacementPatterns": [{"pattern": "^/", "replacement": "{{BASEURL}}/"}],
        "httpHeaders": [{"urls": ["https://a.example"], "headers": {"Authorization": "s3cret"}}],
        "projectBaseUrl": "x",
        "aliveStatusCodes": [200, 404],
        "ignoreDisable": False,
        "ignorePatterns": [{"pattern": "("}, {}, {"pattern": "^(?!https)"}],
    }

    items = list(from_markdown_link_check(told))

    assert left(iter(items)) == [
        *("replacementPatterns", "httpHeaders", "projectBaseUrl", "aliveStatusCodes"),
        *("ignoreDisable", *(f"ignorePatterns, number {n}" for n in (1, 2, 3))),
    ]
    assert "s3cret" not in str(items)


# --------------------------------------------------------------------- Sphinx

CONF = [
    ("linkcheck_ignore = [r'https://a\\.b', 'x']", {"exclude": [r"^(?:https://a\.b)", "^(?:x)"]}),
    ("linkcheck_timeout = 5", {"timeout": 5}),
    ("linkcheck_timeout: float = 5.5", {"timeout": 5.5}),
    ("linkcheck_retries = 3", {"retries": 2}),
    ("linkcheck_workers = 10", {"concurrency": 10}),
    ("linkcheck_rate_limit_timeout = 120", {"max-retry-after": 120}),
    ("linkcheck_anchors = False", {"ignore": ["fragment-missing"]}),
    ("linkcheck_anchors = True", {}),
    ("linkcheck_report_timeouts_as_broken = False", {}),
    ("project = 'x'\nhtml_theme = 'y'\n", {}),
    ("raise SystemExit('it was run')\nlinkcheck_workers = 2", {"concurrency": 2}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CONF, ids=[text for text, _ in CONF])
def test_what_sphinx_is_told(text: str, expected: dict[str, object]) -> None:
    items = list(from_sphinx(text))

    assert settings(iter(items)) == expected
    assert left(iter(items)) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("linkcheck_ignore = [x for x in y]", "linkcheck_ignore"),
        ("linkcheck_ignore = []\nlinkcheck_ignore.append('x')", "linkcheck_ignore"),
        ("linkcheck_ignore = []\nlinkcheck_ignore += ['x']", "linkcheck_ignore"),
        ("if True:\n    linkcheck_workers = 2", "linkcheck_workers"),
        ("linkcheck_timeout = open('/etc/passwd').read()", "linkcheck_timeout"),
        ("linkcheck_timeout = 'soon'", "linkcheck_timeout"),
        ("linkcheck_retries = 0", "linkcheck_retries"),
        ("linkcheck_auth = [('.*', ('me', 's3cret'))]", "linkcheck_auth"),
        ("linkcheck_report_timeouts_as_broken = True", "linkcheck_report_timeouts_as_broken"),
        ("linkcheck_ignore = ['(']", "linkcheck_ignore, number 1"),
    ],
)
def test_what_sphinx_works_out_or_has_no_place_here_is_listed(text: str, key: str) -> None:
    items = list(from_sphinx(text))

    assert key in left(iter(items))
    assert settings(iter(items)) == {}
    assert "s3cret" not in str(items)


# ------------------------------------------------------------- all of them, in a tree


@pytest.mark.parametrize(
    "text",
    ["(", "a{9999999999}", "(?x) a", "(?!a)", "[a[b]]", "[a&&b]", "[[:alpha:]--b]", "[^a~~b]",
     "", "x" * 1001, "a\nb", "\ud800", 7],
)  # fmt: skip
def test_an_expression_that_means_something_else_here_is_not_taken_over(text: object) -> None:
    with pytest.raises(ValueError, match="not "):
        pattern(text)


def test_every_rule_that_is_taken_over_is_one() -> None:
    ids = {rule.id for rule in RULES}

    found = settings(from_lychee({"include_fragments": False}))
    assert found["ignore"] == ["fragment-missing"]
    assert "fragment-missing" in ids


def test_several_files_are_joined_and_where_they_differ_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "lychee.toml").write_text('timeout = 5\nexclude = ["a"]\n')
    (tmp_path / ".lycheeignore").write_text("a\nb\n")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "conf.py").write_text("linkcheck_timeout = 9\nlinkcheck_workers = 3\n")

    said = read_peer_configs(tmp_path)

    assert joined(said) == {"timeout": 5, "exclude": ["a", "b"], "concurrency": 3}
    assert [one.file for one in said] == ["lychee.toml", ".lycheeignore", "docs/conf.py"]
    assert said[2].left == (Unconverted("timeout", "lychee.toml has another value"),)


def test_what_lychee_includes_is_listed_where_another_file_excludes(
    tmp_path: Path,
) -> None:
    """lychee adds the lines of .lycheeignore to its `exclude`, which gives way to `include`."""
    (tmp_path / "lychee.toml").write_text('include = ["keep"]\ntimeout = 5\n')
    (tmp_path / ".lycheeignore").write_text("a\\.example\n")

    said = read_peer_configs(tmp_path)

    assert joined(said) == {"timeout": 5, "exclude": ["a\\.example"]}
    assert [item.key for item in said[0].left] == ["include"]


def test_a_table_in_pyproject_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.other]\nx = 1\n[tool.lychee]\ntimeout = 7\n")

    assert joined(read_peer_configs(tmp_path)) == {"timeout": 7}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lychee.toml", b"= no"),
        ("lychee.toml", b"\xff\xfe"),
        ("lychee.toml", b"#" * (MAX_BYTES + 1)),
        ("mlc_config.json", b"[1]"),
        ("mlc_config.json", b"{"),
        ("mlc_config.json", b"[" * 100_000),
        ("conf.py", b"linkcheck_ignore = "),
        ("conf.py", b"linkcheck_ignore = " + b"(" * 10_000),
        ("conf.py", b"linkcheck_ignore = '\x00'"),
    ],
    ids=str,
)
def test_a_file_that_cannot_be_used_is_listed_with_the_reason(
    name: str, content: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)

    [one] = read_peer_configs(tmp_path)

    assert one.file == name
    assert [(item.key, item.why[:15]) for item in one.left] == [("all of it", "cannot be read:")]


def test_no_config_is_read_through_a_link_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("timeout = 5\n")
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "lychee.toml").symlink_to("../secret")

    [one] = read_peer_configs(tree)

    assert one.keys == ()
    assert "leads out" in one.left[0].why


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_nobody_is_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "lychee.toml")

    [one] = read_peer_configs(tmp_path)

    assert "not a regular file" in one.left[0].why


def test_every_peers_file_is_looked_for_under_its_usual_names() -> None:
    assert {"lychee.toml", ".lycheeignore", ".markdown-link-check.json", "docs/conf.py"} <= set(
        PEERS
    )


def test_only_keys_of_ours_come_out() -> None:
    for text, _ in LYCHEE:
        for item in from_lychee(toml.parse(text)):
            assert not isinstance(item, ConvertedSetting) or item.key in CONFIG_KEYS
