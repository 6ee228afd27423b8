"""What the user asked for: one table of settings."""
