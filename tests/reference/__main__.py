"""`python -m tests.reference` writes docs/config.md and our own workflow anew."""

from tests.reference import OWN_WORKFLOW, PAGE, own_workflow, page

for path, text in ((PAGE, page()), (OWN_WORKFLOW, own_workflow())):
    path.write_text(text, encoding="utf-8")
    print(f"Wrote {path.name}; look at its diff.")
