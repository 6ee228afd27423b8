"""Observations to findings."""
