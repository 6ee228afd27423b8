"""Links and observations in, findings out. Policy lives here, and nothing else does."""
