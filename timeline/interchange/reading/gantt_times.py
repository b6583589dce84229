"""Dates and lengths of tasks in a Gantt diagram of Mermaid, on a clock that has no zone.

A date is as fine as the format of the diagram writes it. Formats are those of Day.js.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.calendar import iso
from crisis.timeline.base.limits import LONGEST_PHRASE
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import DAY, EPOCH_WALL, HOUR, LAST_DAY, MINUTE, SECOND, civil

from .moments import DATE, IMPOSSIBLE, MINUTES, MONTH, YEAR, Moment, moment

if TYPE_CHECKING:
    from collections.abc import Callable

_TOKEN = re.compile(
    r"\[([^\]]*)\]|YYYY|YY|Y|M{1,4}|Do|D{1,2}|d{1,4}|H{1,2}|h{1,2}|[Aa]|m{1,2}|s{1,2}|SSS|Z{1,2}|[xX]|Q|w|W|k"
)
_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_READ = {
    "YYYY": r"(?P<year>\d{4})",
    "M": r"(?P<month>\d{1,2})", "MM": r"(?P<month>\d\d)",
    "MMM": r"(?P<name>[A-Za-z]{3})", "MMMM": r"(?P<name>[A-Za-z]{3,9})",
    "D": r"(?P<day>\d{1,2})", "DD": r"(?P<day>\d\d)", "Do": r"(?P<day>\d{1,2})(?:st|nd|rd|th)",
    "H": r"(?P<hour>\d{1,2})", "HH": r"(?P<hour>\d\d)",
    "h": r"(?P<twelve>\d{1,2})", "hh": r"(?P<twelve>\d\d)",
    "A": r"(?P<half>[AP]M)", "a": r"(?P<half>[ap]m)",
    "m": r"(?P<minute>\d{1,2})", "mm": r"(?P<minute>\d\d)",
    "s": r"(?P<second>\d{1,2})", "ss": r"(?P<second>\d\d)",
    "SSS": r"(?P<milli>\d{3})",
}  # fmt: skip
_LENGTH = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)(ms|[Mdhmswy])").fullmatch
_UNITS = {"ms": 1000, "s": SECOND, "m": MINUTE, "h": HOUR, "d": DAY, "w": 7 * DAY}
_WORDS = {
    "ms": "ms",
    "s": "s",
    "m": "m",
    "h": "h",
    "d": "d",
    "w": "w",
    "M": " months",
    "y": " years",
}


class Length(NamedTuple):
    """How long a task takes: a number of units of Mermaid."""

    number: str
    unit: str

    @property
    def words(self) -> str:
        """It in the time language."""
        return f"{self.number}{_WORDS[self.unit]}"

    @property
    def days(self) -> bool:
        """Whether it is so many whole days, months or years."""
        if self.unit in "My":
            return "." not in self.number
        return float(self.number) * _UNITS[self.unit] % DAY == 0


def length_of(text: str) -> Length | None:
    """A length such as ``3d``; None for any other text."""
    match = _LENGTH(text)
    return Length(match[1], match[2]) if match else None


def behind(start: Moment, length: Length) -> Moment | None:
    """Where a task is over, as fine as its start; None where nobody said so finely.

    IMPOSSIBLE outside of the calendar.
    """
    if start.precision <= DATE and not length.days:
        return None
    if start.precision < DATE:
        return None
    if length.unit in "My":
        if "." in length.number:
            return None
        months = int(length.number) * (12 if length.unit == "y" else 1)
        return _months_on(start, months)
    wall = start.wall + round(float(length.number) * _UNITS[length.unit])
    if not DAY <= wall < (LAST_DAY + 1) * DAY:
        return IMPOSSIBLE
    precision = start.precision
    if wall % MINUTE and precision <= MINUTES:
        precision = 0 if wall % SECOND == 0 else 3
    return start._replace(wall=wall, precision=precision)


def _months_on(start: Moment, months: int) -> Moment:
    year, month, day, micro = civil(start.wall)
    year, month = year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1
    if year > 9999:
        return IMPOSSIBLE
    while day > 28 and moment(year, month, day, 0, DATE) is IMPOSSIBLE:
        day -= 1
    return moment(year, month, day, micro, start.precision, start.offset)


def stamp(at: Moment) -> str:
    """A moment as ISO 8601, as fine as it is."""
    day, micro = divmod(at.wall, DAY)
    text = iso(day)
    if at.precision <= DATE:
        return text[: {YEAR: 4, MONTH: 7, DATE: 10}[at.precision]]
    minutes, rest = divmod(micro, MINUTE)
    text += f"T{minutes // 60:02}" + (f":{minutes % 60:02}" if at.precision >= MINUTES else "")
    if at.precision > MINUTES:
        text += f":{rest // SECOND:02}"
    if at.precision > 0:
        text += f".{rest % SECOND:06}"[: 1 + at.precision]
    return text + ("Z" if at.offset == 0 else "")


def day_before(at: Moment) -> Moment:
    """The last day of a stretch that is over when a day begins."""
    return at._replace(wall=at.wall - DAY)


def date_format(written: str) -> Callable[[str], Moment | None] | None:
    """What reads dates of a format: IMPOSSIBLE for what no calendar has, None for other texts.

    None for a format without years, or with what is not known here.
    """
    if written in ("x", "X"):
        return lambda text: _unix(text, written)
    if len(written) > LONGEST_PHRASE:
        return None
    pattern, at, seen = "", 0, set[str]()
    for token in _TOKEN.finditer(written):
        pattern += re.escape(written[at : token.start()])
        at = token.end()
        read = re.escape(token[1]) if token[1] is not None else _READ.get(token[0])
        group = token[0][:1].lower() if token[1] is None else ""
        if read is None or (group and read in seen):
            return None
        seen.add(read)
        pattern += read
    try:
        match = re.compile(pattern + re.escape(written[at:]), re.ASCII).fullmatch
    except re.error:  # a part that stands twice
        return None
    if "(?P<year>" not in pattern:
        return None

    def read_date(text: str) -> Moment | None:
        found = match(text)
        return _moment(found.groupdict()) if found else None

    return read_date


def _moment(parts: dict[str, str | None]) -> Moment | None:
    """A moment of the parts that a format has."""
    month: int | None = None
    if name := parts.get("name"):
        month = next(
            (n for n, one in enumerate(_MONTHS, 1) if name.lower() in (one, one[:3])), None
        )
        if month is None:
            return None
    elif parts.get("month"):
        month = int(parts["month"] or 0)
    day = parts.get("day")
    hour = parts.get("hour")
    if twelve := parts.get("twelve"):
        half = (parts.get("half") or "").lower()
        if not half or not 1 <= int(twelve) <= 12:
            return None if not half else IMPOSSIBLE
        hour = str(int(twelve) % 12 + 12 * (half == "pm"))
    fine = [parts.get(key) for key in ("minute", "second", "milli")]
    if (day and month is None) or (hour and not day) or (fine[0] and not hour):
        return None
    precision = YEAR if month is None else DATE if day else MONTH
    if hour:
        precision = DATE + 1 + sum(1 for part in fine[:2] if part)
        precision = 3 if fine[2] else precision
    clock = int(hour or 0) * HOUR + int(fine[0] or 0) * MINUTE + int(fine[1] or 0) * SECOND
    if int(hour or 0) > 23 or int(fine[0] or 0) > 59 or int(fine[1] or 0) > 59:
        return IMPOSSIBLE
    clock += int(fine[2] or 0) * 1000
    return moment(int(parts["year"] or 0), month or 1, int(day or 1), clock, precision)


def _unix(text: str, unit: str) -> Moment | None:
    """A count since 1970. Mermaid takes both units for milliseconds, so only that one is read."""
    if unit == "X" or not (text.isascii() and text.isdigit()) or len(text) > 15:
        return None
    wall = int(text) * 1000 + EPOCH_WALL
    return Moment(wall, 3, 0) if wall < (LAST_DAY + 1) * DAY else IMPOSSIBLE
