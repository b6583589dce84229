"""The chart of a terminal."""
