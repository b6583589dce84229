"""What is drawn of an event on an axis: strokes, each with its sign, in the order of drawing."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import MINUTE
from crisis.timeline.reports.signs import (
    AFTER,
    ALTERNATIVE,
    BEFORE,
    CERTAINLY,
    CLAIM,
    CLAIMED,
    CONFLICTED,
    DISPUTED,
    DOUBTFUL,
    INSTANT,
    JOINED,
    NEVER,
    NEVER_LASTING,
    POSSIBLE,
    POSSIBLY,
    Sign,
)

from .placement import Stroke, agreed, stroke

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .axis import Axis
    from .chart_model import Row, Span


class Piece(NamedTuple):
    """A sign from ``first`` to ``last``, in columns from the left of the axis.

    ``sharp`` is what stands in one column: an instant, or what lasts no longer, at ``first``. A
    ``number`` above one is that of instants which share the column.
    """

    sign: Sign
    first: float
    last: float
    sharp: bool = False
    number: int = 1


class Pieces(NamedTuple):
    """All of an event, and whether it reaches beyond the axis. Empty where it is nowhere on it."""

    parts: tuple[Piece, ...]
    before: bool
    after: bool

    @property
    def signs(self) -> set[str]:
        """The names of the signs that are drawn."""
        found = {part.sign.name for part in self.parts}
        found |= {BEFORE.name} if self.before else set()
        return found | ({AFTER.name} if self.after else set())

    def taken(self, columns: int) -> tuple[int, int] | None:
        """The first and the last whole column that they take, arrows at the edges included."""
        ends = [(int(part.first), int(part.last)) for part in self.parts]
        ends += [(0, 0)] if self.before else []
        ends += [(columns - 1, columns - 1)] if self.after else []
        if not ends:
            return None
        first, last = min(first for first, _ in ends), max(last for _, last in ends)
        return min(first, columns - 1), min(last, columns - 1)


def pieces(row: Row, spans: Sequence[Span], axis: Axis) -> Pieces:
    """What is drawn of some spans of a row: stretches below marks, alternatives joined.

    Of several it is solid where the event goes on whichever of them holds.
    """
    never = bool(row.match.event.status)
    found = pieces_of(spans, axis, never)
    sure = None if never or len(spans) < 2 else agreed(spans, axis)
    return found._replace(parts=(*found.parts, Piece(CERTAINLY, *sure))) if sure else found


def pieces_of(
    spans: Sequence[Span], axis: Axis, never: bool = False, exact: bool = False
) -> Pieces:
    """What is drawn of spans, which ``never`` certainly were.

    With ``exact`` a mark for an instant is what is known to the minute, however wide a column is.
    """
    strokes = [(stroke(span, axis), span) for span in spans]
    shown = [(shape, span) for shape, span in strokes if not shape.away]
    parts = [
        part
        for shape, span in sorted(shown, key=lambda pair: pair[0].sharp)
        for part in _parts(shape, span, never, exact)
    ]
    choices = sorted((shape.first, shape.last) for shape, span in shown if span.choice)
    joins = [
        Piece(JOINED, left[1], right[0])
        for left, right in pairwise(choices)
        if right[0] >= left[1] + 1
    ]
    return Pieces(
        (*joins, *parts),
        any(shape.before for shape, _ in strokes),
        any(shape.after for shape, _ in strokes),
    )


def is_instant(span: Span) -> bool:
    """Whether it is known as well as a clock tells it, to the minute or better."""
    low, high = span.earliest, span.latest
    return span.end is None and low is not None and high is not None and high - low < MINUTE


def _parts(shape: Stroke, span: Span, never: bool, exact: bool) -> Iterator[Piece]:
    if shape.sharp and (not exact or span.end is not None or is_instant(span)):
        lasts = CERTAINLY if span.end is not None else INSTANT
        sign = NEVER if never else CLAIM if span.sources else lasts
        yield Piece(sign, shape.first, shape.last, sharp=True)
        return
    sign = NEVER_LASTING if never else CLAIMED if span.sources else POSSIBLY
    yield Piece(sign, shape.first, shape.last)
    if shape.sure and not never:
        yield Piece(CERTAINLY, *shape.sure)


def marks(row: Row) -> tuple[Sign, ...]:
    """The signs of an event that is only possible, disputed, with alternatives, in conflict."""
    event = row.match.event
    return tuple(
        sign
        for sign, there in (
            (POSSIBLE, row.possible),
            (DISPUTED, event.disputed),
            (ALTERNATIVE, event.alternative),
            (CONFLICTED, event.conflicted),
            (DOUBTFUL, bool(row.doubtful)),
        )
        if there
    )


def together(found: Iterable[Pieces]) -> Pieces:
    """Events that share a mark: those whose only piece is a mark of one kind in one column."""
    found = list(found)
    first = found[0].parts[0]
    return Pieces((first._replace(number=len(found)),), False, False)


def lone_mark(found: Pieces) -> bool:
    """Whether an event is an agreed mark and nothing else, so that others may share it."""
    return (
        len(found.parts) == 1
        and found.parts[0].sharp
        and found.parts[0].sign is not CLAIM
        and not (found.before or found.after)
    )
