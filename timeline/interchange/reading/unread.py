"""The fields of records that no rule reads: nothing is left out in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.model.free import is_free

from .uses import uses

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .rules import Rules

PLAIN = ("csv", "csv-windows", "jsonl", "json")
"""The presets that go by plain names. The others are of known formats, whose manual pages say what
they read."""
_SHOWN = 8
_MOST = 1_000  # names that are kept of one file


class Unread:
    """Looks for fields with a value that no rule reads, and that ``left_out`` does not name.

    ``names`` has the path of each as it is met: ``level``, ``svc.host``. Of a list of records the
    parts are not looked at.
    """

    def __init__(self, rules: Rules) -> None:
        self.names: dict[str, None] = {}
        self._own = rules.own_keys
        self._read = frozenset((*uses(rules), *rules.left_out))
        self._quiet = rules.preset and rules.name not in PLAIN
        self._known: dict[tuple[str, ...], list[str]] = {}

    def look(self, values: Mapping[str, Any]) -> None:
        """Look at one record."""
        if self._quiet:
            return
        fields = tuple(values)
        left = self._known.get(fields)
        if left is None:
            left = [name for name in fields if not self._reads(name)]
            if len(self._known) < _MOST:
                self._known[fields] = left
        for name in left:
            if name not in self.names and len(self.names) < _MOST:
                self.names.update(dict.fromkeys(self._within(name, values[name])))

    def _reads(self, name: str) -> bool:
        return name in self._read or (self._own and is_free(name))

    def _within(self, name: str, value: Any) -> Iterator[str]:
        """The paths at and below one that no rule reads."""
        if self._reads(name) or value is None or value in ("", [], {}):
            return
        starts = [
            path[len(name)] for path in self._read if path.startswith((f"{name}.", f"{name}["))
        ]
        if "[" in starts:
            return
        if not starts or not isinstance(value, dict):
            yield name
            return
        for key, inner in value.items():
            yield from self._within(f"{name}.{key}", inner)

    def remarks(self) -> Iterator[str]:
        """What is said of them, in a line, where there are some."""
        if self.names:
            first, more = [*self.names][:_SHOWN], len(self.names) - _SHOWN
            listed = ", ".join(name or '""' for name in first) + (
                f" and {more:,} more" if more > 0 else ""
            )
            what = (
                "1 field that no rule reads was"
                if len(self.names) == 1
                else (f"{len(self.names):,} fields that no rule reads were")
            )
            yield f"{what} left out: {listed}"
