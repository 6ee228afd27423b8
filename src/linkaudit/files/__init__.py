"""Finding, reading and replacing files; what may not leave the tree."""
