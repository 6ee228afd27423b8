"""Templates in destinations: one record each, skipped, and nothing around them is lost."""

from pathlib import Path

import pytest

from linkaudit.audit.links import collect_links
from linkaudit.audit.policy import Policy
from linkaudit.extract.source import cut
from linkaudit.extract.templates import shielded
from linkaudit.files.read import FoundDocuments
from linkaudit.model.document import Document
from linkaudit.model.report import NotAsked
from tests.builders import TODAY

GUIDE = "/docs/{{< param version >}}/guide"

# What is written, and each destination in the order of the document: skipped ones with `~`.
CASES: list[tuple[str, str, list[str]]] = [
    # sites.md, fault 4
    (
        "a.md",
        f"[guide][] and [raft][]\n\n[guide]: {GUIDE}\n[raft]: https://raft.example/p.pdf\n",
        [f"~{GUIDE}", "https://raft.example/p.pdf"],
    ),
    (
        "a.md",
        "[api](https://g.example/tree/{{< param tag >}}/api)",
        ["~https://g.example/tree/{{< param tag >}}/api"],
    ),
    # Hugo
    ("a.md", '[a]({{< ref "b.md" >}}) [c](d)', ['~{{< ref "b.md" >}}', "d"]),
    ("a.md", '[a]({{% relref "b.md#c" %}}) [c](d)', ['~{{% relref "b.md#c" %}}', "d"]),
    ("a.md", "[a]({{< ref b >}} 'words')", ["~{{< ref b >}}"]),
    ("a.md", "![a]({{< x y >}}/b.png)", ["~{{< x y >}}/b.png"]),
    # Liquid
    ("a.md", "[a]({% link b.md %}) [c](d)", ["~{% link b.md %}", "d"]),
    ("a.md", "[a]({% post_url 2020-01-01-b %}#c)", ["~{% post_url 2020-01-01-b %}#c"]),
    ("a.md", "[a]({{ site.baseurl }}/b) [c](d)", ["~{{ site.baseurl }}/b", "d"]),
    ("a.md", "[a]({{ site.baseurl }}{% link b.md %})", ["~{{ site.baseurl }}{% link b.md %}"]),
    ("a.md", "[a](/b/{{ c }}/d/{{ e }}.f)", ["~/b/{{ c }}/d/{{ e }}.f"]),
    ("a.md", '[a]({{ "/b" | relative_url }})', ['~{{ "/b" | relative_url }}']),
    ("a.md", '<a href="{{ "/b" | relative_url }}">c</a>', ['~{{ "/b" | relative_url }}']),
    ("a.md", "<img src='{{ site.url }}/b.png' alt=''>", ["~{{ site.url }}/b.png"]),
    ("a.html", '<a href="{{ "/b" | url }}/c">d</a>', ['~{{ "/b" | url }}/c']),
    # Jinja, ERB, expressions of MDX
    ("a.md", "[a]({{ url_for('b') }}) [c](d)", ["~{{ url_for('b') }}", "d"]),
    ("a.md", "[a](<%= link %>/b) [c](d)", ["~<%= link %>/b", "d"]),
    ("a.md", "<a href='<%= link %>'>c</a> [c](d)", ["~<%= link %>", "d"]),
    ("a.mdx", "[a](/b/{version}/c) [c](d)", ["~/b/{version}/c", "d"]),
    # bare URLs and autolinks
    ("a.md", "See https://a.example/{{ b }}/c for it.", ["~https://a.example/{{ b }}/c"]),
    ("a.md", "See http://{{ host }}:{{ port }}/.", ["~http://{{ host }}:{{ port }}/"]),
    ("a.md", "<https://a.example/{{ b }}>", ["~https://a.example/{{ b }}"]),
    (
        "a.md",
        "https://a.example/{% b %} https://c.example/",
        ["~https://a.example/{% b %}", "https://c.example/"],
    ),
    # around definitions
    ("a.md", "{% if b %}\n[a]: /b\n{% endif %}\n\n[a] [c](d)", ["/b", "d"]),
    ("a.md", "[x]\n\n[x]: {{ b }}\n[y]: /y\n\n[y]", ["~{{ b }}", "/y"]),
    ("a.md", "> [x]: {{ b }} 'words'\n\n[x]", ["~{{ b }}"]),
    # loops: the labels are the generator's
    ("a.md", "{% for b in c %}\n- [{{ b }}][{{ b }}]\n{% endfor %}\n", ["~{{ b }}"]),
    ("a.md", "{% for b in c %}\n- [b][d]\n{% endfor %}\n", ["~d"]),
    ("a.md", "[b][d]\n\n{% include links.md %}\n", ["~d"]),
    ("a.md", "[b][d]\n\n{{#include links.md}}\n", ["~d"]),
    ("a.md", '[b][d]\n\n--8<-- "links.md"\n', ["~d"]),
    ("a.md", "[{{ b }}][]", ["~{{ b }}"]),
    # what is none
    ("a.md", "{{ b }} [a](c) {{ [d](e) }}", ["c", "e"]),
    ("a.md", "`[a](/x/{{ b }})` [c](d)", ["d"]),
    ("a.md", "[a](b{c}) [d](e{{f) [g](h}}i)", ["b{c}", "e{{f", "h}}i"]),
    ("a.md", "[a](b) {{", ["b"]),
    ("a.md", "[a](b 'c {{ d }}')", ["b"]),
    ("a.md", "[{{ a }}](b)", ["b"]),
    ("a.md", '{{< figure src="/b.png" >}} [c](d)', ["d"]),
    ("a.md", "100 <% and [a](b) %> more", ["b"]),
    ("a.md", "```\n[a]({{ b }})\n```\n", []),
    ("a.md", "[b][d]\n\n[d]: /e\n\n{% include links.md %}\n", ["/e"]),
]


@pytest.mark.parametrize(("path", "text", "expected"), CASES, ids=[case[1][:40] for case in CASES])
def test_a_destination_with_a_template_is_one_that_is_skipped(
    path: str, text: str, expected: list[str]
) -> None:
    found = FoundDocuments((Document(path, text),))
    references = collect_links(found, Policy(TODAY), Path()).references

    seen = []
    for reference in references:
        link, target = reference.link, reference.resolved.target
        assert cut(text, link.region) == link.destination
        is_template = isinstance(target, NotAsked) and "template" in target.detail
        seen.append("~" * is_template + link.destination)
        assert not is_template or link.defect or link.url == link.destination
    assert seen == expected


def test_a_text_without_templates_in_destinations_is_read_as_it_is() -> None:
    text = "{{ a }} and {% b %} in [words](c), `{{ d }}` too.\n"

    assert shielded(text) == text
