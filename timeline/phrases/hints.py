"""What stands in a hint until the reader of a file puts in what is known there."""

YEAR = "yyyy"
"""The year that is meant: that of the header where there is one."""
