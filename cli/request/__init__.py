"""From options to a question."""
