"""`python -m tests.reference` writes docs/config.md, docs/rules/, the keywords and our workflow."""

from tests.reference import (
    KEYWORDS_FILE,
    OWN_WORKFLOW,
    PAGE,
    RULE_PAGES,
    keywords,
    own_workflow,
    page,
    rule_pages,
)

files = {PAGE: page(), KEYWORDS_FILE: keywords(), OWN_WORKFLOW: own_workflow()}
files |= {RULE_PAGES / name: text for name, text in rule_pages().items()}
RULE_PAGES.mkdir(exist_ok=True)
for left in set(RULE_PAGES.glob("*.md")) - files.keys():
    left.unlink()
for path, text in files.items():
    path.write_text(text, encoding="utf-8")
print(f"Wrote {len(files)} files; look at the diff.")
