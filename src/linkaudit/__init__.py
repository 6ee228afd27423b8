"""A link checker and freshness auditor for Markdown."""
