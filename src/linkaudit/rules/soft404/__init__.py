"""Pages that are gone behind a status of 200."""
