"""From documents to a report: links, targets, asking, judging, suppressions, stopping."""
