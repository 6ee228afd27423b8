"""Planned edits to documents: apply, verify, show, patch, write."""
