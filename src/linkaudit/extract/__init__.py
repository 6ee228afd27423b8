"""Documents in, links out. Nothing here follows a link."""
