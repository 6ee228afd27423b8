"""Pages that moved and keep their name."""
