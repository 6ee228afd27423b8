"""The rules, by tables of guilty pages and of healthy ones made to look guilty."""
