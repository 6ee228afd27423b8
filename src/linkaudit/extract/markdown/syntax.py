"""Markdown and MDX as formats of documents: what each of their files does, put together."""

from __future__ import annotations

from functools import partial

from linkaudit.extract.markdown import dialect
from linkaudit.extract.markdown.anchors import anchors
from linkaudit.extract.markdown.dialect import Dialect
from linkaudit.extract.markdown.escaping import spellings
from linkaudit.extract.markdown.links import read
from linkaudit.extract.markdown.prose import mentions
from linkaudit.extract.reader import Syntax


def _syntax(of: Dialect) -> Syntax:
    return Syntax(
        read=partial(read, of),
        anchors=anchors,
        mentions=partial(mentions, of),
        spellings=partial(spellings, of),
        comment=of.comment.format,
    )


MARKDOWN = _syntax(dialect.GFM)
MDX = _syntax(dialect.MDX)
