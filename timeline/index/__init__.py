"""Questions answered out of an index in SQLite, and how it is made and believed."""
