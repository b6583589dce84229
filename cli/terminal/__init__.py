"""Streams, width, colour, pager, progress, messages, exit codes."""
