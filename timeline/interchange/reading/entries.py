"""Events made of records, before they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from crisis.timeline.editing.yaml_text import Field


class Entry(NamedTuple):
    """An event as an event file has it: ``place`` stands for its header, ``line`` is where it was.

    ``fields`` are its keys in the order in which they are written; every value is a text, a list
    or a mapping of them.
    """

    line: int
    place: int
    fields: tuple[Field, ...]

    def get(self, key: str) -> Any:
        """The value of a key; empty where it has none."""
        return next((value for name, value in self.fields if name == key), "")
