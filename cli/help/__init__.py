"""The texts of the help and of the manual page."""
