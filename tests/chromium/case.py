"""A page as it is served, and the fragment that a link to it has. Values only."""

from __future__ import annotations

from dataclasses import dataclass

HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Case:
    """One page. The fragment is in the page as its author meant it, unless the name says not."""

    name: str
    body: bytes
    fragment: str = "limits"
    type: str | None = HTML
    coding: str | None = None
    row: bool = False
    """A row of the public reports that this folder began with."""

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        given = (("Content-Type", self.type), ("Content-Encoding", self.coding))
        return tuple((name, value) for name, value in given if value is not None)


def page(id_: str, *, head: str = "", title: str = "A guide") -> str:
    """A page that has an id, and enough text to be one."""
    return (
        f"<!doctype html><html><head>{head}<title>{title}</title></head><body>"
        f"<p>{'All of this is how it works. ' * 4}</p><h2 id='{id_}'>Here</h2></body></html>"
    )
