"""Answers in groups, silences, vocabulary, reasons, and words for times."""
