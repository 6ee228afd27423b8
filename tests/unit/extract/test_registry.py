"""Which reader reads a document, and what is too much for any."""

import pytest

from linkaudit.extract import registry
from linkaudit.extract.registry import LONGEST_LINE, MOST_LINKS, extract_document
from linkaudit.extract.source import cut
from linkaudit.model.document import Defect, Document, Extraction, LinkKind


def extracted(text: str, path: str = "a.md") -> Extraction:
    return extract_document(Document(path, text))


def urls(text: str, path: str = "a.md") -> list[str]:
    links = extracted(text, path).links
    assert all(cut(text, link.region) == link.destination for link in links)
    return [link.url for link in links]


MDX = """import Card from 'https://js.example/card.js'
export const url = "https://js.example/x"

# Title {props.title}

[fine](https://a.example/1) {`not https://js.example/y`} <https-is-no-tag/>

<Card href={"https://js.example/z"} other="1">
[inside](https://a.example/2)
</Card>

    [indented](https://a.example/3)

<a href="https://a.example/4" style={{color: "red"}}>four</a> {/* [no](https://js.example/c) */}

```js
const x = {a: "https://code.example/"}
```

`{code}` [five](https://a.example/5)
"""


def test_mdx_keeps_javascript_out_of_the_way() -> None:
    """MDX 3: statements and expressions are JavaScript; indented text is no code."""
    assert urls(MDX, "a.mdx") == [f"https://a.example/{number}" for number in range(1, 6)]


def test_html_is_read_by_its_tags() -> None:
    text = (
        '<!-- <a href="no"> -->\n<A HREF=one>x</A>\n<img src="two" srcset="three 2x">\n[no](md)\n'
    )

    assert urls(text, "page.html") == ["one", "two", "three"]
    assert {link.kind for link in extracted(text, "page.htm").links} == {LinkKind.HTML}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A note.[^1]\n\n[^1]: See [it](b) and https://c.example\n", ["b", "https://c.example"]),
        ("[^1] [a](b)\n\n[^1]: text\n\n    [deep](c)\n", ["b", "c"]),
        ("[^1]: https://c.example\n", ["https://c.example"]),
        ("~~[gone](a)~~ **[b](c)** _<https://d.example>_\n", ["a", "c", "https://d.example"]),
        ("- [ ] [task](a)\n- [x] [done](b)\n", ["a", "b"]),
        ("| a | b |\n|---|---|\n| [x](a) | https://c.example |\n", ["a", "https://c.example"]),
        ("$a [b] c$ and $$\\sum [x](y)$$ [d](e)\n", ["y", "e"]),
        ("$\\langle a$ www.no.example$\n", ["http://www.no.example$"]),
        ("$x = www.no.example$ [a](b)\n", ["b"]),
        ("costs $5 [a](b) or $6 [c](d)\n", ["b", "d"]),
        ("from $a [b](c) to d$\n", ["c"]),
    ],
)
def test_what_github_adds_to_commonmark(text: str, found: list[str]) -> None:
    """GFM §4.10, §5.3, §6.5, §6.9; GitHub's footnotes and mathematics."""
    assert urls(text) == found


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("[text][nowhere]\n", ["nowhere"]),
        ("[text][]\n", ["text"]),
        ("![picture][nowhere]\n", ["nowhere"]),
        ("> - [text][no\n>   where]\n", ["no\n>   where"]),
        ("[text][Here]\n\n[here]: a\n", []),
        ("[text]\n", []),
        ("a[i][j] and f(x)[i][j] and [1][2]\n", []),
        ("`[text][nowhere]`\n", []),
        ("\\[text][nowhere]\n", []),
        ("[ ][x] is no task\n", ["x"]),
        ("[text][^1]\n", []),
        ("[a][ ]\n", []),
    ],
)
def test_a_reference_that_nothing_defines_is_a_record(text: str, labels: list[str]) -> None:
    links = [link for link in extracted(text).links if link.defect is Defect.UNDEFINED]

    assert [link.destination for link in links] == labels
    assert all(cut(text, link.region) == link.destination for link in links)


@pytest.mark.parametrize(
    ("text", "defects"),
    [
        ("[a]: b\n", [Defect.UNUSED]),
        ("[a]\n\n[a]: b\n", [None]),
        ("[a]\n\n[a]: b\n[A]: c\n", [None, Defect.DUPLICATE]),
        ("[a]: b\n[a]: c\n", [Defect.UNUSED, Defect.DUPLICATE]),
        ("[//]: # (a comment)\n", [None]),
    ],
)
def test_a_definition_that_serves_nobody_says_so(text: str, defects: list[Defect | None]) -> None:
    """CommonMark §4.7: the first of several definitions counts."""
    assert [link.defect for link in extracted(text).links] == defects


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_links_are_found_a_hundred_levels_deep(mark: str) -> None:
    text = f"{mark * 100}[a](b)\n"

    found = extracted(text)

    assert [link.url for link in found.links] == ["b"]
    assert found.problems == ()


@pytest.mark.parametrize("mark", ["> ", "- "])
def test_deeper_than_that_is_a_problem_and_the_link_is_found_all_the_same(mark: str) -> None:
    found = extracted(f"{mark * 300}[a](b)\n")

    assert [link.url for link in found.links] == ["b"]
    assert "line 1" in found.problems[0].message
    assert len(found.problems) == 1


def test_a_line_without_an_end_is_a_problem_and_not_read() -> None:
    """HOSTILE D: a line above 1 MiB is no prose."""
    found = extracted("fine\n" + "x" * (LONGEST_LINE + 1))

    assert found.links == ()
    assert found.problems[0].message.startswith("line 2 ")


def test_links_beyond_the_most_are_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "MOST_LINKS", 100)

    found = extracted("<a href=b>\n" * 101, "a.html")

    assert len(found.links) == 100
    assert "more than 100 links" in found.problems[0].message
    assert MOST_LINKS == 100_000


def test_the_date_of_the_front_matter_comes_along() -> None:
    assert str(extracted("---\ndate: 2020-12-08\n---\n").published) == "2020-12-08"
