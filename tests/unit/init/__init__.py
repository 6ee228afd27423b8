"""What a repository begins with."""
