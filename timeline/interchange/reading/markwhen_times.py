"""Times of markwhen as ISO 8601, as far as they name a year and need nothing else.

What the parser of markwhen takes for a time was tried with its version 1.2.0. Times that hang on
other events, on the present day or on a line above are told apart from text, and are not read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

from .tally import Refused

if TYPE_CHECKING:
    from re import Match

_MONTHS = "january february march april may june july august september october november december"
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_CLOCK = r"(?:(?:1[0-2]|[1-9])(?::\d\d)?[ap]m|[0-2]?\d(?::\d\d)?)"
_UNIT = (
    r"(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|hours?|h|"
    r"(?:week\s*|work\s*|business\s*)?(?:days?|d)|weeks?|w|months?|years?|y)"
)
_AMOUNT = rf"-?\d+\s*{_UNIT}\b"
_EVENT = r"(?:!\w+(?:\.(?:start|end))?|\.(?:start|end))"
_RELATIVE = (
    rf"(?:(?:by|before|after)\s*(?:{_EVENT})?|{_EVENT})\s*(?:plus|\+)?\s*(?:{_AMOUNT}[\s,]*)*"
    rf"|(?:plus|\+)?\s*{_AMOUNT}(?:[\s,]*{_AMOUNT})*"
)
_SIDE = "|".join(
    (
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d*)?Z",
        r"\d{4}-?W\d\d(?:-?[1-7])?",
        rf"\d{{4}}-\d\d(?:-\d\d(?:\s+{_CLOCK})?)?",
        rf"\d{{1,2}}/\d{{1,2}}/\d{{1,5}}(?:[,\s]+{_CLOCK})?",
        r"\d{1,2}/\d{3,5}",
        r"\d{1,5}\s?(?:BCE|BC|AD|CE)",
        rf"(?:[0-3]?\d\s+(?:{_MONTH})|(?:{_MONTH})\s+[0-3]?\d(?!\d)),?(?:\s+\d{{4}},?)?(?:\s+{_CLOCK})?",
        rf"(?:{_MONTH})(?:\s+\d{{1,4}})?",
        r"now",
        _RELATIVE,
        r"\d{1,5}",
        _CLOCK,
    )
)
_LINE = re.compile(
    rf"\s*(?P<first>{_SIDE})(?:(?:\s*[-/\N{{EN DASH}}]\s*|\s+to\s+)(?P<last>{_SIDE}))?"
    r"\s*(?P<every>every[^:]+)?:(?P<text>.*)",
    re.IGNORECASE | re.DOTALL | re.ASCII,
).fullmatch
_ISO = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d*))?Z", re.IGNORECASE).fullmatch
_DATE = re.compile(rf"(\d{{4}}(?:-\d\d(?:-\d\d)?)?)(?:\s+({_CLOCK}))?", re.IGNORECASE).fullmatch
_SLASHED = re.compile(
    rf"(?:(\d{{1,2}})/)?(\d{{1,2}})/(\d{{4}})(?:[,\s]+({_CLOCK}))?", re.IGNORECASE
).fullmatch
_DAY_FIRST = re.compile(
    rf"(?P<day>[0-3]?\d)\s+(?P<month>{_MONTH}),?\s+(?P<year>\d{{4}}),?(?:\s+(?P<clock>{_CLOCK}))?",
    re.IGNORECASE,
).fullmatch
_MONTH_FIRST = re.compile(
    rf"(?P<month>{_MONTH})(?:\s+(?P<day>[0-3]?\d),?)?\s+(?P<year>\d{{4}}),?(?:\s+(?P<clock>{_CLOCK}))?",
    re.IGNORECASE,
).fullmatch
_OFFSET = re.compile(r"([+-]?)(\d{1,2})(?::?([0-5]\d))?", re.ASCII).fullmatch
_LIKE_A_DATE = re.compile(
    rf"\s*(?:\d{{4}}-\d\d-\d\d(?:T[\d:.+Z-]*\d\dZ?)?|\d{{1,2}}([./-])\d{{1,2}}\1\d{{4}}"
    rf"|(?:{_MONTH}|sept)\.?\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\.?\s+(?:{_MONTH}|sept)\.?,?\s+\d{{4}})"
    r"(?=\W)[^:]{0,40}:",
    re.IGNORECASE | re.ASCII,
).match
_LONGEST = 400  # characters in which the time of an event stands


class Written(NamedTuple):
    """The beginning of an event: its time as it is written, and the text behind it."""

    first: str
    last: str
    every: str
    text: str


def event_line(line: str) -> Written | None:
    """What a line says that begins an event; None for any other line."""
    match: Match[str] | None = _LINE(line[:_LONGEST])
    if match is None:
        return None
    text = match["text"] + line[_LONGEST:]
    return Written(
        match["first"].strip(), (match["last"] or "").strip(), match["every"] or "", text
    )


def iso_of(text: str, day_first: bool) -> str:
    """A side of a time as ISO 8601, as fine as it is written. Raises Refused."""
    if match := _ISO(text):
        return match[1] + (f".{match[2]}" if match[2] else "") + "Z"
    if match := _DATE(text):
        return match[1] + _clock(match[2])
    if match := _SLASHED(text):
        one, two, year, clock = match.groups()
        if one is None:
            return f"{year}-{int(two):02}" + _clock(clock)
        day, month = (one, two) if day_first else (two, one)
        return f"{year}-{int(month):02}-{int(day):02}" + _clock(clock)
    if match := _DAY_FIRST(text) or _MONTH_FIRST(text):
        month = 1 + next(
            n for n, name in enumerate(_MONTHS.split()) if name[:3] == match["month"][:3].lower()
        )
        day = match["day"]
        if day is None and match["clock"]:
            raise Refused(f'a clock without a day: "{text}"')
        return (
            f"{match['year']}-{month:02}"
            + (f"-{int(day):02}" if day else "")
            + _clock(match["clock"])
        )
    raise _unread(text)


def zone_of(text: str) -> str:
    """A zone as markwhen has it: a name, or an offset, of which ``+5`` and ``5`` are enough."""
    match = _OFFSET(text)
    if match is None:
        return text
    return f"{match[1] or '+'}{int(match[2]):02}:{match[3] or '00'}"


def dated(line: str) -> bool:
    """Whether a line that begins no event begins as if it had a date."""
    return _LIKE_A_DATE(line[:_LONGEST]) is not None


def slashed(text: str) -> bool:
    """Whether a time is a date of numbers that has an order of its own: 05/01/2023."""
    match = _SLASHED(text)
    return match is not None and match[1] is not None


def _unread(text: str) -> Refused:
    shown = text[:60]
    if text.isdigit() and len(text) < 3:
        return Refused(
            f'no year and no day: "{shown}"', "a year has four digits, a clock needs its day"
        )
    if text[:1].isdigit() and text[-1:].upper() in ("C", "E", "D") and " " in f"{text} ":
        return Refused(
            f'a year of another era: "{shown}"', "years are from 1 to 9999, of four digits"
        )
    hint = "write when it was: 2023-11-17, 2023-11-17 14:05 or 17 Nov 2023"
    return Refused(
        f'a time that hangs on something else, or that is not known here: "{shown}"', hint
    )


def _clock(text: str | None) -> str:
    """A clock behind a date: an hour or a minute."""
    if not text:
        return ""
    folded = text.lower()
    hour, _, minute = folded.rstrip("apm").partition(":")
    hours = int(hour)
    if folded.endswith("m"):
        hours = hours % 12 + (12 if "p" in folded else 0)
    return f"T{hours:02}" + (f":{minute}" if minute else "")
