"""The ids that sites give to headings, by whose rules they are made.

Text in, ids out. The rules are other people's: each function names whose, and where
they are written down. Options that a site may set for its own are not known here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import category, combining, normalize

from linkaudit.model.slugger import Slugger

# What Ruby's \p{Word} holds, which GitHub keeps: Python's \w has no marks, without which
# Hindi or Thai cannot be written.
_KEPT = frozenset({"Ll", "Lm", "Lo", "Lt", "Lu", "Mc", "Me", "Mn", "Nd", "Nl", "Pc"})

_EMOJI = re.compile(r"(?<!\w):[a-z0-9_+-]+:(?!\w)")
_NO_WORD = re.compile(r"[^\w\s-]")
_NO_WORD_SPACE = re.compile(r"[^\w\- ]")
_NO_ID = re.compile(r"[^a-z0-9]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_CONTROLS = re.compile("[\x00-\x1f]")
_MARKS = re.compile(r"""[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:"'“”‘’<>,.?/]+""")
_GAPS = re.compile(r"[-\s]+")
_HYPHENS = re.compile(r"-{2,}")
_COUNTED = re.compile(r"(.*)_([0-9]{1,9})", re.DOTALL)  # no document has a billion of one name

# `{#id}` and MDX's `{/* #id */}` at the end of a heading; `{: #id .class }` anywhere.
_EXPLICIT = re.compile(r"\{(?:#([^{}\n]+)|/\*\s*#([^\s{}]+)\s*\*/)\}\s*\Z")
_ATTRIBUTES = re.compile(r"\{([^{}\n]*)\}")
_AT_THE_END = re.compile(_ATTRIBUTES.pattern + r"\s*\Z")
_ID_ATTRIBUTE = re.compile(r"(?:^:?|[ ])(?:#|id=[\"']?)([^\s\"'=]+)")


def heading_ids(
    headings: Iterable[str],
    slugger: Slugger,
    taken: Iterable[str] = (),
    without: Collection[int] = (),
) -> set[str]:
    """The id of each heading, in the order of the document; `taken` are those set by hand.

    Those whose numbers are in `without` get none, though their names are taken.
    """
    rules = _RULES[slugger]
    names: dict[str, int] = {}
    found: set[str] = set()
    split = [rules.split(heading) for heading in headings]
    if slugger in (
        Slugger.MKDOCS,
        Slugger.PYMDOWNX,
    ):  # ids set by hand are looked up before any is made
        by_hand = {explicit for _, explicit in split if explicit is not None}
        names |= dict.fromkeys((*taken, *by_hand), 0)
    for number, (text, explicit) in enumerate(split):
        made = explicit if explicit is not None else rules.unused(rules.slug(text), names)
        if number not in without:
            found.add(made)
    if rules.also is not None:
        other: dict[str, int] = {}
        found.update(rules.unused(rules.also(text), other) for text, _ in split)
    return found


def slug(heading: str, slugger: Slugger) -> str:
    """The id of a heading with this text, if no other has it."""
    return _RULES[slugger].slug(heading)


def attribute_ids(text: str) -> Iterator[str]:
    """Ids in attribute lists, as Python-Markdown's `attr_list` reads them."""
    for attributes in _ATTRIBUTES.finditer(text):
        if found := _ID_ATTRIBUTE.search(attributes[1]):
            yield found[1]


def explicit_mark(line: str) -> str:
    """The `{#id}` at the end of a line, as it is written; empty where there is none."""
    found = _EXPLICIT.search(line)
    return found[0].strip() if found else ""


# ------------------------------------------------------------------------ slugs


def _github(heading: str) -> str:
    """html-pipeline, TableOfContentsFilter: `\\p{Word}`, hyphens and spaces are kept.

    The letters of `:rocket:` are; an emoji is none. Spaces at an end are, behind a picture.
    """
    kept = (char for char in heading.lower() if char in "- " or category(char) in _KEPT)
    return "".join(kept).replace(" ", "-")


def _gitlab(heading: str) -> str:
    """GitLab Flavored Markdown, "Heading IDs and links": as GitHub, hyphens squeezed.

    An emoji's short name goes with the emoji; digits alone would be an issue's number.
    """
    made = _HYPHENS.sub("-", _github(_EMOJI.sub("", heading.strip().lower())))
    return f"anchor-{made}" if made.isdigit() else made


def _mkdocs(heading: str) -> str:
    """Python-Markdown, extension `toc`, `slugify` with its defaults, as MkDocs uses it."""
    ascii_only = normalize("NFKD", heading).encode("ascii", "ignore").decode("ascii")
    return _GAPS.sub("-", _NO_WORD.sub("", ascii_only).strip().lower())


def _mdbook(heading: str) -> str:
    """mdBook 0.5, `id_from_content`: what Rust calls alphanumeric, hyphens, `_` and spaces.

    Rust's vowel signs are letters and its accents are not, which their combining class tells.
    """
    kept = (
        "-" if char.isspace() else char
        for char in heading.strip().lower()
        if char.isalnum() or char in "-_" or char.isspace() or _is_vowel_sign(char)
    )
    return "".join(kept) or "section"


def _is_vowel_sign(char: str) -> bool:
    return category(char) in ("Mc", "Mn") and not combining(char)


def _pymdownx(heading: str) -> str:
    """PyMdown Extensions, `slugs.slugify(case="lower")`: letters of all scripts are kept."""
    kept = _NO_WORD_SPACE.sub("", normalize("NFC", heading)).strip().lower()
    return kept.replace(" ", "-")


def _vitepress(heading: str) -> str:
    """@mdit-vue/shared, `slugify`: accents go, marks become hyphens, no digit comes first."""
    plain = _ACCENTS.sub("", normalize("NFKD", heading))
    made = _HYPHENS.sub("-", _MARKS.sub("-", _CONTROLS.sub("", plain))).strip("-")
    return (f"_{made}" if made[:1].isdecimal() and made.isascii() else made).lower()


def _hugo(heading: str) -> str:
    """Hugo, `sanitizeAnchorName` for `github`: letters and digits, `_`, hyphens and spaces."""
    kept = (
        "-" if char in "- " else char.lower()
        for char in heading.strip()
        if char in "-_ " or category(char)[0] == "L" or category(char) == "Nd"
    )
    return "".join(kept) or "heading"


def _kramdown(heading: str) -> str:
    """kramdown-parser-gfm, `generate_gfm_header_id`: as GitHub, of the text as it is written."""
    return _github(heading) or "section"


def _docutils(heading: str) -> str:
    """docutils, `make_id`: ASCII letters and digits, which no digit begins."""
    ascii_only = normalize("NFKD", heading).encode("ascii", "ignore").decode("ascii").lower()
    return _NO_ID.sub("-", ascii_only).lstrip("-0123456789").rstrip("-")


# ------------------------------------------------------------ one name, one heading


def _next_free(slug: str, names: dict[str, int]) -> str:
    """github-slugger: the first of `slug-1`, `slug-2` and so on that no heading has yet."""
    name = slug
    while name in names:
        names[slug] += 1
        name = f"{slug}-{names[slug]}"
    names[name] = 0
    return name


def _counted(slug: str, names: dict[str, int]) -> str:
    """GitLab: as many as there were of it before, whether or not that name is taken."""
    before = names.get(slug, 0)
    names[slug] = before + 1
    return f"{slug}-{before}" if before else slug


def _counted_up(slug: str, names: dict[str, int]) -> str:
    """Python-Markdown, `unique`: `a` goes on as `a_1`, `a_1` as `a_2`; no id is empty."""
    found = _COUNTED.fullmatch(slug)
    stem, number = (found[1], int(found[2])) if found else (slug, 0)
    name = slug
    if name in names or not name:
        # Where this stem was left off, so that a thousand equal headings stay linear.
        number = max(number, names.get(f"{stem}_", 0))
        while (name := f"{stem}_{number + 1}") in names:
            number += 1
        names[f"{stem}_"] = number + 1
    names.setdefault(name, 0)
    return name


# ------------------------------------------------------------------ ids set by hand


def _as_it_is(heading: str) -> tuple[str, str | None]:
    """Forges know no ids that are set by hand."""
    return heading, None


def _docusaurus_id(heading: str) -> tuple[str, str | None]:
    """Docusaurus, "Heading IDs": `{#id}` at the end is the only id."""
    found = _EXPLICIT.search(heading)
    if found is None:
        return heading, None
    return heading[: found.start()].rstrip(), (found[1] or found[2]).strip()


def _attribute_id(heading: str) -> tuple[str, str | None]:
    """`{#id}` or `{: #id .class }` at the end: Python-Markdown's `attr_list`, mdBook."""
    found = _AT_THE_END.search(heading)
    if found is None:
        return heading, None
    return heading[: found.start()].rstrip(), next(attribute_ids(found[0]), None)


@dataclass(frozen=True, slots=True)
class _Rules:
    slug: Callable[[str], str]
    unused: Callable[[str, dict[str, int]], str]
    split: Callable[[str], tuple[str, str | None]] = _as_it_is
    """A heading's text, and the id that its author gave it."""
    also: Callable[[str], str] | None = None
    """Another id of the same heading."""


_RULES: Mapping[Slugger, _Rules] = {
    Slugger.GITHUB: _Rules(_github, _next_free),
    Slugger.GITLAB: _Rules(_gitlab, _counted),
    Slugger.MKDOCS: _Rules(_mkdocs, _counted_up, _attribute_id),
    Slugger.DOCUSAURUS: _Rules(_github, _next_free, _docusaurus_id),
    Slugger.MDBOOK: _Rules(_mdbook, _next_free, _attribute_id),
    Slugger.VITEPRESS: _Rules(_vitepress, _next_free, _attribute_id),
    Slugger.HUGO: _Rules(_hugo, _next_free, _attribute_id),
    Slugger.HUGO_TERMS: _Rules(_hugo, _next_free, _attribute_id),
    Slugger.KRAMDOWN: _Rules(_kramdown, _next_free, _attribute_id),
    Slugger.SPHINX: _Rules(_github, _next_free, _attribute_id, _docutils),
    Slugger.STARLIGHT: _Rules(_github, _next_free),
    Slugger.PYMDOWNX: _Rules(_pymdownx, _counted_up, _attribute_id),
    Slugger.PLAIN: _Rules(_github, _next_free, _docusaurus_id),
}
