"""Pieces of SQL with their parameters, and what is made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Sql(NamedTuple):
    """A piece of SQL and its parameters."""

    text: str
    given: tuple[object, ...] = ()


NO, YES = Sql("FALSE"), Sql("TRUE")


class Clause(NamedTuple):
    """A condition: whether an event ``e`` is in at all, and whether it is so for certain.

    Where its rank alone tells, ``ranked`` says the same of what stands for a rank. ``narrow`` is a
    query for ranks that has all of those that are in, and ``size`` is how many it has.
    """

    met: Sql
    sure: Sql = YES
    narrow: Sql | None = None
    size: int = 0
    ranked: Callable[[str], Sql] | None = None


def of_ranks(ranked: Callable[[str], Sql], narrow: Sql | None = None, size: int = 0) -> Clause:
    """A condition that ranks alone tell of."""
    return Clause(ranked("e.rank"), narrow=narrow, size=size, ranked=ranked)


def case(test: str, first: Sql, other: Sql) -> Sql:
    """``first`` where a test holds, else ``other``."""
    return Sql(
        f"CASE WHEN {test} THEN {first.text} ELSE {other.text} END", first.given + other.given
    )


def unless(query: Sql, otherwise: Sql) -> Sql:
    """What a query finds, and ``otherwise`` where it finds nothing."""
    return Sql(f"coalesce(({query.text}), {otherwise.text})", query.given + otherwise.given)


def no(condition: Sql) -> Sql:
    """The negation of a condition."""
    return Sql(f"NOT ({condition.text})", condition.given)


def every(parts: list[Sql]) -> Sql:
    """All of these conditions hold."""
    real = [part for part in parts if part != YES]
    if not real:
        return YES
    text = " AND ".join(f"({part.text})" for part in real)
    return Sql(text, tuple(value for part in real for value in part.given))
