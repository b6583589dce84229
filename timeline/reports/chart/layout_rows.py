"""One line an event: its time, its marks, its name, then what is drawn of it."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import SECOND
from crisis.timeline.reports.all_day import Daylong

from .layout import FEW_ROWS, Layout, Line, Text
from .pieces import marks, pieces
from .placement import density
from .row_times import row_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from crisis.timeline.reports.report import Report

    from .axis import Axis
    from .chart_model import Lane, Picture, Row, Span
    from .layout import Measure

_PICTURE, _LEAST_PICTURE = 0.36, 22
"""What the axis takes at least, of the whole and in columns."""
_INNER = 2
"""Accounts stand in by so much."""
_SHORT = 12
"""Nor does its time take what so many columns of it need."""
_NAME = 18
"""A name is not cut to fewer columns where it can have a line of its own."""


class _Table(NamedTuple):
    """The columns of texts: where each begins. ``stacked`` names stand above what is drawn."""

    time: int
    marks: int
    name: int
    room: float
    margin: int
    stacked: bool


def rows(
    image: Picture,
    report: Report,
    measure: Measure,
    width: int,
    axis_in: Callable[[int], Axis],
) -> Layout:
    """The layout of rows in so many columns, on the axis that there is ``in`` so many."""
    guess = axis_in(max(1, width // 2))
    judged = _Judged(image, report, guess)
    table = _table(image, guess, judged, measure, width)
    axis = axis_in(width - table.margin)
    maker = _Lines(axis, table, measure, report.by[:1] == ("actor",))
    lines: list[Line] = []
    actors = 0
    for lane, (shown, anywhere) in zip(image.lanes, judged.lanes, strict=True):
        hue = -1
        if lane.heading:
            hue = actors if lane.leaf and maker.hued else -1
            actors += lane.leaf
            lines.append(maker.heading(lane, hue))
        lines += maker.lane(shown, anywhere, hue)
    count = sum(len(lane.rows) for lane in image.lanes if lane.leaf)
    many = count > FEW_ROWS
    counts = density(image.rows, axis) if many and len(image.lanes) == 1 else None
    return Layout(
        "rows", image, axis, table.margin, tuple(lines), counts, many, frozenset(maker.signs)
    )


class _Judged:
    """Which rows may be at any time that is shown, and between which others no order is known."""

    def __init__(self, image: Picture, report: Report, axis: Axis) -> None:
        self._daylong = Daylong(report.answer)
        ids = [match.event.id for match in report.answer.matches]
        self._before = {second: first for first, second in pairwise(ids)}
        self.lanes = [
            self._lane(lane.rows, axis) if lane.leaf else ([], []) for lane in image.lanes
        ]
        self.any = any(bracket for shown, _ in self.lanes for _, bracket in shown)
        self.anytime = any(_anywhere(row, axis) for shown, _ in self.lanes for row, _ in shown)

    def _lane(self, rows: Sequence[Row], axis: Axis) -> tuple[list[tuple[Row, str]], list[Row]]:
        """Rows in their order, each with its part of a bracket; and those of any time."""
        anywhere = [row for row in rows if _anywhere(row, axis)]
        if len(anywhere) == len(rows):
            anywhere = []
        below = {row.match.event.id for row in anywhere}
        shown = [row for row in rows if row.match.event.id not in below]
        matches = self._daylong.marked((row.match for row in shown), None, self._before)
        loose = [match.undecided for match in matches]
        loose[:1] = [False]
        parts = {(False, True): "first", (True, True): "inner", (True, False): "last"}
        brackets = [parts.get(pair, "") for pair in zip(loose, [*loose[1:], False], strict=True)]
        return list(zip(shown, brackets, strict=True)), anywhere


class _Lines:
    """Makes lines of rows, and remembers which signs occur."""

    def __init__(self, axis: Axis, table: _Table, measure: Measure, hued: bool) -> None:
        self.axis = axis
        self.table = table
        self.measure = measure
        self.hued = hued
        self.signs: set[str] = set()
        self._day = ""

    def heading(self, lane: Lane, hue: int) -> Line:
        text = "  " * lane.depth + self.measure.shown(lane.heading)
        return Line("head", (self._text(0, text, "head", self._whole),), hue=hue)

    @property
    def _whole(self) -> float:
        return self.table.margin + self.axis.columns

    def lane(
        self, shown: Sequence[tuple[Row, str]], anywhere: Sequence[Row], hue: int
    ) -> Iterator[Line]:
        """The rows of a lane: those that may be at any time that is shown stand below the others,
        under a heading of their own."""
        self._day = ""
        for row, bracket in shown:
            yield from self._row(row, bracket, hue)
        if anywhere:
            text = _section(anywhere, self.axis)
            yield Line("section", (self._text(0, text, "section", self._whole),))
        for row in anywhere:
            yield from self._row(row, "", hue, anywhere=True)

    def _row(self, row: Row, bracket: str, hue: int, anywhere: bool = False) -> Iterator[Line]:
        drawn = pieces(row, row.spans, self.axis)
        self.signs.update(sign.name for sign in marks(row))
        self.signs.update({"bracket"} if bracket else ())
        time = self._time(() if anywhere else row.spans, row.phrases)
        if not anywhere and not time[1] and _anywhere(row, self.axis):
            time = 0.0, _any_time(self.axis)
        letters = "".join(map(self.measure.letter, marks(row)))
        name = self.measure.shown(row.label)
        bar = () if anywhere and self.table.stacked else (drawn,)
        line = Line("row", self._texts(time, letters, name, "name"), bar, ((row,),), bracket, hue)
        yield from self._stacked(line)
        inner = "inner" if bracket in ("first", "inner") else ""
        for span in row.told:
            names = self.measure.shown(", ".join(span.sources))
            time = (0.0, "") if span.blank else self._time([span], row.phrases)
            texts = self._texts(time, "", names, "account")
            shown = (pieces(row, [] if span.blank else [span], self.axis),)
            yield from self._stacked(Line("account", texts, shown, ((row,),), inner, hue, span))

    def _time(self, spans: Sequence[Span], phrases: tuple[str, ...]) -> tuple[float, str]:
        """When it was, and how far in that stands: a day is not said again below itself."""
        if not spans:
            self._day = ""
            return 0.0, ""
        time = row_time(spans, self.axis, self.measure, phrases)
        again = bool(time.day) and time.day == self._day and not self.table.stacked
        self._day = time.day
        if again:
            return self.measure.width(f"{time.day} ", "time"), time.rest
        return 0.0, time.text

    def _stacked(self, line: Line) -> Iterator[Line]:
        """A line, or two where texts stand above what is drawn."""
        self.signs.update(*(drawn.signs for drawn in line.drawn))
        if not self.table.stacked:
            yield line
            return
        yield line._replace(kind="name", drawn=())
        if line.drawn:
            below = "inner" if line.bracket in ("first", "inner") else ""
            yield line._replace(texts=(), bracket=below)

    def _texts(
        self, time: tuple[float, str], letters: str, name: str, kind: str
    ) -> tuple[Text, ...]:
        """Time, marks and name, each in its column; close together where they stand above."""
        table, inner = self.table, _INNER if kind == "account" else 0
        cells: tuple[tuple[str, str], ...] = (
            (time[1], "time"), (letters, "marks"), (name, kind),
        )  # fmt: skip
        if not table.stacked:
            rooms = (table.marks - table.time, table.name - table.marks, table.room - inner)
            columns = (table.time + time[0], table.marks, table.name + inner)
            placed = zip(columns, cells, rooms, strict=True)
            return tuple(self._text(at, *cell, room) for at, cell, room in placed if cell[0])
        size = self.measure.width
        least = min(size(name, kind), _SHORT)
        if self._whole - inner - sum(size(*cell) + 1 for cell in cells[:2] if cell[0]) < least:
            cells = cells[1:]  # its name is more than its time, which the axis shows
        texts = []
        column: float = table.time + inner
        for text, kind_of in cells:
            if text and column < self._whole:
                texts.append(self._text(column, text, kind_of, self._whole - column))
                column += size(texts[-1].text, kind_of) + 1
        return tuple(text for text in texts if text.text)

    def _text(self, column: float, text: str, kind: str, room: float) -> Text:
        return Text(column, self.measure.cut(text, room, kind), kind)


def _anywhere(row: Row, axis: Axis) -> bool:
    """Whether an event may be at any time that is shown, and nothing more is known of it here."""
    if row.accounts or row.alternatives:
        return False
    certain = row.span.certain
    if certain and axis.shows(*certain) and not row.match.event.status:
        return False
    low, high = row.hull
    begun = low is None or low < axis.start + SECOND
    reached = high is None or high >= axis.stop - SECOND
    early, late = _beyond(row, axis)
    return begun and reached and early == late  # else its time says where it ends


def _beyond(row: Row, axis: Axis) -> tuple[bool, bool]:
    """Whether an event may be before all that is shown, and behind it."""
    low, high = row.hull
    return low is None or low < axis.start, high is None or high >= axis.stop


def _any_time(axis: Axis) -> str:
    """What stands for the time of such an event where no heading says it."""
    if axis.zone is not None and axis.zone.day(axis.start) == axis.zone.day(axis.stop - 1):
        return "some time"
    return "any time"


def _section(rows: Sequence[Row], axis: Axis) -> str:
    """What is said above rows of any time: their day, where all are of one."""
    if axis.zone is None or any(any(_beyond(row, axis)) for row in rows):
        return "at any time shown"
    first, last = axis.zone.day(axis.start), axis.zone.day(axis.stop - 1)
    return f"some time on {axis.language.day(first)}" if first == last else "at any time shown"


def _table(image: Picture, axis: Axis, judged: _Judged, measure: Measure, width: int) -> _Table:
    """How wide each column of texts is: names as wide as they are, if the axis has room."""
    leaves = [row for lane in image.lanes if lane.leaf for row in lane.rows]
    times = [
        row_time(spans, axis, measure, row.phrases).text
        for row in leaves
        for spans in (row.spans, *([span] for span in row.told if not span.blank))
    ]
    times += [_any_time(axis)] if judged.anytime else []
    letters = ["".join(map(measure.letter, marks(row))) for row in leaves]
    names = [measure.width(measure.shown(row.label), "name") for row in leaves]
    names += [
        _INNER + measure.width(measure.shown(", ".join(span.sources)), "account")
        for row in leaves
        for span in row.told
    ]
    begin = 2 if judged.any else 0
    marked = begin + _room(times, "time", measure)
    named = marked + _room(letters, "marks", measure)
    wanted = ceil(max(names, default=0))
    picture = max(_LEAST_PICTURE, ceil(width * _PICTURE))
    room = min(wanted, width - named - 1 - picture)
    if room < min(wanted, _NAME):
        return _Table(begin, marked, named, max(1, width - named), begin, True)
    return _Table(begin, marked, named, room, named + room + 1, False)


def _room(texts: Sequence[str], kind: str, measure: Measure) -> int:
    """Columns for texts and one behind them; none where there are no texts."""
    widest = ceil(max((measure.width(text, kind) for text in texts), default=0))
    return widest + 1 if widest else 0
