"""Two event files about the same events as one."""
