"""`python -m tests.reference` writes docs/config.md anew."""

from . import PAGE, page

PAGE.write_text(page(), encoding="utf-8")
print(f"Wrote {PAGE.name}; look at its diff.")
