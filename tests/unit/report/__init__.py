"""The reporters: one report, and what each reader is given of it."""
