"""The same questions on an index in SQLite."""
