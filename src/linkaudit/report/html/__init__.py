"""The HTML report: one page, no requests."""
