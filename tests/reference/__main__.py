"""`python -m tests.reference` writes docs/config.md, the keywords and our own workflow again."""

from tests.reference import KEYWORDS_FILE, OWN_WORKFLOW, PAGE, keywords, own_workflow, page

made = ((PAGE, page()), (KEYWORDS_FILE, keywords()), (OWN_WORKFLOW, own_workflow()))
for path, text in made:
    path.write_text(text, encoding="utf-8")
    print(f"Wrote {path.name}; look at its diff.")
