"""What knows no event: instants, zones, the calendar, texts, problems, limits, progress."""
