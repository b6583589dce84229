"""The forms of a terminal."""
