"""A cache and a history in SQLite; losing it costs time, never an audit."""
