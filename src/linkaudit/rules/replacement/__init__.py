"""What to link to instead."""
