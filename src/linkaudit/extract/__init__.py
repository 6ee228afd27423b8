"""Documents to links."""
