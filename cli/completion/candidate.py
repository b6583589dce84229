"""A word that may stand where the cursor is."""

from __future__ import annotations

from crisis.timeline.base.namedtuple import NamedTuple


class Candidate(NamedTuple):
    """A word and what is said about it. Behind an ``open`` one more is to come, and no blank."""

    value: str
    about: str = ""
    open: bool = False


FILES = [Candidate("")]
"""Files: the shell knows how to complete them."""
