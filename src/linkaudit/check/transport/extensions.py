"""What `Http` and the engine say to each other beside HTTP, as extensions of an httpx request.

Names only.
"""

FRESH = "linkaudit.fresh"
"""Asked of the engine: take no connection that was used before."""
ASKED = "linkaudit.asked"
"""The engine's answer: how often it asked the server, where that was not once."""
