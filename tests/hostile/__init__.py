"""What strangers may try; the sections that tests name are those of docs/security.md."""
