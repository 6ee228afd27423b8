"""What other programs say of the same inputs, kept as data with their versions."""
