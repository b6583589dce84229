"""A query is data: which events are asked for. Engines evaluate it; nothing here knows how.

Terms of one field unite, terms of different fields all hold, and every negated term excludes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.record import Record

from .fields import QUERY_FIELDS

if TYPE_CHECKING:
    from crisis.timeline.model.words import Sort

FIELDS = tuple(QUERY_FIELDS)
"""The names of all fields."""

_ALSO = {field.also: name for name, field in QUERY_FIELDS.items() if field.also}
"""What people write as well."""


class QueryError(ValueError):
    """A filter that cannot be read, or that names what the timeline does not know."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """The message, and behind it the hint: what a traceback shows."""
        return f"{self.message}: {self.hint}" if self.hint else self.message


class Term(Record):
    """One condition: a field of FIELDS and its value as written."""

    field: str
    value: str
    negated: bool = False


class Query(Record):
    """What is asked: all terms, and whether possible events are left out (``certain``).

    ``reverse`` has the latest first, ``limit`` keeps so many of them, and ``delta`` asks how long
    after the match before it each one is. In the story of one source, ``untold`` keeps the events
    that it says nothing of. ``sort`` is one of SORTS.
    """

    terms: tuple[Term, ...] = ()
    certain: bool = False
    reverse: bool = False
    limit: int | None = None
    delta: bool = False
    untold: bool = False
    sort: Sort = "earliest"

    def values(self, field: str) -> tuple[str, ...]:
        """The values of a field's terms that are not negated."""
        return tuple(t.value for t in self.terms if t.field == field and not t.negated)


def is_term(text: str) -> bool:
    """Whether a text names a field: ``actor:altman``, ``not:board``."""
    field, colon, _ = text.partition(":")
    name = field.replace("-", "_").casefold()
    return bool(colon) and (
        name in FIELDS or name in _ALSO or name == "not" or _own(field.casefold())
    )


def read_term(text: str) -> Term:
    """Read ``actor:altman``, ``not:tag:rumour`` or a bare word, which is sought in all texts.

    Raises QueryError for a field that there is not.
    """
    field, colon, value = text.partition(":")
    if colon and _own(own := field.casefold()):
        if not value.strip():
            raise QueryError(f'"{text}" has no value', f"{own}:something")
        return Term(own, value)
    field = field.replace("-", "_")  # as the option is written: caused-by
    if colon and field.casefold() == "not":
        term = read_term(value)
        if term.negated:
            raise QueryError(f'"{text}" is negated twice', f"without both: {_inner(value)}")
        return term._replace(negated=True)
    if not colon or not field.isidentifier():
        if not text.strip():
            raise QueryError("an empty term", "a word, or a field and a value: actor:altman")
        return Term("text", text)
    field = _ALSO.get(field.casefold(), field)
    if field.casefold() not in FIELDS:
        from crisis.timeline.base.problems import did_you_mean

        hint = did_you_mean(field, FIELDS) or f"there are {', '.join(FIELDS)}"
        raise QueryError(f'no such field: "{field}"', f"{hint} (or text:{text})")
    if not value.strip():
        raise QueryError(f'"{text}" has no value', f"{field}:something")
    return Term(field.casefold(), value)


def _own(name: str) -> bool:
    """Whether a field is a key of an author's own."""
    if not name.startswith("x-"):
        return False
    from crisis.timeline.model.free import is_free

    return is_free(name)


def _inner(text: str) -> str:
    """A term without the ``not:`` in front of it."""
    while text.casefold().startswith("not:"):
        text = text[len("not:") :]
    return text
