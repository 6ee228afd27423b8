"""What a repository begins with: a config, a scheduled workflow, and what a peer's config said."""
