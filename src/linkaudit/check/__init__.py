"""Targets in, observations out: facts, and no opinion on what is bad."""
