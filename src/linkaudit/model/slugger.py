"""Whose rules make the ids of headings.

Values and names only; the rules themselves are the extractor's.
"""

from __future__ import annotations

from enum import StrEnum


class Slugger(StrEnum):
    """Whose rules make the ids of headings."""

    GITHUB = "github"
    GITLAB = "gitlab"
    MKDOCS = "mkdocs"
    DOCUSAURUS = "docusaurus"
    MDBOOK = "mdbook"
    VITEPRESS = "vitepress"
    HUGO = "hugo"
    HUGO_TERMS = "hugo with ids of terms"
    KRAMDOWN = "kramdown"
    SPHINX = "sphinx"
    STARLIGHT = "starlight"
    PYMDOWNX = "pymdownx"
    PLAIN = "plain"

    def sources(self, name: str) -> tuple[str, ...]:
        """Files that a page of this name may be made from: a site has pages, a forge has files."""
        if self in (Slugger.MKDOCS, Slugger.DOCUSAURUS):
            return f"{name}.md", f"{name}.mdx"
        stem = name.removesuffix(".html")
        if self is not Slugger.MDBOOK or stem == name:
            return ()
        # Its preprocessor `index` makes `index.html` of `README.md`.
        return ("README.md", "index.md") if stem == "index" else (f"{stem}.md",)

    @property
    def reads_html_headings(self) -> bool:
        """Whether a heading that is written as HTML gets an id: a forge looks at the result."""
        return self in (Slugger.GITHUB, Slugger.GITLAB)

    @property
    def reads_pictures(self) -> bool:
        """Whether the alternative text of a picture is part of the heading's text."""
        return self in (Slugger.DOCUSAURUS, Slugger.VITEPRESS)

    @property
    def skips_titles(self) -> bool:
        """Whether a heading of the first level has no id."""
        return self is Slugger.DOCUSAURUS

    @property
    def reads_terms(self) -> bool:
        """Whether a term of a definition list has an id, as a heading has."""
        return self is Slugger.HUGO_TERMS

    @property
    def has_tabs(self) -> bool:
        """Whether tabs with ids of their own can be written."""
        return self in (Slugger.MKDOCS, Slugger.PYMDOWNX)

    @property
    def footnotes(self) -> tuple[str, ...]:
        """How the ids of footnotes and of their references begin."""
        match self:
            case Slugger.MKDOCS | Slugger.PYMDOWNX | Slugger.KRAMDOWN:
                return "fn:", "fnref:"
            case Slugger.HUGO | Slugger.HUGO_TERMS:
                return "fn:", "fnref:"
            case Slugger.DOCUSAURUS | Slugger.STARLIGHT | Slugger.GITHUB | Slugger.PLAIN:
                return "user-content-fn-", "user-content-fnref-"
        return ()

    @property
    def reads_attributes(self) -> bool:
        """Whether `{#id}` gives an id to what stands before it, be it a heading or not."""
        return self in (
            Slugger.MKDOCS,
            Slugger.PYMDOWNX,
            Slugger.KRAMDOWN,
            Slugger.SPHINX,
            Slugger.HUGO,
            Slugger.HUGO_TERMS,
        )


STYLES = tuple(
    style.value
    for style in (
        Slugger.GITHUB,
        Slugger.GITLAB,
        Slugger.MKDOCS,
        Slugger.DOCUSAURUS,
        Slugger.MDBOOK,
    )
)
"""Those that a setting may name; the others come with their generators."""
