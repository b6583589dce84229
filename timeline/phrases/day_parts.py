"""Reads the parts of a day: ``late evening``, ``in the small hours``, ``first dog watch``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.zones import DAY

from .tokens import phrases
from .widths import PART_NAMES, WATCHES, WHOLE_DAY
from .zone_suffixes import ZoneSuffixes

if TYPE_CHECKING:
    from .clock import Clock
    from .date_spans import Days

_THAT = ("on that same", "that same", "on the same", "the same", "on that", "that")
_LEADS_PART = phrases(("in the", "during the", "on the", *_THAT, "the"))
_IN_PART = phrases(("early in the", "late in the", "late at"))
_OTHER_NAMES = {
    "forenoon": "morning", "lunch time": "lunchtime", "sunset": "dusk", "sundown": "dusk",
    "nightfall": "dusk", "second dog watch": "last dog watch",
}  # fmt: skip
_NAMES = {name: name for name in (*WATCHES, *PART_NAMES[1:])} | _OTHER_NAMES
PART_NAMED = phrases(_NAMES)
_EARLY_HOURS = phrases(("early hours", "small hours", "wee hours", "early morning hours"))
_BEFORE_PART = phrases(("early", "mid", "late", "early-", "mid-", "late-"))


class DayParts(ZoneSuffixes):
    """A reader of parts of the day; the points in time around them are read by its heir."""

    def part(self) -> tuple[str, str]:
        """Read ``late evening`` as ("late", "evening"), or ("", "")."""
        scan = self.scan
        start = scan.index
        if third := scan.one_of(_IN_PART):
            part = _NAMES.get(scan.one_of(PART_NAMED), "")
            if not part:
                scan.index = start
            return (third.partition(" ")[0], part) if part else ("", "")
        scan.one_of(_LEADS_PART)
        if scan.one_of(_EARLY_HOURS):
            return "", "early hours"
        third = scan.one_of(_BEFORE_PART).rstrip("-")
        part = _NAMES.get(scan.one_of(PART_NAMED), "")
        if not part:
            scan.index = start
            return "", ""
        return third, part

    def half_of_day(
        self, days: Days, clock: Clock | None, third: str, part: str
    ) -> tuple[str, str]:
        """``early Friday`` is its first half; ``late Friday night`` a late night."""
        if part and third in ("", days.stretch):
            return days.stretch, part
        if clock and (clock.micro < DAY // 2) == (days.stretch == "early"):
            return "", ""
        if clock or part:
            hint = f"leave `{days.stretch}` out, or say no more than that"
            raise self.scan.error(f"{days.stretch} in the day, or then?", hint)
        return days.stretch, WHOLE_DAY
