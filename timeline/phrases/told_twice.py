"""A clock told in two zones: ``06:42 PST (14:42 UTC)``, read where both are the same instant.

An abbreviation that the file does not define, as PST, has one offset here and another there; the
clock behind it says which is meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.zones import DAY, HOUR, MINUTE

from .clock_times import read_clock
from .tokens import PhraseError

if TYPE_CHECKING:
    from .clock import Clock
    from .tokens import Token
    from .zone_suffixes import ZoneSuffixes

_ABBREVIATION = re.compile(r"[A-Z]{2,5}").fullmatch
_GREENWICH = ("UTC", "GMT", "Z")


def read_twice(reader: ZoneSuffixes, clock: Clock) -> str:
    """Read the zone of a clock and the same clock behind it; empty where no such thing comes next.

    Raises PhraseError where the two are not one instant in any zone of these names.
    """
    scan = reader.scan
    start, zone = scan.index, scan.next
    offsets = _offsets(zone, reader.zones)
    scan.index += bool(offsets)
    if not offsets or not scan.word("("):
        scan.index = start
        return ""
    begun = scan.next
    other = read_clock(scan)
    others = _offsets(scan.next, reader.zones) if other else []
    stop = scan.next.stop
    scan.index += bool(others)
    if other is None or not others or not scan.word(")"):
        scan.index = start
        return ""
    unit = max(clock.unit, other.unit, 1)
    same = [
        own
        for own in offsets
        for there in others
        if ((clock.micro - own) // unit - (other.micro - there) // unit) * unit % DAY == 0
    ]
    if len(set(same)) != 1 or other.unit < clock.unit:
        first = f"{scan.text[reader.begun : zone.at].rstrip()} {_written((same or offsets)[0])}"
        hint = f"write {first} or {scan.text[begun.at : stop]}"
        message = "two clocks that are not one instant"
        raise PhraseError(message, reader.begun, stop + 1 - reader.begun, hint)
    return _written(same[0])


def _offsets(token: Token, zones: frozenset[str]) -> list[int]:
    """The offsets in microseconds that a zone may have which the file does not define."""
    if token.kind == "offset" and token.raw != "Z":
        sign = -1 if token.raw[0] == "-" else 1
        digits = token.raw[1:].replace(":", "").ljust(4, "0")
        return [sign * (int(digits[:2]) * HOUR + int(digits[2:]) * MINUTE)]
    if token.raw in _GREENWICH:
        return [0]
    if token.kind != "word" or token.raw in zones or not _ABBREVIATION(token.raw):
        return []
    from crisis.timeline.base.zone_hints import offsets_of

    return [_micros(written) for written in offsets_of(token.raw)]


def _micros(written: str) -> int:
    minutes = int(written[1:3]) * 60 + int(written[4:6])
    return (-minutes if written[0] == "-" else minutes) * MINUTE


def _written(offset: int) -> str:
    minutes = abs(offset) // MINUTE
    return f"{'-' if offset < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"
