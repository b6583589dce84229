"""A CSV with times in EDTF, which catalogues of archives and libraries take: ISO 8601-2:2019.

https://www.loc.gov/standards/datetime/. EDTF has dates, and date-times to the second alone: where a
clock is known to the minute, or is an end of a stretch, the day is what can be said. A time that is
unknown within a stretch is one of a set (``[2023-11-17..2023-11-19]``); ``a/b`` is what lasts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.chunks import pieces
from crisis.timeline.base.zones import DAY, SECOND, civil
from crisis.timeline.formats.csv_rows import harmless, writer
from crisis.timeline.formats.fields import FIELDS, PLAIN, view
from crisis.timeline.formats.json_values import stamp
from crisis.timeline.model.stated import doubt, stated

from .places import Place, unit_of, walls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Bound, Event
    from crisis.timeline.query.answer import Match
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Letters

    from .losses import Losses

COLUMNS = (
    "id", "edtf", "title", "sources", "claims", "start_earliest", "start_latest", "end_earliest",
    "end_latest",
)  # fmt: skip
"""``edtf`` is the time; the others are as in docs/fields.md."""
_LENGTH = {"year": 4, "month": 7, "day": 10}


def to_edtf(report: Report, losses: Losses, look: Letters = PLAIN) -> Iterator[str]:
    """The report as CSV in pieces of text: a header, a row for each event; counts what is lost.

    ``edtf`` is of level 0, 1 or 2, in the zone that decides the days, and empty where nothing is
    known. The ends of the bounds, in RFC 3339, are exact.
    """
    return pieces(_lines(report, losses, look))


def _lines(report: Report, losses: Losses, look: Letters) -> Iterator[str]:
    row, shown = writer(), view(report, look)
    yield row(COLUMNS)
    for match in report.answer.matches:
        cells = {name: FIELDS[name].get(match, shown) for name in COLUMNS if name != "edtf"}
        cells["edtf"] = _edtf(match, shown.zone, losses)
        yield row([cells[name] and harmless(cells[name]) for name in COLUMNS])


def _edtf(match: Match, zone: Zone, losses: Losses) -> str:
    event = match.event
    if event.status:
        losses.add("status lost", "statuses lost")
    losses.add("cause lost", "causes lost", count=len(event.caused_by))
    if event.dateless:
        return ""
    dates = _Dates(zone)
    text = _said(event, dates)
    if event.disputed:
        losses.add("dispute as one of its times", "disputes as one of their times")
    for kind in dates.lost:
        losses.add(*kind)
    return text


_CLOCK = ("clock as its day", "clocks as their days")
_ENDS = ("uncertain beginning or end as widest", "uncertain beginnings and ends as widest")
_PARTS = ("time with parts of a second", "times with parts of a second")
_DOUBT = ("doubt lost", "doubts lost")
_SPANS = ("choice of stretches as one", "choices of stretches as one")


class _Dates:
    """Writes dates in a zone, and remembers what they left out of the times."""

    def __init__(self, zone: Zone) -> None:
        self.zone = zone
        self.lost: dict[tuple[str, str], None] = {}

    def ends(self, first: int, stop: int) -> tuple[str, str]:
        """The first and the last date of ``[first, stop)``: two years, two months or two days."""
        low, high = walls(Place(first, stop), self.zone)
        unit = unit_of(low, high)
        if unit not in _LENGTH:
            self.lost[_CLOCK] = None
        length = _LENGTH.get(unit, _LENGTH["day"])
        return _date(low)[:length], _date(high - 1)[:length]

    def one(self, start: Bound) -> list[str]:
        """When something was that does not last: a date, a date-time, or ``..`` between dates."""
        low, high = start
        if low is None:
            return [] if high is None else [f"..{self.day(high)}"]
        if high is None:
            return [f"{self.day(low)}.."]
        if high - low < SECOND and low // SECOND == high // SECOND:
            if high - low < SECOND - 1:
                self.lost[_PARTS] = None
            return [_moment(low - low % SECOND, self.zone)]
        if many := _unspecified(*walls(Place(low, high + 1), self.zone)):
            return [many]
        first, last = self.ends(low, high + 1)
        return [first if first == last else f"{first}..{last}"]

    def day(self, instant: int) -> str:
        """The day on one side of which something was; exact where the instant is at its edge."""
        wall = self.zone.wall(instant)
        if wall % DAY and (wall + 1) % DAY:
            self.lost[_CLOCK] = None
        return _date(wall)

    def span(self, start: Bound, end: Bound, mark: str, ongoing: bool) -> str:
        """What lasts, at its widest."""
        low, high = start.earliest, end.latest
        if low is None or high is None:
            begun = "" if low is None else self.day(low) + mark
            over = (".." if ongoing else "") if high is None else self.day(high - 1) + mark
            return f"{begun}/{over}"
        for bound in (start, end):
            one, two = bound.earliest, bound.latest
            if one is None or two is None or self.zone.day(one) != self.zone.day(max(one, two - 1)):
                self.lost[_ENDS] = None
        first, last = self.ends(low, max(high, low + 1))
        return first + mark if first == last else f"{first}{mark}/{last}{mark}"


def _said(event: Event, dates: _Dates) -> str:
    mark = doubt(event.when)
    if event.branched and all(end is None for _, end in event.moments):
        several = [text for start, _ in event.moments for text in dates.one(start)]
        return _set(list(dict.fromkeys(several)), mark, dates)
    if event.branched:
        dates.lost[_SPANS] = None
    if event.end is None:
        if about := _about(event, dates.zone):
            return about + ("%" if mark else "~")
        return _set(dates.one(event.start), mark, dates)
    going = any(claim.meaning and claim.meaning.ongoing for claim in event.counting)
    return dates.span(event.start, event.end, mark, going)


def _set(several: list[str], mark: str, dates: _Dates) -> str:
    """One of several dates. A set takes no date-times, a stretch of dates no mark of doubt."""
    if len(several) == 1 and ".." not in several[0]:
        if "T" not in several[0]:
            return several[0] + mark
        if mark:
            dates.lost[_DOUBT] = None
        return several[0]
    if any("T" in text for text in several):
        dates.lost[_CLOCK] = None
        several = list(dict.fromkeys(text.partition("T")[0] for text in several))
    if len(several) == 1 and ".." not in several[0]:
        return several[0] + mark
    if mark and any(".." in text for text in several):
        dates.lost[_DOUBT] = None
        mark = ""
    return f"[{','.join(f'{text}{mark}' for text in several)}]"


def _about(event: Event, zone: Zone) -> str:
    """The year, month or day that the only claim of an event is about, where that is its time."""
    claims = event.counting
    meaning = claims[0].counted if len(claims) == 1 else None
    if meaning is None or not meaning.approximate or meaning.precision not in _LENGTH:
        return ""
    low, high = event.start
    if low is None or high is None or stated(meaning)[0] != event.start:
        return ""
    return _date(zone.wall((low + high) // 2))[: _LENGTH[meaning.precision]]


def _unspecified(first: int, stop: int) -> str:
    """``196X`` for a decade, ``19XX`` for a hundred years from a round one; else empty."""
    if unit_of(first, stop) != "year":
        return ""
    year, years = civil(first).year, civil(stop).year - civil(first).year
    if years not in (10, 100) or year % years:
        return ""
    digits = 3 if years == 10 else 2
    return f"{year:04}"[:digits] + "X" * (4 - digits)


def _date(wall: int) -> str:
    year, month, day, _ = civil(wall)
    return f"{year:04}-{month:02}-{day:02}"


def _moment(instant: int, zone: Zone) -> str:
    text = stamp(instant, zone)
    return f"{text[:19]}{text[26:].replace('+00:00', 'Z')}"
