"""The time of a new event: the clock, or what somebody types about now, as a file can keep it.

A file has no today: ``20 minutes ago`` becomes the clock that it means, ``yesterday`` its date.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.calendar import iso
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import DAY, MINUTE, SECOND

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.eventfile.header import Preamble
    from crisis.timeline.model.constraints import Constraint, Meaning

_AGO = r"(?i)\s*(?P<length>\S.*?)\s+ago\s*|\s*in\s+(?P<ahead>\S.*?)\s*"
_WORDS = (
    r"(?i)\b(?:(?P<now>right now|now)|(?P<day>today|yesterday|tomorrow)"
    r"|(?P<night>last night)|this (?P<part>morning|noon|afternoon|evening))\b"
)
_OFF = {"today": 0, "yesterday": -1, "tomorrow": 1}
_BARE = re.compile(r"[-+\N{MINUS SIGN}]?\s*(?P<length>\d\S*(?:\s+\S+)?)")
_HEADER = ", or put the event under a day header"
"""What is no help to who has no file in sight."""
_SOON = 5 * MINUTE
"""By so much a clock may be ahead of this one."""


class Stamp(NamedTuple):
    """When a new event is: what stands under ``when``, None for nothing.

    ``day`` is the local day that it starts on, as an ordinal, None where it starts on no day that
    is known; ``when`` is its time under the header of that day, ``alone`` under none, where that
    can be said. ``start`` is its earliest instant, in microseconds since 1970.
    """

    when: Any
    alone: Any
    day: int | None
    start: int | None


def clock(now: int, zone: Zone) -> Stamp:
    """An instant to the second, on the clock of a zone."""
    now -= now % SECOND
    day = zone.day(now)
    text = clock_text(now, zone)
    return Stamp(text, f"{iso(day)} {text}", day, now)


def clock_text(instant: int, zone: Zone, unit: int = SECOND) -> str:
    """What a clock shows, to the second or minute, with its offset where it shows that twice."""
    wall = zone.wall(instant)
    wall -= wall % unit
    minutes, seconds = divmod(wall % DAY // SECOND, 60)
    text = f"{minutes // 60:02}:{minutes % 60:02}"
    if unit < MINUTE:
        text += f":{seconds:02}"
    first, last = zone.readings(wall)
    if first == last:
        return text
    offset = zone.offset(instant) // SECOND
    hours, rest = divmod(abs(offset), 3600)
    text += f" {'-' if offset < 0 else '+'}{hours:02}:{rest // 60:02}"
    return f"{text}:{rest % 60:02}" if rest % 60 else text


def stamp(text: str, now: int, preamble: Preamble, zone: Zone) -> Stamp:
    """When it is that somebody types at an instant: a phrase of the language, or words about now.

    A clock alone is that of today; one that is still to come needs a day. Raises PhraseError.
    """
    if match := re.fullmatch(_AGO, text):
        length = match["length"] or match["ahead"]
        moved = _moved(text, length, -1 if match["length"] else 1, now, preamble, zone)
        if moved is not None:
            return moved
    plain = " ".join(text.split()).lower()
    if plain in ("now", "right now"):
        return clock(now, zone)
    if plain in ("just now", "a moment ago"):
        return _quoted(f"~{clock_text(now, zone, MINUTE)}", text, now, zone)
    today = zone.day(now)

    dated = any(
        match["day"] or match["night"] or match["part"] for match in re.finditer(_WORDS, text)
    )
    dated = dated or re.search(r"\d{4}", text) is not None

    def written(match: re.Match[str]) -> str:
        if match["now"]:
            return f"{iso(today)} " * dated + clock_text(now, zone)
        if match["day"]:
            return iso(today + _OFF[match["day"].lower()])
        if match["night"]:
            return f"{iso(today - 1)} night"
        return f"{iso(today)} {match['part']}"

    return _read(re.sub(_WORDS, written, text).strip(), now, preamble, zone)


def _moved(
    text: str, length: str, sign: int, now: int, preamble: Preamble, zone: Zone
) -> Stamp | None:
    """``20 minutes ago`` and ``in an hour``: roughly that clock, with the words themselves."""
    from crisis.timeline.phrases.durations import read_duration
    from crisis.timeline.phrases.tokens import PhraseError, Scanner

    scan = Scanner(length)
    found = read_duration(scan, preamble.widths)
    if found is None or not scan.done():
        return None
    if found.high is None or found.calendar:
        hint = f"a date, or a clock: {iso(zone.day(now))} 14:00"
        raise PhraseError(f'"{text}" is no time that a clock shows', 0, len(text), hint)
    ends = sorted((now + sign * found.low, now + sign * found.high))
    vague = found.low * 2 < found.high
    if found.unit >= DAY:
        first, last = (zone.day(end) for end in (ends if vague else [sum(ends) // 2] * 2))
        days = iso(first) if first == last else f"{iso(first)}..{iso(last)}"
        day = first if first == last else None
        return _quoted(days, text, ends[0], zone, day)
    unit = SECOND if 0 < found.unit < MINUTE else MINUTE
    middle = sum(ends) // 2
    if vague and zone.day(ends[0]) == zone.day(ends[1]):
        shown = [clock_text(end, zone, unit) for end in ends]  # a few minutes
        if shown[0] != shown[1]:
            return _quoted(f"between {shown[0]} and {shown[1]}", text, ends[0], zone)
    return _quoted(f"~{clock_text(middle, zone, unit)}", text, middle, zone)


def _quoted(phrase: str, text: str, start: int, zone: Zone, day: int | None = -1) -> Stamp:
    quote = " ".join(text.split())
    dated = phrase
    if day == -1:
        day = zone.day(start)
        dated = f"{phrase} on {iso(day)}" if " and " in phrase else f"~{iso(day)} {phrase[1:]}"
    claim = {"is": phrase, "quote": quote}
    return Stamp(claim, {"is": dated, "quote": quote}, day, start)


def _read(text: str, now: int, preamble: Preamble, zone: Zone) -> Stamp:
    from crisis.timeline.phrases.parser import advise
    from crisis.timeline.phrases.tokens import PhraseError

    today = zone.day(now)
    try:
        meaning = _meaning(text, None, preamble)
    except PhraseError as error:
        try:
            meaning = _meaning(text, today, preamble)
        except PhraseError:
            from crisis.timeline.phrases.hints import filled

            header = preamble.header
            advise(error, text, preamble.widths, frozenset(header.zones), header.lang)
            error.hint = filled(error.hint, today).replace(_HEADER, "")
            bare = _BARE.fullmatch(text)
            if bare and _moved(text, bare["length"], -1, now, preamble, zone):
                error.message = f'"{text}" is a length of time'
                error.hint = f"{bare['length']} ago, or {bare['length']} after @id"
            raise error from None
        return _today(text, meaning, now, preamble, zone)
    low, high = _bounds(meaning)
    day = None
    if low is not None and high is not None and zone.day(low) == zone.day(high):
        day = zone.day(low)
    if day is None:
        return Stamp(text, text, None, low)
    return Stamp(_without_date(text, day, meaning, preamble), text, day, low)


def _today(text: str, meaning: Meaning, now: int, preamble: Preamble, zone: Zone) -> Stamp:
    """What says no date of its own: it is today's."""
    from crisis.timeline.phrases.tokens import PhraseError

    day = zone.day(now)
    low, high = _bounds(meaning)
    if low is not None and high is not None and zone.day(low) == zone.day(high) != day:
        day = zone.day(low)  # it says which day, though not the year
        meaning = _meaning(text, day, preamble)
        low, _ = _bounds(meaning)
    elif low is not None and low > now + _SOON:
        hint = f"yesterday {text}, or today {text} for what is still to come"
        if not text[0].isdigit():
            hint = f"name the day: {iso(day - 1)}, or {iso(day)} for what is still to come"
        raise PhraseError(f'"{text}" is still to come today', 0, len(text), hint)
    alone = next(
        (
            dated
            for dated in (f"{iso(day)} {text}", f"{text} on {iso(day)}", f"{text} {iso(day)}")
            if _same(dated, None, meaning, preamble)
        ),
        None,
    )
    return Stamp(text, alone, day, low)


def _without_date(text: str, day: int, meaning: Meaning, preamble: Preamble) -> str | None:
    """A phrase as it stands under the header of its day: without the date in front, if it can."""
    if text == iso(day):
        return None
    rest = text.removeprefix(f"{iso(day)} ").strip()
    if rest != text and _same(rest, day, meaning, preamble):
        return rest
    return text


def _same(text: str, day: int | None, meaning: Meaning, preamble: Preamble) -> bool:
    """Whether a phrase reads, and says the same as another."""
    other = _readable(text, day, preamble)
    return other is not None and _said(other) == _said(meaning)


def _readable(text: str, day: int | None, preamble: Preamble) -> Meaning | None:
    from crisis.timeline.phrases.tokens import PhraseError

    try:
        return _meaning(text, day, preamble)
    except PhraseError:
        return None


def _said(meaning: Meaning) -> tuple[Any, ...]:
    return (
        [_told(constraint) for constraint in meaning.constraints if not constraint.header],
        [
            [_told(constraint) for constraint in alternative.constraints if not constraint.header]
            for alternative in meaning.alternatives
        ],
        meaning.precision,
        meaning.approximate,
    )


def _told(constraint: Constraint) -> tuple[Any, ...]:
    """What a constraint says without its place and what would be left without vague widths."""
    return constraint[:5], constraint.soft


def _meaning(text: str, day: int | None, preamble: Preamble) -> Meaning:
    from crisis.timeline.phrases.date_spans import Days
    from crisis.timeline.phrases.parser import read_phrase
    from crisis.timeline.phrases.semantics import mean
    from crisis.timeline.phrases.timestamps import read_stamp

    header = preamble.header
    phrase = read_stamp(text) or read_phrase(
        text, preamble.widths, frozenset(header.zones), header.lang
    )
    days = None if day is None else Days(day, day, "day")
    return mean(phrase, preamble.context()._replace(header=days))


def _bounds(meaning: Meaning) -> tuple[int | None, int | None]:
    """The earliest and the latest start, as far as the phrase says them itself."""
    from crisis.timeline.model.constraints import ORIGIN, START

    own = [
        constraint
        for constraint in meaning.constraints
        if constraint.ref == ORIGIN and constraint.node == START and not constraint.header
    ]
    lows = [constraint.low for constraint in own if constraint.low is not None]
    highs = [constraint.high for constraint in own if constraint.high is not None]
    return max(lows, default=None), min(highs, default=None)
