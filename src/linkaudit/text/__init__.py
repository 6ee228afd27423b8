"""Text in, text out: URIs, redaction, invisible characters."""
