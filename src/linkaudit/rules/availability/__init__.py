"""Whether a target is there at all: dead, blocked, unreachable, or not requested."""
