"""Statements and conflicts in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.zones import DAY, HOUR, MINUTE, SECOND
from crisis.timeline.model.constraints import END
from crisis.timeline.reports import long_times, times

if TYPE_CHECKING:
    from crisis.cli.terminal.output import Screen
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.conflicts import Conflict, Reason
    from crisis.timeline.model.records import Bound
    from crisis.timeline.model.timeline import Timeline

_GRAIN = 1000
_UNITS = (("d", DAY), ("h", HOUR), ("m", MINUTE))
_IN_HOURS = 100 * DAY
"""Longer times are not told in hours as well."""


def length(micros: int) -> str:
    """A length of time as ``2h05m`` or ``41.5s``; a microsecond more or less is not shown."""
    if abs(micros - round(micros / SECOND) * SECOND) < _GRAIN:
        micros = round(micros / SECOND) * SECOND  # what makes "before" strict is not shown
    if micros < 0:
        return f"-{length(-micros)}"
    found = ""
    for name, unit in _UNITS:
        if micros >= unit:
            found += f"{micros // unit:02}{name}" if found else f"{micros // unit}{name}"
            micros %= unit
    if micros or not found:
        seconds, rest = divmod(micros, SECOND)
        fraction = f".{rest:06}".rstrip("0").rstrip(".")
        found += f"{seconds:02}{fraction}s" if found else f"{seconds}{fraction}s"
    return found


def lengths(low: int, high: int) -> str:
    """A range of lengths, rounded outwards to the second where it is wider than one."""
    if high - low > SECOND:
        low, high = low - low % SECOND, high + -high % SECOND
    least, most = length(low), length(high)
    return least if least == most else f"{least} to {most}"


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
    text = _saying(reason, zone, look)
    by = [one_line(source_name(reason.source, timeline))] if reason.source else []
    place = f"{one_line(reason.origin.file)}:{reason.origin.line}"
    return f"{text} [{', '.join([*by, place])}]"


def consequence(reason: Reason, zone: Zone, look: Screen) -> str:
    """What a chain has come to behind a statement: ``so x is not after Fri 12:28:51``."""
    if reason.bound is None:
        return ""
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
        return f"not before {moment(instant - over if over < _GRAIN else instant, zone, look)}"
    if over > SECOND - _GRAIN:
        return f"before {moment(instant + SECOND - over, zone, look)}"
    return f"not after {moment(instant, zone, look)}"


def source_name(source: str, timeline: Timeline) -> str:
    """A source by its name; the author where none is named."""
    known = timeline.sources.get(source)
    return known.name if known else source or "the author"


def conflict_lines(conflict: Conflict, timeline: Timeline, zone: Zone, look: Screen) -> list[str]:
    """A conflict: its kind and by how much it misses, then each statement on a line."""
    short = f", short by {length(conflict.short)}" if conflict.short > _GRAIN else ""
    found = [f"{conflict.kind}{short}:{_among(conflict, timeline)}"]
    seen: set[tuple[str, int, str]] = set()
    for each in conflict.reasons:
        text = reason(each, timeline, zone, look)
        then = consequence(each, zone, look)
        if (text, each.bound or 0, each.side) in seen:
            continue
        seen.add((text, each.bound or 0, each.side))
        found.append(f"  {text}{', ' + then if then else ''}")
    if conflict.more:
        what = f"{conflict.more:,} more statements"
        found.append(f"  and {what}, in more ways than are told apart: all of them gave way")
    return found


def _among(conflict: Conflict, timeline: Timeline) -> str:
    """Whose dispute it is, where sources give one event times or distances of their own."""
    reasons = conflict.reasons
    sources = list(dict.fromkeys(reason.source for reason in reasons))
    apart = (
        len({(it.phrase, it.origin) for it in reasons}) > 1
        and len({it.event for it in reasons}) == 1
    )
    if not apart or any(
        it.bound is not None or not it.source or it.kind != "claim" for it in reasons
    ):
        return ""
    names = " and ".join(one_line(source_name(source, timeline)) for source in sources)
    if len(sources) > 1:
        return f" {names} dispute how far {reasons[0].event} is from {reasons[0].ref}"
    return f" {names} contradicts itself, or means one or the other; each claim is an account"


def _saying(reason: Reason, zone: Zone, look: Screen) -> str:
    event, ref = reason.event, reason.ref
    if reason.kind == "cause":
        return f"{event} was caused by {ref}"
    if reason.kind == "part":
        return f"{event} is part of {ref}"
    if reason.kind == "whole":
        return f"{event} spans its parts, and {ref} is one"
    if reason.kind == "header":
        return f"{event} stands under its day header"
    said = f'"{one_line(reason.phrase)}"'
    if reason.kind == "core":
        return f"{event}: what is left of {said}, which gave way"
    if not reason.soft:
        return f"{event}: {said}"
    return f"{event}: {said} ({_width(reason, zone, look)})"


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
