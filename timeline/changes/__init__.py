"""Two timelines beside each other: what became of the events of one in the other."""
