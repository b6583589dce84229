"""Reports in the formats of other programs, and what each of these cannot hold."""
