"""Cases as files: what a contributor adds without writing Python."""
