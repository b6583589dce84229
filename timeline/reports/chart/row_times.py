"""When something was, in the few letters beside its row: ``05:15``, ``05–12``, ``Mon 22–Tue 04``.

What the axis names already is left out. Ranges are as wide as they are or wider, never narrower: on
one day they end as they do in words (``range_ends.py``), on several days they are in whole hours,
over long times in days, months or years.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import DAY, HOUR, MINUTE, SECOND, civil
from crisis.timeline.model.records import Bound
from crisis.timeline.reports import times
from crisis.timeline.reports.range_ends import Letters as Ends

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.reports.times import Letters

    from .axis import Axis
    from .chart_model import Span

_WEEK = 7 * DAY
_LONG = 3 * DAY
"""What may be over so long a time has days and no clock."""
_YEAR = 360
"""So many days have no date twice."""
_MONTHS = 62
"""Over so many days only months count, over twenty times as many only years."""


class RowTime(NamedTuple):
    """The day that a time begins with, which need not be said again below itself, and the rest.

    ``day`` is empty where the axis names the only one, and for several days, which are in ``rest``.
    """

    day: str
    rest: str

    @property
    def text(self) -> str:
        """Both."""
        return " ".join(part for part in self if part)


class _Words(NamedTuple):
    """How times are written along one axis."""

    axis: Axis
    zone: Zone
    look: Letters
    ends: Ends

    @property
    def first(self) -> int:
        return self.zone.day(self.axis.start)

    @property
    def last(self) -> int:
        return self.zone.day(self.axis.stop - 1)

    def day(self, day: int) -> str:
        """A day as far as the axis does not name it."""
        if self.first == self.last == day:
            return ""
        language = self.axis.language
        if not self.first <= day <= self.last:
            return language.date(day, not _year(self.first) <= _year(day) <= _year(self.last))
        if not self.long:
            return language.weekday(day)
        return language.date(day, self.last - self.first >= _YEAR)

    @property
    def long(self) -> bool:
        """Whether a weekday is more than one day of it."""
        return self.axis.stop - self.axis.start > _WEEK + HOUR


def row_time(
    spans: Sequence[Span], axis: Axis, look: Letters, phrases: tuple[str, ...] = ()
) -> RowTime:
    """When what has these spans may be: from the earliest to the latest of them.

    Empty where that is all that the axis shows, or more. ``phrases`` are those in which it was
    written: a last minute stands as it does there.
    """
    lows = [span.earliest for span in spans]
    highs = [span.latest for span in spans]
    low = None if None in lows else min(at for at in lows if at is not None)
    high = None if None in highs else max(at for at in highs if at is not None)
    if axis.zone is None:
        whole = min(section.column for section in axis.sections) >= MINUTE
        if whole and low is not None and high is not None and high - low < MINUTE:
            low -= low % MINUTE
            high = low + MINUTE - 1
        return RowTime("", times.difference(Bound(low, high), look))
    words = _Words(axis, axis.zone, look, Ends(phrases=phrases))
    early = low is None or low < axis.start
    late = high is None or high >= axis.stop
    if early and late:
        return RowTime("", "")
    lasting = all(span.end is not None for span in spans)
    dash = look.arrow if lasting else look.dash
    if early:
        outside = high is not None and high < axis.start
        if lasting and (days := _unstated([span.end for span in spans], high, words)):
            return RowTime("", dash + days)
        return RowTime("", dash + _end(high or 0, spans, words, outside))
    if late:
        if lasting and (days := _unstated([span.start for span in spans], None, words)):
            return RowTime("", days + dash)
        return _start(low or 0, words, low is not None and low >= axis.stop, dash)
    return _range(low or 0, high or 0, spans, words, dash)


def _unstated(bounds: Sequence[Bound | None], last: int | None, words: _Words) -> str:
    """Several whole days, months or years on any of which something began, or was over.

    Its first or its last day would be one that nobody stated. Nothing where it is one day, or is
    told by clocks. ``last`` is the last instant of it, where it lasts no longer.
    """
    lows = [bound.earliest for bound in bounds if bound is not None and bound.earliest is not None]
    highs = [bound.latest for bound in bounds if bound is not None and bound.latest is not None]
    if len(lows) < len(bounds) or len(highs) < len(bounds):
        return ""
    low, high = min(lows), max(highs) if last is None else last
    first, final = words.zone.day(low), words.zone.day(high)
    if first >= final or not _whole(low, high, words.zone):
        return ""
    return _days(first, final, words, words.look.dash)


def _range(low: int, high: int, spans: Sequence[Span], words: _Words, dash: str) -> RowTime:
    zone, look = words.zone, words.look
    first, last = zone.day(low), zone.day(high)
    day = words.day(first)
    if high - low < MINUTE:
        fine = min(section.column for section in words.axis.sections) < MINUTE
        clock = times.span(Bound(low, high), zone, first, look) if fine else _clock(low, zone)
        return RowTime(day, clock)
    if _whole(low, high, zone) or high - low >= _LONG:
        return RowTime("", _days(first, last, words, dash))
    if first == last:
        over = _over(high, spans, words)
        if zone.wall(low) % HOUR == 0 and over.endswith(":00"):
            return RowTime(day, f"{_hour(low, zone)}{dash}{over[:2]}")
        return RowTime(day, _joined(_clock(low, zone), over, dash))
    if words.long:
        return RowTime("", _days(first, last, words, dash))
    behind = words.day(last)
    return RowTime(day, f"{_hour(low, zone)}{dash}{behind} {_hour(high, zone, up=True)}")


def _start(low: int, words: _Words, outside: bool, dash: str) -> RowTime:
    day = words.day(words.zone.day(low))
    if outside or words.long:
        return RowTime("", (day or _clock(low, words.zone)) + dash)
    return RowTime(day, _clock(low, words.zone) + dash)


def _end(high: int, spans: Sequence[Span], words: _Words, outside: bool) -> str:
    day = words.zone.day(high)
    if outside or words.long:
        return words.day(day) or _over(high, spans, words)
    return f"{words.day(day)} {_over(high, spans, words)}".strip()


def _days(first: int, last: int, words: _Words, dash: str) -> str:
    """Days, or months or years where they are long or whole."""
    language, begin, end = words.axis.language, civil(first * DAY), civil(last * DAY)
    whole_months = begin.day == 1 and civil((last + 1) * DAY).day == 1
    whole_years = whole_months and begin.month == 1 and end.month == 12
    count = last - first + 1
    if whole_years or count > 20 * _MONTHS:
        return _joined(str(begin.year), str(end.year), dash)
    if whole_months or count > _MONTHS:
        return _joined(language.month(first), language.month(last), dash)
    if first == last or not words.long:
        return _joined(words.day(first), words.day(last), dash)
    if language.tag[:2] == "en" and (begin.year, begin.month) == (end.year, end.month):
        return f"{begin.day}{dash}{words.day(last)}"
    return _joined(words.day(first), words.day(last), dash)


def _joined(first: str, last: str, dash: str) -> str:
    return first if first == last else f"{first}{dash}{last}"


def _whole(low: int, high: int, zone: Zone) -> bool:
    """Whether these are whole days, to the second."""
    first, last = zone.day(low), zone.day(high)
    return low < zone.day_start(first) + SECOND and high >= zone.day_stop(last) - SECOND


def _hour(at: int, zone: Zone, up: bool = False) -> str:
    """``05``; with ``up`` the hour that is full by then, which may be ``24``."""
    wall = zone.wall(at) % DAY
    return f"{wall // HOUR + (1 if up and wall % HOUR >= MINUTE else 0):02}"


def _clock(at: int, zone: Zone) -> str:
    wall = zone.wall(at) % DAY
    return f"{wall // HOUR:02}:{wall // MINUTE % 60:02}"


def _over(high: int, spans: Sequence[Span], words: _Words) -> str:
    """The clock at an end, as words have it: 16:30 for all until then, and for all of that minute.

    Of what ends at one clock it is that one. A day ends at 24:00.
    """
    zone = words.zone
    wall = zone.wall(high)
    begun = wall - wall % DAY
    last = next((span.end or span.start for span in spans if span.latest == high), Bound())
    low, latest = last.ends
    if low is not None and latest is not None and _one_minute(low, latest, zone):
        wall = zone.wall(latest)
    elif words.ends.over(high, zone, MINUTE) is not None:
        wall += MINUTE
    wall -= begun
    return f"{wall // HOUR:02}:{wall // MINUTE % 60:02}"


def _one_minute(low: int, high: int, zone: Zone) -> bool:
    return high - low < MINUTE and zone.wall(low) // MINUTE == zone.wall(high) // MINUTE


def _year(day: int) -> int:
    return civil(day * DAY).year
