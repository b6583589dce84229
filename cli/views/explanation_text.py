"""Statements and conflicts in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.zones import DAY, HOUR, SECOND
from crisis.timeline.model.constraints import END, OF_CLOCK
from crisis.timeline.reports import long_times, times
from crisis.timeline.reports.lengths import GRAIN, clock_error, error_limit, length, lengths

if TYPE_CHECKING:
    from crisis.cli.terminal.output import Screen
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.conflicts import Conflict, Reason
    from crisis.timeline.model.records import Bound, Medium
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.reports.why import Comparison, Verdict

_IN_HOURS = 100 * DAY
"""Longer times are not told in hours as well."""


def how_long(lasting: Bound, begun: Bound, zone: Zone) -> str:
    """``2h``, ``1h to 2h``, ``2h or longer``; empty where nothing is known.

    From two years on in years too, on the calendar of a zone, from a start that is known well.
    """
    low, high = lasting.ends
    if high is None:
        return f"{length(low)} or longer" if low else ""
    years = long_times.range_of(low or 0, high, begun, zone)
    return lengths(low or 0, high) + (f" ({years})" if years else "")


def apart(low: int, high: int | None, begun: Bound, zone: Zone) -> str:
    """How far apart two events are, of which the first was at ``begun``.

    From a day on in hours as well, ``4d10h02m39s (106 h)``, and from two years on in years.
    """
    text = f"more than {length(low)}" if high is None else lengths(low, high)
    last = low if high is None else high
    if years := long_times.range_of(low, last, begun, zone):
        return f"{text} ({years})"
    if not DAY <= last < _IN_HOURS:
        return text
    hours = [f"{round(micros / HOUR)}" for micros in (low, last)]
    return f"{text} ({' to '.join(dict.fromkeys(hours))} h)"


def reason(reason: Reason, timeline: Timeline, zone: Zone, look: Screen) -> str:
    """One statement: what it says of which event, how wide its vague word is, who says so."""
    text = _saying(reason, timeline, zone, look)
    by = [one_line(source_name(reason.source, timeline))] if reason.source else []
    place = f"{one_line(reason.origin.file)}:{reason.origin.line}"
    return f"{text} [{', '.join([*by, place])}]"


def consequence(reason: Reason, timeline: Timeline, zone: Zone, look: Screen) -> str:
    """What a chain has come to behind a statement: ``so x is not after Fri 12:28:51``."""
    if reason.bound is None:
        return ""
    if reason.which == OF_CLOCK:
        what = error_limit(-reason.bound, most=reason.side == "low")
        return f"so the clock of {one_line(source_name(reason.reached, timeline))} is {what}"
    event = reason.reached or reason.event
    what = f"{event} ended" if reason.which == END else f"{event} is"
    return f"so {what} {limit(reason.bound, reason.side, zone, look)}"


def moment(instant: int, zone: Zone, look: Screen) -> str:
    """An instant with its day, to the millisecond: ``Fri 17 Nov 2023 12:28:50.250``."""
    return times.exact(instant, zone, look)


def limit(instant: int, side: str, zone: Zone, look: Screen) -> str:
    """A bound in words: ``not before Fri 12:28:00``, ``before Fri 12:28:51``.

    A microsecond that only makes "before" strict, or ends a minute, is not shown.
    """
    over = zone.wall(instant) % SECOND
    if side == "low":
        return f"not before {moment(instant - over if over < GRAIN else instant, zone, look)}"
    if over > SECOND - GRAIN:
        return f"before {moment(instant + SECOND - over, zone, look)}"
    return f"not after {moment(instant, zone, look)}"


def source_name(source: str, timeline: Timeline) -> str:
    """A source by its name; the author where none is named."""
    known = timeline.sources.get(source)
    return known.name if known else source or "the author"


def order(verdict: Verdict, comparison: Comparison, zone: Zone) -> str:
    """Which of two events came first, and whether that was asked of bounds alone."""
    cut = " (by bounds alone: too many relations to follow)" if verdict.cut else ""
    return f"{_order(verdict, comparison, zone)}{cut}"


def _order(verdict: Verdict, comparison: Comparison, zone: Zone) -> str:
    low, high = verdict.difference.ends
    if verdict.known and not verdict.first:
        return "both at the same time"
    if not verdict.first:
        ways = []
        if low is not None and low < 0:
            ways.append(f"{comparison.second.id} up to {length(-low)} earlier")
        if high is not None and high > 0:
            ways.append(f"{comparison.first.id} up to {length(high)} earlier")
        return "which came first is not known: " + (", or ".join(ways) or "nothing bounds them")
    begun = comparison.first.start
    if verdict.first == comparison.second.id:
        begun = comparison.second.start
        low, high = None if high is None else -high, None if low is None else -low
    text = f"{verdict.first} came first"
    if verdict.tied:
        most = "" if high is None else f" by up to {apart(high, high, begun, zone)}"
        return f"{text}{most}, or at the same moment"
    return f"{text}, by {apart(low or 0, high, begun, zone)}"


def conflict_lines(conflict: Conflict, timeline: Timeline, zone: Zone, look: Screen) -> list[str]:
    """A conflict: its kind and by how much it misses, then each statement on a line."""
    short = f", short by {length(conflict.short)}" if conflict.short > GRAIN else ""
    lines = [f"{conflict.kind}{short}:{_among(conflict, timeline)}"]
    seen: set[tuple[str, int, str]] = set()
    for statement in conflict.reasons:
        text = reason(statement, timeline, zone, look)
        then = consequence(statement, timeline, zone, look)
        if (text, statement.bound or 0, statement.side) in seen:
            continue
        seen.add((text, statement.bound or 0, statement.side))
        lines.append(f"  {text}{', ' + then if then else ''}")
    if conflict.more and conflict.kind == "ruled out":
        lines.append(f"  and {conflict.more:,} statements that lead there")
    elif conflict.more:
        what = f"{conflict.more:,} more statements"
        lines.append(f"  and {what}, in more ways than are told apart: all of them gave way")
    if written := conflict.one_of:
        lines.append(f"  hint: if one of them holds, write {one_line(written)}")
    if conflict.misplaced:
        names = ", ".join(conflict.misplaced)
        put = "put it under its day, or under `undated`"
        lines.append(f"  hint: only the day header of {names} gave way: {put}")
    return lines


def _among(conflict: Conflict, timeline: Timeline) -> str:
    """Whose dispute it is, where sources give one event times or distances of their own.

    Or whose clock cannot have been wrong by the same all the time, or whose alternative is ruled
    out.
    """
    reasons = conflict.reasons
    if conflict.kind == "ruled out":
        return f" {reasons[0].phrase}, one of several times of {reasons[0].event}"
    clocks = dict.fromkeys(statement.clock for statement in reasons if statement.clock)
    if clocks:
        named = " and that of ".join(one_line(source_name(source, timeline)) for source in clocks)
        return f" the clock of {named} cannot have been wrong by the same all the time"
    sources = list(dict.fromkeys(reason.source for reason in reasons))
    apart = (
        len({(statement.phrase, statement.origin) for statement in reasons}) > 1
        and len({statement.event for statement in reasons}) == 1
    )
    if not apart or any(
        statement.bound is not None or not statement.source or statement.kind != "claim"
        for statement in reasons
    ):
        return ""
    names = " and ".join(one_line(source_name(source, timeline)) for source in sources)
    if len(sources) > 1:
        return f" {names} dispute how far {reasons[0].event} is from {reasons[0].ref}"
    return f" {names} contradicts itself, or means one or the other; each claim is an account"


def _saying(reason: Reason, timeline: Timeline, zone: Zone, look: Screen) -> str:
    event, ref = reason.event, reason.ref
    if reason.kind == "clock":
        name = one_line(source_name(reason.source, timeline))
        return f'the clock of {name}: "{one_line(reason.phrase)}"'
    if reason.kind == "cause":
        return f"{event} was caused by {ref}"
    if reason.kind == "part":
        return f"{event} is part of {ref}"
    if reason.kind == "whole":
        return f"{event} spans its parts, and {ref} is one"
    if reason.kind == "header":
        return f"{event} stands under its day header"
    said = f'"{one_line(reason.phrase)}"{_on_clock(reason, timeline)}'
    if reason.kind == "core":
        return f"{event}: what is left of {said}, which gave way"
    if not reason.soft:
        return f"{event}: {said}"
    return f"{event}: {said} ({_width(reason, zone, look)})"


def _on_clock(reason: Reason, timeline: Timeline) -> str:
    """That it was read on a clock which is wrong, and by how much if that is known exactly."""
    if reason.clock:
        return " on its clock"
    source = timeline.sources.get(reason.source)
    if reason.ref or source is None or source.clock is None:
        return ""
    low, high = source.clock.stated.ends
    return f" on its clock, {clock_error(source.clock.stated)}" if low == high else ""


def _width(reason: Reason, zone: Zone, look: Screen) -> str:
    """How wide a vague word is taken to be."""
    from crisis.timeline.model.records import Bound

    low, high = reason.low, reason.high
    word = "about" if reason.soft == "~" else reason.soft
    if low is None and high is None:
        return f"{word} of a day"
    if not reason.ref and (low is None or abs(low) > 1000 * DAY):
        return f"{word}: {times.span(Bound(low, high), zone, None, look)}"
    if low is not None and high is not None and high <= 0:
        low, high = -high, -low
    if low is None:
        return f"{word}: up to {length(high or 0)}"
    return (
        f"{word}: {length(low)} to {length(high)}"
        if high is not None
        else f"{word}: over {length(low)}"
    )


def picture(medium: Medium) -> str:
    """A file or an address with what is said of it: ``board.jpg: The board (photo: Ann)``."""
    said = medium.caption or medium.alt
    told = f": {one_line(said)}" if said else ""
    credit = f" ({one_line(medium.credit)})" if medium.credit else ""
    return f"{one_line(medium.name)}{told}{credit}"
