"""Tests of the rooms of sites."""
