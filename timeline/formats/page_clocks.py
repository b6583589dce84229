"""Clock faces: the times of a report as one zone shows them, or as counted from zero.

A page switches among them without computing any time itself: there is one implementation of
honest words, ranges are rounded outwards, and days begin when they begin in their zone.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from crisis.timeline.base.calendar import iso
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import DAY, HOUR
from crisis.timeline.model.records import Bound
from crisis.timeline.network.differences import minus
from crisis.timeline.query.asked_windows import scope
from crisis.timeline.query.days import Calendar
from crisis.timeline.query.engine import counted
from crisis.timeline.query.stores import store
from crisis.timeline.query.window_index import Row
from crisis.timeline.query.windows import Window
from crisis.timeline.reports import event_times, times
from crisis.timeline.reports.chart.axis_breaks import silences_left_out
from crisis.timeline.reports.groups import UNDATED, day_key
from crisis.timeline.reports.stated_times import claim_times, told_time

from .page_names import named_at
from .page_offsets import offsets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.attribution import Attribution
    from crisis.timeline.model.records import Elapsed
    from crisis.timeline.query.answer import Answer
    from crisis.timeline.query.window_index import Span
    from crisis.timeline.reports.groups import Key
    from crisis.timeline.reports.times import Letters

ELAPSED = "elapsed"
_MOST = 48  # groups of elapsed time
# Clocks of one day, which its name stands before where they are told in full.
_CLOCKS = re.compile(r"~?\d[\d:.]*(?:\N{EN DASH}\d[\d:.]*)?\??")


class Group(NamedTuple):
    """A heading over events; its key is a day (2023-11-20), ``..`` and a day, or ``undated``."""

    key: str
    heading: str


class Stretch(NamedTuple):
    """A window that can be asked for, by its key."""

    key: str
    label: str
    window: Window


class Reading(NamedTuple):
    """One event on a face: the number of its group, and its time in words.

    ``when`` leaves out the day that the group names, ``full`` does not. ``accounts`` are what those
    sources say whose time it is not (see attribution.py); ``claims`` are
    empty texts where they state no time by themselves. ``spans`` has one for each account of a
    disputed event, else one; none where nothing is known.
    """

    group: int
    when: str
    full: str
    accounts: tuple[str, ...]
    claims: tuple[str, ...]
    spans: tuple[Span, ...]


class Face(NamedTuple):
    """A report on one clock, its readings in the order of the matches.

    ``offsets`` are pairs: from an instant on, what is added to UTC, in microseconds. ``moments``
    are the starts and ends to draw: those of each account of a disputed event, else one. ``window``
    is the timeline's own, [start, stop), and ``asked`` what the question names, from its first
    instant to behind its last; None is an open end. ``cuts`` are the silences that a picture leaves
    out, from the last instant before one to the first behind it.
    """

    key: str
    label: str
    groups: tuple[Group, ...]
    stretches: tuple[Stretch, ...]
    offsets: tuple[tuple[int, int], ...]
    window: tuple[int, int] | None
    asked: tuple[int | None, int | None]
    cuts: tuple[tuple[int, int], ...]
    moments: tuple[tuple[Elapsed, ...], ...]
    readings: tuple[Reading, ...]


def zone_face(
    answer: Answer, zone: Zone, label: str, look: Letters, named: Sequence[Attribution] = ()
) -> Face:
    """The face of a clock in a zone. Groups and stretches are local days.

    ``named`` tells who is named at each event, where that is known already.
    """
    events = tuple(match.event for match in answer.matches)
    named = named or named_at(answer)
    shown = answer.timeline.replace(events=events)
    days = set(Calendar(shown, store(shown), zone, None, None).days)
    days |= {zone.day(event.start.earliest) for event in events if event.start.earliest is not None}
    stretches = tuple(
        Stretch(iso(day), look.language.day(day, year=True), _window(day, zone))
        for day in sorted(days)
    )

    def words(start: Bound | None, end: Bound | None, lead: int | None) -> str:
        text = "" if start is None else times.span(start, zone, lead, look)
        if end is None:
            return text
        return f"{text} {look.arrow} {times.span(end, zone, lead, look)}".strip()

    keys = [day_key(event.start, zone) for event in events]
    groups = [_day_group(key, look) for key in keys]
    numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    moments = tuple(tuple(event.moments) for event in events)
    spans = Row([stretch.window for stretch in stretches])
    readings = []
    days_named: dict[int, str] = {}
    rows = zip(events, keys, groups, moments, named, strict=True)
    for event, key, group, own_moments, attributed in rows:
        lead = key.number
        when = event_times.when(event, zone, lead, look)
        plain = lead is not None and _CLOCKS.fullmatch(when)
        if lead is not None and plain and lead in days_named:
            full = days_named[lead] + when
        else:
            full = event_times.when(event, zone, None, look)
            if lead is not None and plain:
                days_named[lead] = full.removesuffix(when)
        readings.append(
            Reading(
                numbers[group],
                when,
                full,
                tuple(
                    told_time(account, partial(words, lead=lead)) for account in attributed.apart
                ),
                tuple(
                    " or ".join(words(*times, lead) for times in claim_times(claim, event))
                    for claim in event.when
                    if claim.phrases
                ),
                () if event.dateless else tuple(spans.of(start, end) for start, end in own_moments),
            )
        )
    return Face(
        zone.name,
        label,
        tuple(numbers),
        stretches,
        offsets(zone, events),
        answer.timeline.header.window,
        _asked(answer, elapsed=False),
        silences_left_out(moments),
        moments,
        tuple(readings),
    )


def elapsed_face(
    answer: Answer, label: str, look: Letters, named: Sequence[Attribution] = ()
) -> Face | None:
    """The face of the time since zero; None where nothing is counted."""
    named = named or named_at(answer)
    since = counted(store(answer.timeline), answer.clock.zero)
    if since.zero is None:
        return None
    zero = since.zero
    first = [_first(match.elapsed) for match in answer.matches]
    known = [bound.earliest for bound in first if bound.earliest is not None]
    step = _step(max(known) - min(known)) if known else HOUR
    stretches = tuple(
        _elapsed_stretch(number, step) for number in sorted({low // step for low in known})
    )

    def words(start: Bound | None, end: Bound | None) -> str:
        text = "" if start is None else times.difference(start, look, answer) or "unknown"
        if end is None or end.open:
            return text
        return f"{text} {look.arrow} {times.difference(end, look, answer)}".strip()

    def after(start: Bound | None, end: Bound | None) -> str:
        return words(*(None if edge is None else minus(edge, zero) for edge in (start, end)))

    groups = [_elapsed_group(bound, step) for bound in first]
    numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    moments = tuple(tuple(since.accounts(match.event)) for match in answer.matches)
    spans = Row([stretch.window for stretch in stretches])
    readings = []
    rows = zip(answer.matches, groups, moments, named, strict=True)
    for match, group, own_moments, attributed in rows:
        event, elapsed = match.event, match.elapsed
        when = "undated" if elapsed is None else words(*elapsed)
        if elapsed is not None and event_times.goes_on(event):
            when = f"{words(elapsed[0], None)} {look.arrow} {event_times.GOING_ON}".strip()
        readings.append(
            Reading(
                numbers[group],
                when,
                when,
                tuple(
                    told_time(account._replace(doubt="", read=""), after)
                    for account in attributed.apart
                ),
                tuple("" for claim in event.when if claim.phrases),
                () if event.dateless else tuple(spans.of(start, end) for start, end in own_moments),
            )
        )
    window = _since(answer.timeline.header.window, zero)
    return Face(
        ELAPSED,
        label,
        tuple(numbers),
        stretches,
        (),
        window,
        _asked(answer, elapsed=True),
        silences_left_out(moments),
        moments,
        tuple(readings),
    )


def _asked(answer: Answer, elapsed: bool) -> tuple[int | None, int | None]:
    windows = scope(answer, elapsed=elapsed)
    return (windows[0].start, windows[-1].stop) if windows else (None, None)


def _day_group(key: Key, look: Letters) -> Group:
    if key.number is None:
        return Group(key.text, "Undated")
    heading = look.language.long_day(key.number)
    return Group(key.text, f"Not after {heading}" if key.open else heading)


def _window(day: int, zone: Zone) -> Window:
    return Window(zone.day_start(day), zone.day_stop(day))


def _since(window: tuple[int, int] | None, zero: Bound) -> tuple[int, int] | None:
    """The timeline's window counted from zero, as wide as an uncertain zero makes it."""
    if window is None or zero.earliest is None or zero.latest is None:
        return None
    return window[0] - zero.latest, window[1] - zero.earliest


def _first(elapsed: Elapsed | None) -> Bound:
    return Bound() if elapsed is None else elapsed[0]


def _step(span: int) -> int:
    """How long a group of elapsed time is: an hour, a day, ten days, and so on by tens."""
    step = HOUR if span <= _MOST * HOUR else DAY
    while span > _MOST * step:
        step *= 10
    return step


def _elapsed_group(bound: Bound, step: int) -> Group:
    low, high = bound.ends
    if low is None and high is None:
        return Group(UNDATED, "Undated")
    number = (low if low is not None else high or 0) // step
    unit, label = _elapsed_words(number, step)
    key = label.partition(" ")[0]
    if low is None:
        return Group(f"..{key}", f"Not after {unit.lower()} {label}")
    return Group(key, f"{unit} {label}")


def _elapsed_stretch(number: int, step: int) -> Stretch:
    unit, label = _elapsed_words(number, step)
    window = Window(number * step, (number + 1) * step)
    return Stretch(label.partition(" ")[0], f"{label} {unit.lower()}", window)


def _elapsed_words(number: int, step: int) -> tuple[str, str]:
    """``Hours`` and ``+24 to +48``, or ``Days`` and ``+10 to +20``."""
    unit, size = ("Hours", HOUR) if step <= DAY else ("Days", DAY)
    ends = [number * step // size, (number + 1) * step // size]
    first, last = (f"{end:+}" if end else "0" for end in ends)
    return unit, f"{first} to {last}"
