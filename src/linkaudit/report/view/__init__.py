"""What a report says, once for all formats."""
