"""The generators whose sites are known, a row for each; a new one is a file and a row."""

from __future__ import annotations

from linkaudit.sites.generators import (
    docfx,
    docusaurus,
    hugo,
    jekyll,
    mdbook,
    mkdocs,
    myst,
    sphinx,
    starlight,
    unknown,
    vitepress,
)

# The first whose sign is in a folder has it; what is unknown comes last.
GENERATORS = (
    vitepress.GENERATOR,
    docusaurus.GENERATOR,
    mkdocs.GENERATOR,
    hugo.GENERATOR,
    starlight.GENERATOR,
    mdbook.GENERATOR,
    sphinx.GENERATOR,
    myst.GENERATOR,
    jekyll.GENERATOR,
    docfx.GENERATOR,
    unknown.GENERATOR,
)
KNOWN = {one.name: one for one in GENERATORS[:-1]}
