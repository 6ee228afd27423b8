"""The scripts that make data."""
