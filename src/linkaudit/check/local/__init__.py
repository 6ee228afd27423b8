"""Targets that are files: what stands at a path, and what a folder holds."""
