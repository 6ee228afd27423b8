"""What one extractor found, another one must not take for its own."""

from linkaudit.extract.version import extractor
from linkaudit.version import VERSION
from tests.unit.extract.revision import NOTE, note


def test_no_source_changed_since_the_revision_was_raised() -> None:
    """A state written before would go on to say what the old sources found."""
    assert note() == NOTE.read_text(encoding="utf-8"), (
        "the extractor's sources changed: if the same text may now give another extraction, "
        "raise REVISION in src/linkaudit/extract/version.py; in any case, "
        "run `python -m tests.unit.extract`"
    )


def test_the_extractor_is_named_with_all_that_reads_documents() -> None:
    name = extractor()

    assert name.startswith(f"linkaudit {VERSION}.")
    assert "markdown_it 4." in name or "markdown_it 5." in name
    assert "unknown" not in name
    assert "missing" not in name
