"""The ticks and labels of an axis: none touches another, from tenths of a second to millennia."""

from __future__ import annotations

import unicodedata
from datetime import date
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import DAY, HOUR, MINUTE, SECOND, civil

from .tick_steps import CIVIL, ELAPSED, ONE_DAY, ONE_MONTH, begun, ceiling, floor, walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.base.languages import Language
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.reports.times import Letters

    from .axis import Axis, Section
    from .tick_steps import Step

GREGORIAN = "the axis is Gregorian"
"""What is told of an axis where texts have the dates of both calendars."""
_GUIDED = 9
"""Guides stand at least about so many columns apart."""
_CLOSE = 3
"""Ticks without a label stand at least so many columns apart."""
_UNITS = (
    ("y", 365 * DAY, "d", DAY),
    ("d", DAY, "h", HOUR),
    ("h", HOUR, "m", MINUTE),
    ("m", MINUTE, "s", SECOND),
    ("s", SECOND, "", SECOND),
)


class Tick(NamedTuple):
    """A tick at an instant. It is ``major`` where a label stands, if there is room for it."""

    instant: int
    place: float
    major: bool


class Label(NamedTuple):
    """A text that begins at a place, in columns from the left of the axis."""

    place: float
    text: str


class Ruler(NamedTuple):
    """What stands along an axis.

    ``labels`` name ticks, ``heads`` above them the days or months that these are of. ``guides`` are
    the places where a reader's eye wants a line: beginnings of days, else ticks with labels.
    """

    ticks: tuple[Tick, ...]
    labels: tuple[Label, ...]
    heads: tuple[Label, ...]
    guides: tuple[float, ...]


def ruler(axis: Axis) -> Ruler:
    """The ticks of an axis, and labels that keep at least a column apart and stay on it."""
    ticks: list[Tick] = []
    labels: list[Label] = []
    heads: list[Label] = []
    guides: list[float] = []
    for section in axis.sections:
        step = _chosen(section.column, axis.zone, axis.language)
        fine = _finer(step, section.column, axis.zone, _CLOSE)
        majors = walk(step, section, axis.zone)
        places = {at: at in majors for at in sorted({*majors, *walk(fine, section, axis.zone)})}
        last = section is axis.sections[-1]
        shown = [at for at in places if last or at < section.stop]
        ticks += [Tick(at, axis.place(at), places[at]) for at in shown]
        labels += _labels(step, majors, section, axis)
        tops = _tops(step, section, axis.zone)
        above = _heads(tops, step, section, axis)
        same = above and heads and above[0].text == heads[-1].text  # on both sides of a cut
        heads += above[1:] if same else above
        lines = [at for at in tops if at > section.start] if step.unit == "clock" else []
        lines = [at for at in lines or majors if section.start < at < section.stop]
        guides += _apart([axis.place(at) for at in lines])
    return Ruler(tuple(ticks), tuple(labels), tuple(heads), tuple(guides))


def rounded(
    start: int, stop: int, columns: int, zone: Zone | None, language: Language
) -> tuple[int, int]:
    """A stretch made longer by a few columns at most, so that it begins and ends at a tick."""
    column = (stop - start) / columns
    step = _finer(_chosen(column, zone, language), column, zone, 1)
    return floor(start, step, zone), ceiling(stop, step, zone)


def about(micros: int) -> str:
    """About how long, in two units at most, cut off: ``6d``, ``2h21m``, ``0.2s``."""
    for name, unit, below, less in _UNITS:
        if micros >= unit:
            whole, rest = micros // unit, micros % unit // less
            return f"{whole}{name}" + (f"{rest}{below}" if rest and whole < 10 else "")
    return f"{micros / SECOND:.2g}s"


def days(first: int, last: int, look: Letters) -> str:
    """From one day to another, as ordinals: ``Thu 16 Nov - Wed 29 Nov 2023``."""
    language = look.language
    if first == last:
        return language.day(last, True)
    years = civil(first * DAY).year != civil(last * DAY).year
    return f"{language.day(first, years)} {look.dash} {language.day(last, True)}"


def _chosen(column: float, zone: Zone | None, language: Language) -> Step:
    """The finest step whose labels fit, where a column is so many microseconds."""
    steps = ELAPSED if zone is None else CIVIL
    fitting = (step for step in steps if step.length >= (_widest(step, language) + 1) * column)
    return next(fitting, steps[-1])


def _finer(step: Step, column: float, zone: Zone | None, close: int) -> Step:
    """The finest step that divides another and is at least ``close`` columns, else that itself."""
    for other in ELAPSED if zone is None else CIVIL:
        if close * column <= other.length < step.length and other.divides(step):
            return other
    return step


def _widest(step: Step, language: Language) -> int:
    """How many columns the widest label of a step takes."""
    if step.unit == "clock":
        return len(_clock(0, step.size))
    if step.unit == "elapsed":
        return len(_elapsed(-100 * HOUR, step.size)) if step.size <= DAY else 6
    if step.unit == "day":
        return max(_cells(language.weekday(day)) for day in range(1, 8)) + 3
    return 4 if step.size % 12 == 0 else _cells(language.month(date(2000, 9, 1).toordinal()))


def _labels(step: Step, majors: list[int], section: Section, axis: Axis) -> list[Label]:
    """What names the ticks; a day that began before the section is named at its edge."""
    named = [(axis.column(at), at) for at in majors if at < section.stop]
    if step.unit == "day" and (not named or named[0][0] > section.left):
        room = (named[0][0] if named else section.right + 1) - section.left - 1
        if _cells(_text(section.start, step, axis)) <= room:
            named.insert(0, (section.left, section.start))
    labels: list[Label] = []
    free = section.left
    for column, at in named:
        text = _text(at, step, axis)
        if free <= column <= section.right - _cells(text):
            labels.append(Label(axis.place(at), text))
            free = column + _cells(text) + 1
    return labels


def _text(instant: int, step: Step, axis: Axis) -> str:
    """What stands at a tick: a clock, a day of a month, a month, a year, or ``T+24h``."""
    if axis.zone is None:
        return _elapsed(instant, step.size)
    day, micro = divmod(axis.zone.wall(instant), DAY)
    if step.unit == "clock":
        return _clock(micro, step.size)
    if step.unit == "day":
        return f"{axis.language.weekday(day)} {civil(day * DAY).day}"
    return str(civil(day * DAY).year) if step.size % 12 == 0 else axis.language.month(day)


def _clock(micro: int, size: int) -> str:
    """``12:28``, with seconds and tenths where the step is so fine."""
    text = f"{micro // HOUR:02}:{micro // MINUTE % 60:02}"
    if size % MINUTE:
        text += f":{micro // SECOND % 60:02}"
    return text if size % SECOND == 0 else f"{text}.{micro % SECOND * 10 // SECOND}"


def _elapsed(micro: int, size: int) -> str:
    """``T+24h``, ``T-2d``, or ``T+0:28`` where the step is finer than an hour."""
    sign, micro = "-" if micro < 0 else "+", abs(micro)
    if size % DAY == 0 and size > DAY:
        return f"T{sign}{micro // DAY}d"
    if size % HOUR == 0:
        return f"T{sign}{micro // HOUR}h"
    return f"T{sign}{_clock(micro, size).removeprefix('0')}"


def _tops(step: Step, section: Section, zone: Zone | None) -> list[int]:
    """Where the days or months that stand above begin; the first may have begun before."""
    if zone is None or step.unit == "month":
        return []
    starts = map(
        zone.day_start, begun(ONE_DAY if step.unit == "clock" else ONE_MONTH, section, zone)
    )
    return sorted({max(section.start, at) for at in starts if at < section.stop})


def _heads(tops: list[int], step: Step, section: Section, axis: Axis) -> list[Label]:
    """Days or months above the ticks, each as long as fits before the next one begins."""
    if axis.zone is None:
        return []
    forms = [_forms(axis.zone.day(at), step, axis.language) for at in tops]
    columns = [*(axis.column(at) for at in tops), section.right + 1]
    room = [second - first - 1 for first, second in pairwise(columns)]
    whole = range(1, len(tops) - 1)  # the outer ones may be cut off
    common = max((_fitting(forms[at], room[at]) for at in whole), default=0)
    labels: list[Label] = []
    for at, form, free in zip(tops, forms, room, strict=True):
        best = max(common, _fitting(form, free))
        if best < len(form):
            labels.append(Label(axis.place(at), form[best]))
    return labels


def _forms(day: int, step: Step, language: Language) -> list[str]:
    """A day or the month of a day, from long to short."""
    number = civil(day * DAY).day
    if step.unit == "clock":
        return [language.day(day), f"{language.weekday(day)} {number}"]
    return [language.month(day)]


def _fitting(forms: Sequence[str], room: int) -> int:
    """The number of the first form that fits; behind the last one if none does."""
    return next((at for at, form in enumerate(forms) if _cells(form) <= room), len(forms))


def _apart(places: list[float]) -> list[float]:
    """Every place, or every so many, so that there is room between them."""
    gaps = [second - first for first, second in pairwise(places)]
    return places[:: ceil(_GUIDED / min(gaps))] if gaps else places


def _cells(text: str) -> int:
    """How many columns a text takes: East Asian letters two, marks on others none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )
