"""A report to text, one file or folder a format."""
