"""One file a generator: the sign by which it is known, and the addresses that it makes."""
