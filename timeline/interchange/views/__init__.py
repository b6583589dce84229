"""Tables of others as views by rules: an engine narrows their rows, and the reader decides."""
