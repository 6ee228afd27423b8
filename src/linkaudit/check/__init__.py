"""Targets to observations: facts only."""
