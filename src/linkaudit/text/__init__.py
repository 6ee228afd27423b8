"""Text in, text out: URIs, redaction, durations, invisible characters."""
