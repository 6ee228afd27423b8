"""`python -m tests.unit.extract`: note which sources this revision of the extractor is made of."""

from tests.unit.extract.revision import NOTE, note

if __name__ == "__main__":
    NOTE.write_text(note(), encoding="utf-8")
