"""The checker: layers with functions below them, and the engine on real sockets."""
