"""A report in, text out: one reader a file. Nothing here filters or judges."""
