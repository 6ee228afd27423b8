"""Sites of our own, and what the real generators make of each link in them."""
