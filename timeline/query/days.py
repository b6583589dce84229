"""Days in questions: ``monday``, ``2023-11-20``, ``11-20``, ``d4``, ``first``, ``2023-11-18..``.

Words are resolved against the timeline, never against today.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.calendar import WEEKDAYS, iso, ordinal
from crisis.timeline.base.languages import ENGLISH, Language, weekday_in
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.problems import did_you_mean
from crisis.timeline.base.zones import DAY, civil
from crisis.timeline.phrases.date_spans import month_last
from crisis.timeline.phrases.dates import read_date
from crisis.timeline.phrases.tokens import PhraseError, Scanner

from .store import event_named
from .terms import QueryError
from .windows import Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline

    from .store import Store

_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)\Z")
_NUMBERED = re.compile(r"d(\d{1,6})\Z")
_HINT = "a day looks like monday, 2023-11-20, 11-20, d4, first or last; a range like fri..mon"


class Days(NamedTuple):
    """What a question's days come to: spans of ordinals, both ends included, and remarks on it."""

    spans: tuple[tuple[int, int], ...]
    notes: tuple[str, ...] = ()


class Calendar:
    """The days of a timeline in one zone, and the words that name them."""

    def __init__(
        self,
        timeline: Timeline,
        store: Store,
        zone: Zone,
        zero: int | None,
        today: Callable[[], int] | None,
        language: Language = ENGLISH,
    ) -> None:
        self.timeline = timeline
        self.store = store
        self.zone = zone
        self.zero = zero
        self.today = today
        self.language = language
        self._days: list[int] | None = None

    @property
    def days(self) -> list[int]:
        """The days that an event may touch, of events known to within a week, in order."""
        if self._days is None:
            days: set[int] = set()
            for first, last in self.store.known():
                days.update(range(self.zone.day(first), self.zone.day(last) + 1))
            self._days = sorted(day for day in days if not self.zone.skipped(day))
        return self._days

    @property
    def first(self) -> int | None:
        """Day ``d1``: of zero, else the first of the timeline's window, else of its events."""
        if self.zero is not None:
            return self.zone.day(self.zero)
        if self.timeline.header.window:
            return self.zone.day(self.timeline.header.window[0])
        return self.days[0] if self.days else None

    def windows(self, text: str) -> tuple[list[Window], tuple[str, ...]]:
        """The windows of ``--day``: single days, or a range with both named ends included."""
        low, dots, high = text.strip().partition("..")
        if not dots:
            days = self.named(text)
            return [self._window(*span) for span in days.spans], days.notes
        if not low and not high:
            raise QueryError(f'no day: "{text}"', _HINT)
        first = self.end(low, 0) if low else None
        last = self.end(high, 1) if high else None
        for day, end in ((first, low), (last, high)):
            if day is not None:
                self.check_skipped(day, self.zone, end)
        if first is not None and last is not None and last < first:
            raise QueryError(f'a range of days that runs backwards: "{text}"', "the earlier first")
        start = None if first is None else self.zone.day_start(first)
        return [Window(start, None if last is None else self.zone.day_stop(last))], ()

    def since(self, text: str, inner: bool = False) -> int | None:
        """The first instant of ``--from``: a day, a day and time, or where an event may start.

        ``inner`` is where it has started for certain. None where nothing says that.
        """
        from . import moments

        if text.strip().startswith("@"):
            event, end = self.event(text, 0)
            bound = event.end if end and event.end else event.start
            return bound.latest if inner else bound.earliest
        return moments.instant(self, text.strip(), 0)

    def until(self, text: str, inner: bool = False) -> int | None:
        """The instant behind the last one of ``--to``, which is inclusive as it is written.

        That of an event is where it may end, or ``inner`` where it has not ended for certain.
        """
        from . import moments

        if text.strip().startswith("@"):
            event, end = self.event(text, 1)
            bound = event.end if end and event.end else event.start
            last = bound.earliest if inner else bound.latest
            return None if last is None else last + 1
        return moments.instant(self, text.strip(), 1)

    def event(self, text: str, side: int) -> tuple[Event, bool]:
        """The event of ``@ID``, and whether its end is meant: for ``@ID.end``, and as a last day.

        Raises QueryError for an event that the timeline does not have.
        """
        name, _, end = text.strip().removeprefix("@").partition(".")
        if end not in ("", "start", "end"):
            raise QueryError(f'no moment: "{text}"', f"@{name}, @{name}.start or @{name}.end")
        return event_named(self.store, name), end == "end" if end else bool(side)

    @staticmethod
    def check_skipped(day: int, zone: Zone, text: str) -> None:
        """Raise QueryError for a day that a zone never had."""
        if zone.skipped(day):
            raise QueryError(f'no day: "{text.strip()}"', f"{zone.label} skipped {iso(day)}")

    def named(self, text: str) -> Days:
        """The days that a word or a date names. Raises QueryError for one that the zone skipped."""
        days = self._read(text)
        for first, last in days.spans:
            if first == last:
                self.check_skipped(first, self.zone, text)
        return days

    def _read(self, text: str) -> Days:
        word = text.strip().casefold()
        if word in ("first", "last"):
            if not self.days:
                return Days((), ("the timeline has no dated event",))
            day = self.days[0 if word == "first" else -1]
            return Days(((day, day),))
        if word in ("today", "yesterday") and self.today:
            day = self.zone.moved(self.zone.day(self.today()), -(word == "yesterday"))
            return Days(((day, day),))
        if match := _NUMBERED.match(word):
            return self._numbered(int(match[1]))
        if match := _MONTH_DAY.match(word):
            return self._month_day(int(match[1]), int(match[2]), text)
        weekday = self.language.weekday_named(word)
        if weekday is None and word[:1].isalpha():
            weekday = weekday_in(self.timeline.text_languages(), word)
        if weekday is not None:
            return self._weekdays(weekday, text.strip())
        return Days((self._span(text.strip()),))

    def _span(self, text: str) -> tuple[int, int]:
        """The days that a text names which is no word of this timeline's."""
        from . import moments

        if text.startswith("@"):
            start, stop = self.since(text), self.until(text)
            if start is None or stop is None:
                raise QueryError(f'nothing says on which day "{text}" was', "crisis why tells why")
            return self.zone.day(start), self.zone.day(stop - 1)
        try:
            if week := moments.week(text):
                return week
            if instants := moments.stamp(text):
                return self.zone.day(instants[0]), self.zone.day(instants[1])
        except ValueError as error:
            raise QueryError(f'no day: "{text}"', str(error)) from None
        try:
            return self._date(text)
        except QueryError:
            if " " in text and (shown := moments.shown(text, self.language)) and not shown[1]:
                return shown[0], shown[0]
            instants = moments.said(text, self.timeline.header, self.zone)
            if instants is None or instants[0] != self.zone.day_start(self.zone.day(instants[0])):
                if self.store.event(text):
                    hint = f"@{text} is the event of that id"
                    raise QueryError(f'no day: "{text}"', hint) from None
                raise
            return self.zone.day(instants[0]), self.zone.day(instants[1])

    def end(self, text: str, side: int) -> int:
        """The first (0) or last (1) day of an end of a range."""
        spans = self._read(text).spans
        if not spans:
            raise QueryError(f'"{text.strip()}" is no day of this timeline', self._there_are())
        if len(spans) > 1:
            names = ", ".join(iso(span[0]) for span in spans)
            raise QueryError(f'"{text.strip()}" occurs more than once', f"one of {names}")
        return spans[0][side]

    def _window(self, first: int, last: int) -> Window:
        return Window(self.zone.day_start(first), self.zone.day_stop(last))

    def _numbered(self, number: int) -> Days:
        first = self.first
        if number < 1:
            raise QueryError(f'no day: "d{number}"', "d1 is the day of zero, d2 the one after")
        if first is None:
            return Days((), ("the timeline has no dated event",))
        return Days(((self.zone.moved(first, number - 1),) * 2,))

    def _month_day(self, month: int, day: int, text: str) -> Days:
        leap = 2024
        if not 1 <= month <= 12 or not 1 <= day <= civil(month_last(leap, month) * DAY).day:
            raise QueryError(f'no day: "{text}"', "a month and a day: 11-20")
        days = [d for d in self.days if civil(d * DAY)[1:3] == (month, day)]
        if not days and self.days:  # a silent day between others
            first, last = self.days[0], self.days[-1]
            years = range(max(1, civil(first * DAY).year), min(9999, civil(last * DAY).year) + 1)
            real = [year for year in years if day <= civil(month_last(year, month) * DAY).day]
            there = (ordinal(f"{year}-{month}-{day}") for year in real)
            days = [d for d in there if first < d < last and not self.zone.skipped(d)]
        return self._several(days, text)

    def _weekdays(self, weekday: int, word: str) -> Days:
        days = [day for day in self.days if (day - 1) % 7 == weekday]
        english = WEEKDAYS[weekday]
        return self._several(days, english if english.casefold().startswith(word[:3]) else word)

    def _several(self, days: list[int], name: str) -> Days:
        spans = tuple((day, day) for day in days)
        if not days:
            return Days((), (f"{name} is no day of this timeline; {self._there_are()}",))
        if len(days) > 1:
            names = ", ".join(iso(day) for day in days)
            return Days(spans, (f"{name} occurs {len(days)} times: {names}",))
        return Days(spans)

    def _there_are(self) -> str:
        days = self.days
        if not days:
            return "it has no dated event"
        names = [f"{self.language.weekday(day)} {iso(day)}" for day in days]
        if len(names) > 8:
            names = [*names[:4], "…", *names[-2:]]
        return f"there are {', '.join(names)}"

    def _date(self, text: str) -> tuple[int, int]:
        try:
            scan = Scanner(text.strip())
            days = read_date(scan)
        except PhraseError as error:
            raise QueryError(f'no day: "{text}"', error.hint or _HINT) from None
        if days is None or not scan.done() or days.approximate or days.uncertain:
            hint = did_you_mean(text.strip(), [*WEEKDAYS, "first", "last"])
            raise QueryError(f'no day: "{text}"', hint or _HINT)
        if days.calendar or days.leap:
            from crisis.timeline.phrases.gregorian_dates import gregorian

            try:
                days = gregorian(days, "", 0, len(text))
            except PhraseError as error:
                raise QueryError(f'no day: "{text}"', error.hint) from None
        return days.first, days.last
