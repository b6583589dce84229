"""How wide the vague words are: the pinned table, and what a timeline overrides of it.

A width is a convention, not a fact; docs/time.md names the source of each. All times are
microseconds. Parts of the day are [first, stop) within a local day; those that end after 24 h
reach into the next morning.
"""

from __future__ import annotations

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import DAY, HOUR, MINUTE, SECOND

UNITS = {
    "ms": SECOND // 1000, "millisecond": SECOND // 1000, "milliseconds": SECOND // 1000,
    "s": SECOND, "sec": SECOND, "secs": SECOND, "second": SECOND, "seconds": SECOND,
    "m": MINUTE, "min": MINUTE, "mins": MINUTE, "minute": MINUTE, "minutes": MINUTE,
    "h": HOUR, "hr": HOUR, "hrs": HOUR, "hour": HOUR, "hours": HOUR,
    "d": DAY, "day": DAY, "days": DAY,
    "w": 7 * DAY, "week": 7 * DAY, "weeks": 7 * DAY,
    "fortnight": 14 * DAY, "fortnights": 14 * DAY,
}  # fmt: skip

MONTHS = {
    "month": 1, "months": 1, "year": 12, "years": 12, "yr": 12, "yrs": 12,
    "decade": 120, "decades": 120, "century": 1200, "centuries": 1200,
}  # fmt: skip

NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
}

PART_NAMES = (
    "early hours", "morning", "midday", "lunchtime", "afternoon", "dusk", "evening", "night",
)  # fmt: skip

WATCHES = {
    "middle watch": (0, 4 * HOUR), "morning watch": (4 * HOUR, 8 * HOUR),
    "forenoon watch": (8 * HOUR, 12 * HOUR), "afternoon watch": (12 * HOUR, 16 * HOUR),
    "first dog watch": (16 * HOUR, 18 * HOUR), "last dog watch": (18 * HOUR, 20 * HOUR),
    "first watch": (20 * HOUR, 24 * HOUR),
}  # fmt: skip
"""The watches of a ship: W. H. Smyth, The Sailor's Word-Book, 1867."""

MOMENTS = ("lunchtime", "dusk")
"""Parts of the day that are shorter than they are wide here: nobody knows on which side of it."""

WHOLE_DAY = "day"
"""The part of which ``early Friday`` is the first half."""


class Widths(NamedTuple):
    """The widths in force. Each field may be set under ``timeline.vague`` by its key there."""

    noon: int = HOUR  # Microsoft Recognizers: midday is 11 to 13
    hour: int = 30 * MINUTE  # ~ on the hour; people round (Van der Henst, Carles & Sperber 2002)
    quarter: int = 15 * MINUTE
    five: int = 5 * MINUTE
    minute: int = 2 * MINUTE
    second: int = 30 * SECOND
    day: int = 1  # ~ on a date: so many units of its own precision (EDTF implementations)
    month: int = 1
    year: int = 1
    couple: tuple[int, int] = (2, 3)
    few: tuple[int, int] = (2, 6)
    several: tuple[int, int] = (3, 10)
    seconds: tuple[int, int] = (2, 59)
    minutes: tuple[int, int] = (2, 59)
    hours: tuple[int, int] = (2, 23)
    days: tuple[int, int] = (2, 6)
    weeks: tuple[int, int] = (2, 8)
    shortly: tuple[int, int] = (0, HOUR)
    moments: tuple[int, int] = (0, 5 * MINUTE)
    just: tuple[int, int] = (0, 5 * MINUTE)
    early_hours: tuple[int, int] = (0, 6 * HOUR)
    morning: tuple[int, int] = (5 * HOUR, 12 * HOUR)
    midday: tuple[int, int] = (11 * HOUR, 13 * HOUR)
    lunchtime: tuple[int, int] = (11 * HOUR, 15 * HOUR)
    afternoon: tuple[int, int] = (12 * HOUR, 18 * HOUR)
    dusk: tuple[int, int] = (
        14 * HOUR + 30 * MINUTE,
        24 * HOUR,
    )  # sunsets of a year up to 60 degrees
    evening: tuple[int, int] = (18 * HOUR, 24 * HOUR)
    night: tuple[int, int] = (21 * HOUR, 30 * HOUR)

    def part(self, name: str) -> tuple[int, int]:
        """A part of the day, [first, stop) in microseconds since local midnight."""
        if name in WATCHES:
            return WATCHES[name]
        if name == WHOLE_DAY:
            return 0, DAY
        span: tuple[int, int] = getattr(self, name.replace(" ", "_"))
        return span


LENGTHS = ("noon", "hour", "quarter", "five", "minute", "second")
COUNTS = ("couple", "few", "several", "seconds", "minutes", "hours", "days", "weeks")
UNIT_COUNTS = ("day", "month", "year")
DELAYS = ("shortly", "moments", "just")
PARTS = tuple(name.replace(" ", "_") for name in PART_NAMES)


def around_duration(length: int) -> int:
    """Half the width of ``~`` before a duration.

    A third of it, but at most an hour below a day and a day above, and at least a tenth (FHIR's
    ``ap`` prefix).
    """
    cap = HOUR if length < DAY else DAY
    return max(min(length // 3, cap), length // 10)
