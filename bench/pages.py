"""Pages of HTML like those of real documentation, the same for the same seed.

A head with its metas, styles and data, a menu, headings with ids, code, tables and a footer.
Builds text; measures nothing.
"""

from __future__ import annotations

from random import Random

_VOCABULARY = """
the a of to and in for with on by from that which when each every model data service training
endpoint instance pipeline bucket region cluster notebook container image policy role account
network latency accuracy feature store registry batch stream event queue configure deploy create
update delete list run build test observe measure choose keep first second new existing default
"""
_WORDS = tuple(_VOCABULARY.split())


def docs_page(seed: int, size: int) -> bytes:
    """A page of about `size` bytes, of its own title and words; 3 KB at the least."""
    chance = Random(seed)  # noqa: S311  it makes prose, it keeps no secret
    title = _words(chance, 4).title()
    head, foot = _head(chance, title, size), _foot(size)
    parts = [head, _menu(chance, size), f'<main id="content"><h1 id="top">{title}</h1>\n']
    length, number = sum(map(len, parts)) + len(foot), 0
    while length < size:
        part = _section(chance, number)
        parts.append(part)
        length += len(part)
        number += 1
    return "".join([*parts, foot]).encode()


def _words(chance: Random, count: int) -> str:
    return " ".join(chance.choices(_WORDS, k=count))


def _head(chance: Random, title: str, size: int) -> str:
    metas = "".join(
        f'<meta property="og:{name}" content="{_words(chance, 6)}">\n'
        for name in ("title", "description", "type", "image", "site_name")
    )
    styles = (
        f"<style>{'.a > .b:hover { color: #333; margin: 0 } ' * min(size // 800, 400)}</style>\n"
    )
    links = "".join(
        f'<link rel="stylesheet" href="/static/{name}.css">\n' for name in ("base", "docs", "print")
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title} - Example Documentation</title>\n"
        '<meta name="viewport" content="width=device-width">\n'
        f'<link rel="canonical" href="https://docs.example/{title.replace(" ", "-").lower()}">\n'
        f'{metas}{links}{styles}<script src="/static/docs.js" defer></script>\n</head>\n<body>\n'
    )


def _menu(chance: Random, size: int) -> str:
    items = "".join(
        f'<li class="item"><a href="/guide/{number}.html">{_words(chance, 3)}</a></li>\n'
        for number in range(min(300, size // 600))
    )
    return (
        '<header><a class="logo" href="/">Example</a><form action="/search"><input name="q" '
        f'type="search"></form></header>\n<nav id="menu"><ul>\n{items}</ul></nav>\n'
    )


def _section(chance: Random, number: int) -> str:
    name = _words(chance, 3)
    parts = [
        f'<h2 id="{name.replace(" ", "-")}-{number}">{name.capitalize()}'
        f'<a class="headerlink" href="#s{number}">¶</a></h2>\n'
    ]
    for _ in range(chance.randint(2, 5)):
        words = _words(chance, chance.randint(25, 60)).capitalize()
        parts.append(
            f'<p>{words} <code>{chance.choice(_WORDS)}_id</code>, see <a href="other.html#x">'
            f"{_words(chance, 2)}</a> and <strong>{_words(chance, 2)}</strong>.</p>\n"
        )
    if number % 2:
        lines = "\n".join(
            f'<span class="k">{chance.choice(_WORDS)}</span> <span class="o">=</span> '
            f'<span class="s">"{_words(chance, 3)}"</span>'
            for _ in range(chance.randint(3, 12))
        )
        parts.append(f'<div class="highlight"><pre>{lines}\n</pre></div>\n')
    if number % 5 == 4:
        rows = "".join(
            f"<tr><td><code>{chance.choice(_WORDS)}</code><td>{_words(chance, 8)}</tr>\n"
            for _ in range(6)
        )
        parts.append(f"<table><thead><tr><th>Name<th>Meaning</thead>\n{rows}</table>\n")
    return "".join(parts)


def _foot(size: int) -> str:
    columns = "".join(f'<li><a href="/about/{n}">About {n}</a></li>' for n in range(size // 5_000))
    return (
        f'</main>\n<footer id="footer"><ul>{columns}</ul>'
        "<p>© 2020–2026 Example. All rights reserved.</p></footer>\n"
        '<script>document.querySelectorAll("a").forEach(a => a.rel = "noopener")</script>\n'
        "</body>\n</html>\n"
    )
