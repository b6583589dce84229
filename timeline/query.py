"""A query is data: which events are asked for. Engines evaluate it; nothing here knows how.

Terms of one field unite, terms of different fields all hold, and every negated term excludes.
"""

from __future__ import annotations

from typing import NamedTuple

FIELDS = ("day", "from", "to", "hour", "actor")


class QueryError(ValueError):
    """A filter that cannot be read, or that names what the timeline does not know."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Term(NamedTuple):
    """One condition: a field of FIELDS and its value as written."""

    field: str
    value: str
    negated: bool = False


class Query(NamedTuple):
    """What is asked: all terms, and whether possible events are left out (``certain``)."""

    terms: tuple[Term, ...] = ()
    certain: bool = False

    def values(self, field: str) -> tuple[str, ...]:
        """The values of a field's terms that are not negated."""
        return tuple(t.value for t in self.terms if t.field == field and not t.negated)
