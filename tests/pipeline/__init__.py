"""The audit as a whole, with functions in the network's place."""
