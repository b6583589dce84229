"""What a terminal knows of its letters, for the layout of a picture: a column is a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from .axis_text import cut

if TYPE_CHECKING:
    from crisis.cli.terminal.output import Screen
    from crisis.timeline.base.languages import Language
    from crisis.timeline.reports.signs import Sign


class Cells:
    """Measures texts of one screen."""

    lines = 4

    def __init__(self, look: Screen) -> None:
        self._look = look

    @property
    def dash(self) -> str:
        return self._look.dash

    @property
    def arrow(self) -> str:
        return self._look.arrow

    @property
    def language(self) -> Language:
        return self._look.language

    def letter(self, sign: Sign) -> str:
        """The letter of a sign."""
        return sign.letter(self._look.ascii)

    def shown(self, text: str) -> str:
        """A text in the letters that can be written."""
        return self._look.letters(text)

    def width(self, text: str, kind: str) -> float:
        """How many cells a text takes."""
        return cell_len(text)

    def cut(self, text: str, room: float, kind: str) -> str:
        """A text in so many cells."""
        return cut(text, int(room), self._look)
