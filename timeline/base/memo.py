"""What was worked out of short texts, kept for those that come again: names, tags, days."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

V = TypeVar("V")
_MOST = 4096
_LONGEST = 100  # characters of a text that is kept: of longer ones few are the same


class Memo(dict[str, V]):
    """``memo[text]`` is what the function makes of a text, so many of them kept at a time.

    Values are shared by all who ask: nobody may change them.
    """

    def __init__(self, make: Callable[[str], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> V:
        value = self._make(text)
        if len(text) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[text] = value
        return value
