"""What a format cannot hold, counted by kind while a report is written in it."""

from __future__ import annotations


class Losses:
    """How often each kind of thing was lost or changed, in the order in which it was first met.

    A kind is written as it is told behind its number, in singular and plural:
    ``("range as an all-day event", "ranges as all-day events")``. A kind without a plural is told
    once and without a number, since it holds for the whole: ``("zones lost",)``.
    """

    def __init__(self) -> None:
        self._counts: dict[tuple[str, ...], int] = {}

    def add(self, *kind: str, count: int = 1) -> None:
        """Count what is lost: its name in singular and plural, or one that holds for the whole."""
        if count:
            self._counts[kind] = self._counts.get(kind, 0) + count

    def __bool__(self) -> bool:
        return bool(self._counts)

    def remark(self) -> str:
        """``12 ranges as all-day events, 4 disputes as text, zones lost``; empty without losses."""
        return ", ".join(_counted(kind, count) for kind, count in self._counts.items())


def _counted(kind: tuple[str, ...], count: int) -> str:
    if len(kind) == 1:
        return kind[0]
    return f"{count:,} {kind[0] if count == 1 else kind[1]}"
