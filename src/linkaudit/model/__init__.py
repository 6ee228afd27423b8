"""Values that cross a room: frozen, no I/O."""
