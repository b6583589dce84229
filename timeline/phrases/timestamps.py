"""Timestamps, the commonest phrases by far: read at a glance, as the language reads them."""

from __future__ import annotations

import re
from datetime import date

from crisis.timeline.base.zones import HOUR, MINUTE, SECOND

from .ast import At, Moment, Phrase
from .clock import Clock
from .date_spans import Days

_STAMP = re.compile(
    r"(~?)(?:(\d{4})-(\d\d)-(\d\d)[ T])?([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,6}))?)?"
    r"(Z|[+-](?:0\d|1[01]):(?:[03]0|[14]5))?",
    re.ASCII,
).fullmatch


def read_stamp(text: str) -> Phrase | None:
    """Read ``14:30``, ``~2023-11-17 12:28``, ``2023-11-17T12:28:05.5-08:00`` and the like.

    None for any other phrase, and for a day that no calendar has: the whole language reads those.
    """
    match = _STAMP(text)
    if match is None:
        return None
    about, year, month, day, hours, minutes, seconds, fraction, zone = match.groups()
    days = None
    if year is None and zone is not None and zone[0] == "-":
        return None  # a range or an offset?
    if year is not None:
        try:
            ordinal = date(int(year), int(month), int(day)).toordinal()
        except ValueError:
            return None
        days = Days(ordinal, ordinal, "day")
    micro, unit = int(hours) * HOUR + int(minutes) * MINUTE, MINUTE
    if seconds is not None:
        micro, unit = micro + int(seconds) * SECOND, SECOND
    if fraction is not None:
        micro += int(fraction.ljust(6, "0"))
        unit = int(10 ** (6 - len(fraction)))
    clock = Clock(micro, unit)
    moment = Moment(days, clock, "", "", zone or "", bool(about), 0, len(text))
    return Phrase(text, (At(moment),))
