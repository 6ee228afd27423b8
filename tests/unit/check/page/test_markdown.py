"""Pages that are served as Markdown, as AWS's guides are beside their HTML."""

from __future__ import annotations

import pytest

from linkaudit.check.page.read import is_readable, read_page
from linkaudit.model.http import Page, Response

BANNER = "Amazon Cogs is no longer open to new customers."
URI = "https://docs.example/cogs/what-is.md"


def response(text: str, kind: str = "text/markdown; charset=utf-8", uri: str = URI) -> Response:
    return Response(uri, 200, {"content-type": kind} if kind else {}, text.encode())


def read(text: str) -> Page:
    page = read_page(response(text))
    assert page is not None
    return page


@pytest.mark.parametrize(
    "text",
    [
        f"# What is it?\n\n{BANNER}\n",
        f"{BANNER}\n\n# What is it?\n",
        "# What is it?\n\n###### Note\n\nAmazon Cogs is no\nlonger open to new customers.\n",
        f"# What is it?\n\n> **Note**\n> {BANNER}\n",
        "# What is it?\n\n> Amazon Cogs is no\n> longer open to new customers.\n",
        f"# What is it?\n\n**Important**  \n {BANNER}\n",
        f"# What is it?\n\n- {BANNER}\n- Another.\n",
        "# What is it?\n\n[Amazon Cogs](cogs.md) is **no longer** open to new customers.\n",
        f'---\ntitle: x\n---\n\n# What is it?\n<a name="what"></a>\n\n{BANNER} And more.\n',
        f"\ufeff# What is it?\n\n{BANNER}\n",
    ],
)
def test_a_notice_in_markdown_is_kept_as_a_reader_sees_it(text: str) -> None:
    page = read(text)

    assert page.title == "What is it?"
    assert page.notices == (BANNER,)


@pytest.mark.parametrize(
    "text",
    [
        f"# What is it?\n\n```\n{BANNER}\n```\n",
        f"# What is it?\n\n{'word ' * 900}\n\n{BANNER}\n",
        f"---\ndescription: {BANNER}\n---\n\n# What is it?\n",
        "# What is it?\n\nAll is well.\n",
        "",
    ],
)
def test_code_and_what_lies_deep_down_is_none(text: str) -> None:
    assert read(text).notices == ()


def test_nothing_can_be_jumped_to_in_a_text_that_is_shown_as_it_is() -> None:
    page = read("# One\n\n## Two\n")

    assert not page.has_ids
    assert not page.serves((), has_fragment=True)


@pytest.mark.parametrize(
    ("kind", "uri", "expected"),
    [
        ("text/markdown", "https://a.example/x", True),
        ("text/x-markdown; charset=utf-8", "https://a.example/x", True),
        ("text/plain", "https://a.example/README.md", True),
        ("text/plain; charset=utf-8", "https://a.example/x.MD", True),
        ("text/plain", "https://a.example/x.txt", False),
        ("application/octet-stream", "https://a.example/x.md", False),
        ("", "https://a.example/x.md", False),
    ],
)
def test_markdown_is_known_by_its_type_and_plain_text_by_its_name(
    kind: str, uri: str, expected: bool
) -> None:
    assert is_readable(response("x", kind, uri)) is expected
