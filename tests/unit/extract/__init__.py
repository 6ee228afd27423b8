"""What is a link, what it means, and where exactly it stands."""
