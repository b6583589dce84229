"""Where everything of a picture stands, before a painter paints it: lines, names, times, bars.

One pass for the terminal and for SVG. The unit is a column of the axis; a painter tells how wide
its letters are. Times and names stand in columns of their own on the left, in the order of events,
and nothing stands over a bar. What finds no place is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from crisis.timeline.base.languages import Language
    from crisis.timeline.reports.signs import Sign

    from .axis import Axis
    from .chart_model import Picture, Row, Span
    from .pieces import Pieces
    from .placement import Density

FEW_ROWS = 20
"""Up to so many rows need no overview above them, and no second axis below."""


class Measure(Protocol):
    """What a painter knows of its letters; widths are in columns of the axis."""

    lines: int
    """How many lines a lane may take."""

    @property
    def dash(self) -> str: ...
    @property
    def arrow(self) -> str: ...
    @property
    def language(self) -> Language: ...
    def letter(self, sign: Sign) -> str:
        """What stands for a sign in a text."""

    def shown(self, text: str) -> str:
        """A text in the letters that the painter has."""

    def width(self, text: str, kind: str) -> float:
        """How wide a text of a kind is."""

    def cut(self, text: str, room: float, kind: str) -> str:
        """A text, with a sign at its end where it does not fit."""


class Text(NamedTuple):
    """A text that begins at a column of the picture, or ``ends`` before it.

    Its ``kind`` is one of ``time marks name account head section lane label more``.
    """

    column: float
    text: str
    kind: str
    ends: bool = False


class Line(NamedTuple):
    """A line of a picture: texts, what is drawn of events, and which events these are.

    ``kind`` is ``row`` or ``account`` (of ``rows[0]``), ``head`` or ``section`` above others,
    ``name`` of the row below it, or ``lane``. ``bracket`` is ``first``, ``inner`` or ``last`` in a
    run of which the order is not known. ``hue`` is the number of its actor, or -1. ``account`` is
    what one source says, where that is what is drawn.
    """

    kind: str
    texts: tuple[Text, ...] = ()
    drawn: tuple[Pieces, ...] = ()
    rows: tuple[tuple[Row, ...], ...] = ()
    bracket: str = ""
    hue: int = -1
    account: Span | None = None


class Layout(NamedTuple):
    """A picture ready to be painted: the axis begins at the column ``margin``.

    ``form`` is ``rows``, ``lanes`` or ``counts``; ``density`` is there where bars stand above or
    instead of lines; ``again`` asks for the axis below as well. ``signs`` are the names of all that
    occur; ``unnamed`` counts the events in lanes whose names have no room beside what is drawn.
    """

    form: str
    image: Picture
    axis: Axis
    margin: int
    lines: tuple[Line, ...]
    density: Density | None
    again: bool
    signs: frozenset[str]
    unnamed: int = 0

    @property
    def width(self) -> int:
        """Columns of the whole picture."""
        return self.margin + self.axis.columns
