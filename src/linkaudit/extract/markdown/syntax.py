"""Markdown and MDX as formats of documents: what each of their files does, put together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from linkaudit.extract.markdown import dialect
from linkaudit.extract.markdown.dialect import Dialect
from linkaudit.extract.markdown.escaping import spellings
from linkaudit.extract.markdown.links import read
from linkaudit.extract.reader import Syntax
from linkaudit.model.document import Document, Mention
from linkaudit.model.slugger import Slugger


# Both import markdown-it-py, which takes longer than most documents without it.
def _anchors(of: Dialect, document: Document, slugger: Slugger) -> frozenset[str]:
    from linkaudit.extract.markdown.anchors import anchors

    return anchors(document, slugger, of)


def _mentions(of: Dialect, document: Document, names: Sequence[str]) -> list[Mention]:
    from linkaudit.extract.markdown.prose import mentions

    return mentions(of, document, names)


def _syntax(of: Dialect) -> Syntax:
    return Syntax(
        read=partial(read, of),
        anchors=partial(_anchors, of),
        mentions=partial(_mentions, of),
        spellings=partial(spellings, of),
        comment=of.comment.format,
    )


MARKDOWN = _syntax(dialect.GFM)
MDX = _syntax(dialect.MDX)
