"""Whether what stands in a row may be an event of ours: a table comes from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.model.serialize import Damaged

from .columns import COLUMNS, LIST, NUMBER, TEXT, TRUTH

if TYPE_CHECKING:
    from collections.abc import Sequence

_TYPES = {TEXT: str, NUMBER: int, TRUTH: bool, LIST: list}
_MAY_LACK = frozenset(
    {"end_low", "end_high", "phrase", "known_to", "header_low", "header_high", "record"}
)
_TEXTS = frozenset({str})


class Right:
    """Whether the values of some columns may be those of an event."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = columns
        self._lists = [place for place, name in enumerate(columns) if COLUMNS[name] == LIST]
        self._known: set[tuple[type, ...]] = set()  # types of rows that were right: a few kinds

    def check(self, values: Sequence[Any]) -> None:
        """Raises Damaged where they are of no event."""
        types = tuple(map(type, values))
        if types not in self._known:
            self._check_types(values)
            self._known.add(types)
        for place in self._lists:
            if (listed := values[place]) and not _TEXTS.issuperset(map(type, listed)):
                raise Damaged("no text in a list")

    def _check_types(self, values: Sequence[Any]) -> None:
        for name, value in zip(self._columns, values, strict=True):
            right = type(value) is _TYPES[COLUMNS[name]]
            if not right and not (value is None and name in _MAY_LACK):
                raise Damaged(f"no {name}")
