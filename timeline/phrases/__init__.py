"""The time language: from a phrase to constraints."""
