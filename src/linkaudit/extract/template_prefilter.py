"""Whether a text can hold templates: most hold none, and need nothing that knows them.

Imports nothing but them: compiling their patterns takes longer than reading most documents.
"""

from __future__ import annotations


def read_past_templates(text: str) -> str:
    """The text with letters in place of the templates in destinations; see `templates.shielded`."""
    if not may_hold_template(text):
        return text
    from linkaudit.extract.templates import shielded

    return shielded(text)


def may_hold_template(text: str) -> bool:
    """Whether it has what each of them begins with."""
    return "{{" in text or "{%" in text or "<%" in text
