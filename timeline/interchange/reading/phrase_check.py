"""Phrases that stand in records: read before they go into an event file."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.limits import LONGEST_PHRASE
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import Zone, shared_zone
from crisis.timeline.model.constraints import NO_EVENT
from crisis.timeline.model.stated import stated
from crisis.timeline.phrases.ast import At, Moment
from crisis.timeline.phrases.ast import Phrase as AstPhrase
from crisis.timeline.phrases.date_spans import Days
from crisis.timeline.phrases.day_spans import Context
from crisis.timeline.phrases.hints import filled
from crisis.timeline.phrases.parser import read_phrase, read_span
from crisis.timeline.phrases.semantics import mean
from crisis.timeline.phrases.tokens import PhraseError
from crisis.timeline.phrases.widths import Widths

from .moments import two_readings
from .phrases import FAR, UNDATED, Phrase
from .tally import Refused, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crisis.timeline.model.constraints import Meaning

    Bounds = tuple[int | None, int | None]

_WIDTHS = Widths()
_OTHER = Zone("Asia/Kathmandu")
_FIRST = Days(2, 2, "day")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII).search
_LONG = re.compile(r"~?(?!0000)(\d{4})(?:-(0[1-9]|1[0-2]))?", re.ASCII).fullmatch
_TWO_WAYS = "a date that can be read in two ways"


class Checked(NamedTuple):
    """A phrase that can be read, whether it means something else in another zone, and warnings."""

    phrase: Phrase
    local: bool
    warnings: tuple[str, ...] = ()


def check(
    text: str,
    zone: Zone,
    part: bool,
    under: str = "",
    zones: Mapping[str, str] = {},
    relations: bool = False,
) -> Checked:
    """A phrase that can stand for itself, else under a day; ``part`` is a start or an end.

    Where there is a day, it has to be able to stand under that. ``zones`` are short names of zones.
    Where ``relations`` may name events, such a phrase stands under its day. Raises Refused.
    """
    if len(text) > LONGEST_PHRASE:
        raise Refused(f"a phrase longer than {LONGEST_PHRASE:,} characters")
    related = "@" in text
    if related and not relations:
        hint = "its id may be another in the event file: write the time itself"
        raise Refused(f"{quoted(text)} names an event", hint, "a phrase that names an event")
    read = read_span if part else read_phrase
    days = None
    try:
        phrase = read(text, _WIDTHS, frozenset(zones))
        try:
            meaning = mean(phrase, _context(zone, zones))
            if related and under:
                raise PhraseError("", 0, 0)
            if under and (there := _under(under, phrase, meaning, zone, zones)) != meaning:
                days, meaning = day_of(under), there
        except PhraseError:
            if not under:
                raise
            if (days := day_of(under)) is None:
                raise Refused(f"no day: {quoted(under)}", kind="no day") from None
            meaning = mean(phrase, _context(zone, zones, days))
        other = mean(phrase, _context(_OTHER, zones, days))
    except PhraseError as error:
        raise _refused(error, text) from None
    local, warned = meaning.constraints != other.constraints, meaning.warnings
    if days is not None:
        place = 4 * days.first + 2
        return Checked(
            Phrase(place, "", text, zone.day_start(days.first), FAR, True), local, warned
        )
    low = next((c.low for c in meaning.constraints if c.low is not None and not c.ref), None)
    if low is None:
        return Checked(Phrase(UNDATED, "", text, -FAR, FAR), local, warned)
    place = _place(text, zone.day(low))
    yearly = _YEAR(text) is not None and not _stands(phrase, _context(zone, zones, _FIRST))
    if yearly and not _LONG(text):
        own = Days(place // 4, place // 4, "day")
        place = place if _stands(phrase, _context(zone, zones, own)) else UNDATED
    return Checked(Phrase(place, "", text, low, FAR, yearly=yearly), local, warned)


def _under(
    under: str, phrase: AstPhrase, alone: Meaning, zone: Zone, zones: Mapping[str, str]
) -> Meaning:
    """What a phrase that stands for itself means under a day. Raises PhraseError.

    Under a day 1446 is no year: it may be a clock, and nobody says which.
    """
    try:
        days = day_of(under)
    except Refused:
        days = None
    return alone if days is None else mean(phrase, _context(zone, zones, days))


def _stands(phrase: AstPhrase, context: Context) -> bool:
    """Whether a phrase can stand under the header of a context."""
    try:
        mean(phrase, context)
    except PhraseError:
        return False
    return True


class Stated(NamedTuple):
    """What a phrase states by itself, and the events that it names besides.

    ``local`` is whether it counts days or months from these, so that it is another time in another
    zone.
    """

    start: Bounds
    end: Bounds | None
    refs: frozenset[str]
    local: bool = False


def stated_by(
    text: str,
    zone: Zone,
    under: str,
    zones: Mapping[str, str] = {},
    source: Mapping[str, Any] = {},
) -> Stated | None:
    """What a phrase of a source states under a day, or alone; None where it cannot be read.

    ``source`` has its keys in an event file: its zone, its calendar, how it writes clocks.
    """
    try:
        days = day_of(under) if under else None
        context = _told_by(source, _context(zone, zones, days))
        meaning = mean(read_phrase(text, _WIDTHS, frozenset(zones)), context)
    except (PhraseError, Refused):
        return None
    start, end = stated(meaning)
    refs = {one.ref for one in meaning.constraints} | {one.ref for one in meaning.days}
    refs |= {one.ref for one in meaning.months}
    named, over = frozenset(refs - {*NO_EVENT}), None if end is None else end.ends
    return Stated(start.ends, over, named, bool(meaning.days or meaning.months))


def bounds_of(
    text: str, zone: Zone, under: str, zones: Mapping[str, str] = {}
) -> tuple[Bounds, Bounds] | None:
    """The first and the last instant of its start and of its end that a phrase gives by itself.

    None where it cannot be read, or needs other events.
    """
    told = stated_by(text, zone, under, zones)
    return None if told is None or told.refs else (told.start, told.end or (None, None))


def day_of(text: str) -> Days | None:
    """The day that a text names, and nothing but it; None for any other text.

    Raises Refused for a day that did not have the weekday it is told with.
    """
    if len(text) > LONGEST_PHRASE:
        return None
    try:
        read = read_phrase(text, _WIDTHS, frozenset())
    except PhraseError:
        return None
    match read:
        case AstPhrase(
            start=(At(anchor=Moment(days=Days() as days, clock=None, part="") as moment),), end=()
        ):
            pass
        case _:
            return None
    if days.precision != "day" or days.first != days.last or days.calendar or days.leap:
        return None
    if moment.approximate or days.approximate or days.uncertain or moment.zone or read.doubted:
        return None
    try:
        mean(read, _context(_OTHER))
    except PhraseError as error:
        raise _refused(error, text) from None
    return days


def _place(text: str, day: int) -> int:
    """The place of a phrase whose first instant is on a day: a year or a month is under its own."""
    match = _LONG(text)
    if match is None:
        return 4 * day + 2
    first = date(int(match[1]), int(match[2] or 1), 1).toordinal()
    return 4 * first + (1 if match[2] else 0)


def _refused(error: PhraseError, text: str) -> Refused:
    readings = two_readings(text)
    if len(readings) == 2:
        said = " or ".join(said for said, _ in readings)
        hint = "write the month as a word, or the date as 2023-11-17"
        return Refused(f"{quoted(text)} may be {said}", hint, _TWO_WAYS)
    hint = filled(error.hint, None)
    return Refused(f"{error.message} in {quoted(text)}", hint, "no time of the time language")


def check_length(text: str) -> None:
    """A duration of the time language. Raises Refused."""
    try:
        if "@" in text:
            raise PhraseError("a length that names an event", 0, len(text))
        mean(
            read_phrase(f"from 2000-01-01 for {text}", _WIDTHS, frozenset()), _context(Zone("UTC"))
        )
    except PhraseError as error:
        hint = filled(error.hint, None)
        raise Refused(f"{error.message} in {quoted(text)}", hint, "no duration") from None


def _told_by(source: Mapping[str, Any], context: Context) -> Context:
    """The context of what a source says, in the zone, the calendar and the clocks of its own."""
    zone = source.get("zone")
    return context._replace(
        zone=shared_zone(context.zones.get(zone, zone)) if zone else context.zone,
        calendar=source.get("calendar", context.calendar),
        approximate=bool(source.get("approximate")),
        hhmm=source.get("clocks") == "hhmm",
    )


def _context(zone: Zone, zones: Mapping[str, str] = {}, days: Days | None = None) -> Context:
    return Context(_WIDTHS, zones, days, zone, zone, None, "")
