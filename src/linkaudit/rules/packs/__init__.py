"""Fact packs: what is known of publishers and their services, each fact with its source."""
