"""Layers around one HTTP engine."""
