"""What a store asks of an engine: DuckDB here, Spark on a cluster. The text is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class Asked(Protocol):
    """An engine that can be asked. What goes wrong is ``engine.Failed``, a text on one line."""

    in_order: ClassVar[bool]
    """Whether the rows of one table come in the order in which it has them, unasked."""

    def source(self, path: str) -> str:
        """What stands behind FROM for a table, by the path that it was opened with."""

    def all_columns(self, fixed: Mapping[str, object], alike: Mapping[str, str]) -> str:
        """All columns behind SELECT, ``fixed`` ones as values and ``alike`` ones as others.

        An engine may read them instead.
        """

    def view(self, query: str) -> None:
        """Let ``events`` be what a query finds. Raises Failed."""

    def rows(self, text: str, given: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query. Raises Failed."""

    def stream(
        self, text: str, given: Sequence[object] = (), size: int = 1024
    ) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a query in parts, each fetched when it is taken. Raises Failed."""

    def values(self, column: str) -> str:
        """A query for the different values of a column, or of the lists in it."""

    def each(self, column: str, listed: bool) -> str:
        """What gives a row for each value of a column; NULL where it has none."""

    def close(self) -> None:
        """Close it, and leave nothing behind."""
