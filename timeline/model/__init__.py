"""Immutable records of a timeline and of what constrains its times."""
