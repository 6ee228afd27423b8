"""What a new repository begins with, and what another checker's config said."""
