"""Limits: what a file from a stranger may cost. docs/reliability.md lists them with what helps.

An ordinary file is far below each of them. Whatever passes one is refused with a problem that
names it; the rest of the file is read where that is possible.
"""

from __future__ import annotations

LARGEST = 256 << 20
"""Bytes of a file."""

MOST_EVENTS = 1_000_000
"""Events of a file."""

MOST_VALUES = 4_000_000
"""Texts, lists and mappings that are read in one piece: an event, what stands before the events,
or a whole file whose last key is not ``events``."""

DEEPEST = 24
"""Lists and mappings inside each other."""

DEEPEST_RECORD = 100
"""Lists and objects inside each other in a record of another program's file."""

LONGEST_TEXT = 1_000_000
"""Characters of a single text."""

LONGEST_LINE = 16 << 20
"""Characters of a line of another program's file."""

LONGEST_PHRASE = 1_000
"""Characters of a time."""

MOST_CLAIMS = 1_000
"""Claims of an event: each is compared with each."""

MOST_FREE = 100
"""Names of keys that begin with ``x-`` in a file: each is a column of a CSV."""

MOST_PROBLEMS = 10_000
"""Problems of a file that are listed; the others are counted."""

MOST_HINTS = 100
"""Problems of a file after which near names are no longer sought."""

LONGEST_MESSAGE = 500
"""Characters of a message."""

MOST_NAMED = 100
"""Actors that one row names; the others are counted. Programs get all of them."""

MOST_REPEATED = 10_000_000
"""Characters that groups repeat of events which stand in several of them, beside ten times what
the events have once."""

DEEPEST_MEMBERS = 1_000
"""Organisations one above the other."""

WIDEST = 10_000
"""Columns of an answer."""

MOST_ON_PAGE = 20_000
"""Events of a page for a browser, which has to draw and to search them all."""

MOST_FETCHED = 1_000_000
"""Rows of a cluster that are fetched for one question that rules decide."""

MOST_FETCHED_WHOLE = 100_000
"""Rows of a cluster that are fetched where all of them have to be in memory."""

LARGEST_PICTURE = 8 << 20
"""Bytes of a picture's file, which a page holds a third larger."""

MOST_PICTURED = 64 << 20
"""Bytes of all pictures of a page."""
