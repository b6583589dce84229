"""Reads the points in time inside a phrase: dates with clocks, parts of the day, machine clocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.zones import DAY, MINUTE

from .ast import Machine, Moment
from .clock import HALVES, Clock
from .clock_times import read_clock
from .dates import in_calendar, read_date
from .day_parts import DayParts
from .durations import ABOUT, NEARLY
from .lengths import TENS, read_fixed
from .tokens import PhraseError, phrases
from .widths import NUMBERS, PART_NAMES

if TYPE_CHECKING:
    from .date_spans import Days

_MIDNIGHT = Clock(DAY, 0)  # of the word: a written 24:00 is equal to it, and another object
_ENDS = "write 24:00 for the end of a day, 00:00 for its start"
FIRM = ("clock", "date", "elapsed")
SPOKEN = frozenset((*NUMBERS, "half", "quarter", "a", "half-past", "quarter-past", "quarter-to"))
_PART_WORDS = frozenset((*PART_NAMES[1:], "hours"))
_LEADS_CLOCK = phrases((", at", ",", "at", "in the", "on the"))
_ABOUT_BEHIND = phrases(
    f"( {word} )"
    for word in ("approx .", "approx", "approximately", "about", "circa", "ca .", "c .")
)
TOWARDS = ("toward", "towards")
_SPREAD = phrases(("±", "+-", "+/-", "give or take", "plus or minus"))
_THIRDS = frozenset(("early", "mid", "late", "early-", "mid-", "late-", "small"))
_NO_DATES = frozenset((*PART_NAMES[1:], "noon", "t", "am", "pm", "a.m.", "p.m."))
_BEHIND_CLOCKS = frozenset((*HALVES, "h", "hrs", "hours", "+", "@"))
HINTS = {
    "or": "an alternative stands on each side: 14:00 or 15:00",
    "and": "join what holds together with a semicolon: after @x; before @y",
}
_OFFSET_SECONDS = re.compile(r"(?:0\d|1[0-4]):[0-5]\d:[0-5]\d").fullmatch


class Points(DayParts):
    """A reader of points; the sentences around them are read by its heir."""

    def point(self) -> Moment | Machine:
        scan = self.scan
        start = scan.next
        self.begun = start.at
        if start.kind == "elapsed" or start.text == "unix":
            from .machine_clocks import read_machine

            if machine := read_machine(scan):
                return machine
        about = "" if start.kind in FIRM else scan.one_of(ABOUT)
        if start.text in TOWARDS and (toward := self.toward()):
            return toward
        days = self.date()
        joined = bool(days) and scan.next.text == "t" and scan.next.kind == "word"
        scan.index += joined
        mark = scan.index
        if days and not joined:
            scan.one_of(_LEADS_CLOCK)
            about = about or scan.one_of(ABOUT)
        clock = self.clock()
        if joined and not clock:
            raise scan.error("a clock is missing behind the T", "2023-11-17T12:28")
        third, part = ("", "") if clock else self.part()
        if not (clock or part):
            scan.index = mark
        if not (days or clock or part):
            raise self.surprise()
        if days and days.stretch and days.precision == "day":
            third, part = self.half_of_day(days, clock, third, part)
            days = days._replace(stretch="")
        moment = Moment(days, clock, part, third, "", False, start.at)
        return self.ended(moment, about, joined)

    def ended(self, moment: Moment, about: str, joined: bool) -> Moment:
        """A moment with what stands behind its clock: its zone, its date, how sure it is."""
        scan = self.scan
        days, clock = moment.days, moment.clock
        if clock:
            scan.join_offset()
            self.check_seconds()
        if scan.next.kind == "offset":
            self.check_hyphen(days, clock, joined)
        if scan.next.text in ("-ish", "ish"):
            scan.index += 1
            about = about or "~"
        if days and not days.calendar:
            days = in_calendar(days, scan)  # `1917-10-25 21:40 OS`
        zone = self.zone_of(clock)
        if days and zone and not days.calendar:
            days = in_calendar(days, scan)
        if days and days.lacks:
            days = self.completed(days, clock)
        trails = days is None and (days := self.trailing_date()) is not None
        zone = zone or (self.zone() if trails else "")
        self.check_midnight(moment, days, trails)
        if zone and clock:
            self.split_range()
        if scan.next.text == "(":
            about = about or scan.one_of(_ABOUT_BEHIND)
        about = "" if moment.part == "lunchtime" else about  # as wide as it is anyway
        self.uncertain = self.uncertain or bool(days and days.uncertain)
        return moment._replace(
            days=days,
            zone=zone,
            approximate=bool(about) or bool(days and days.approximate),
            length=scan.tokens[scan.index - 1].stop - moment.at,
            nearly=about in NEARLY,
            spread=self.give_or_take() if scan.next.text in _SPREAD else 0,
            trails=trails,
        )

    def zone_of(self, clock: Clock | None) -> str:
        """The zone that comes next, told once or twice: ``06:42 PST (14:42 UTC)``."""
        if clock and "(" in self.scan.text:
            from .told_twice import read_twice

            if zone := read_twice(self, clock):
                return zone
        return self.zone()

    def check_midnight(self, moment: Moment, days: Days | None, trails: bool) -> None:
        """Refuse a midnight that ends a range on a day of its own: is it before it or after?"""
        ends = self.ends_day and moment.clock is _MIDNIGHT and days is not None
        if ends and (self.begun_dated or not trails):
            length = self.scan.next.at - moment.at
            raise PhraseError("midnight of which night?", moment.at, length, _ENDS)

    def split_range(self) -> None:
        """Read a joined hyphen behind a zone as that of a range: a clock has one zone."""
        scan = self.scan
        hyphen = scan.next
        joined = hyphen.at == scan.tokens[scan.index - 1].stop
        if hyphen.kind == "offset" and hyphen.raw[0] == "-" and joined:
            scan.split()

    def toward(self) -> Moment | None:
        """``towards 9 p.m.``, up to it; ``toward evening``, some hours of it to each side."""
        scan = self.scan
        start, index = scan.next, scan.index
        scan.index += 1
        clock = self.clock()
        part = "" if clock else scan.word("evening", "morning")
        if not (clock or part):
            scan.index = index
            return None
        zone = self.zone()
        days = self.trailing_date()
        length = scan.tokens[scan.index - 1].stop - start.at
        third = "toward" if part else ""
        trails = days is not None
        return Moment(
            days,
            clock,
            part,
            third,
            zone,
            bool(clock),
            start.at,
            length,
            bool(clock),
            trails=trails,
        )

    def completed(self, days: Days, clock: Clock | None) -> Days:
        """The year behind the clock of ``Nov 20 13:42:07 2026``, the date behind ``Friday``."""
        scan = self.scan
        start = scan.index
        if days.lacks == "year" and clock and clock.unit < MINUTE:
            year = scan.take("date")
            if year and len(year.text) == 4 and year.text.isdecimal() and year.text > "0000":
                from .short_dates import of_year

                if whole := of_year(days, int(year.text)):
                    return whole
        elif days.lacks == "weekday":
            whole = self.trailing_date()
            if whole is not None and whole.precision == "day" and whole.weekday < 0:
                return whole._replace(weekday=days.weekday)
        scan.index = start
        return days

    def date(self) -> Days | None:
        """A date in digits, or in words where what comes next may be one."""
        scan = self.scan
        days = read_date(scan)
        token = scan.next
        if days is not None and days.digits and token.text == ",":
            return self.year_first(days)
        if token.kind != "word" and (days is not None or token.kind != "number"):
            return days
        if token.text in _NO_DATES or (days is not None and not days.digits):
            return days
        following = scan.tokens[scan.index + 1]
        if token.text in _THIRDS and following.text in _PART_WORDS:
            return days
        if token.kind == "number" and (following.text in _BEHIND_CLOCKS or following.kind == "end"):
            return days
        if days is not None:
            return self.year_first(days)
        from .named_dates import read_named

        named = read_named(scan, self.lang)
        return in_calendar(named, scan) if named else None

    def year_first(self, days: Days) -> Days:
        """``1912 April 14``: the year as it stands, or with the month and the day behind it."""
        scan = self.scan
        start = scan.index
        from .named_years import read_behind_year

        dated = read_behind_year(scan, int(days.digits), self.lang)
        if dated is None:
            scan.index = start
        return dated or days

    def trailing_date(self) -> Days | None:
        """The date behind a clock or a part of the day: ``2:20 a.m. on 15 April 1912``."""
        scan = self.scan
        start = scan.index
        if scan.next.kind == "end":
            return None
        scan.word(",")
        scan.word("on the", "on", "of the", "of", "in the")
        days = self.date() if scan.next.kind in ("date", "word", "number") else None
        if days is None:
            scan.index = start
        return days

    def clock(self) -> Clock | None:
        """A clock in digits, or in words where what comes next may be one."""
        scan = self.scan
        if self.ends_day and scan.word("midnight", "12 midnight"):
            return _MIDNIGHT
        clock = read_clock(scan)
        token = scan.next
        if clock is None and (token.kind == "number" or token.text in SPOKEN):
            from .spoken_clocks import read_spoken

            return read_spoken(scan, self.from_)
        inverted = "-and-" in token.text
        if clock is None and token.kind == "word" and (inverted or token.text.startswith(TENS)):
            from .spoken_clocks import read_spoken

            return read_spoken(scan, self.from_)
        return clock

    def closing(self, *starts: object) -> None:
        """Tell whether the midnight that a range ends with can only be that behind its start."""
        first = starts[0] if len(starts) == 1 else None
        self.ends_day = isinstance(first, Moment) and first.clock is not None and not first.shift
        self.begun_dated = isinstance(first, Moment) and first.days is not None

    def give_or_take(self) -> int:
        """How far a source says that its clock may be off: ``02:20 ± 5 min``."""
        scan = self.scan
        if not scan.one_of(_SPREAD):
            return 0
        length = read_fixed(scan)
        if length is None:
            raise scan.error("a duration is missing after ±", "02:20 ± 5 min")
        return length.micros

    def check_seconds(self) -> None:
        """Refuse ``12:28 -02:58:10``: an offset with seconds needs a name."""
        scan = self.scan
        mark, other = (*scan.tokens[scan.index :], scan.tokens[-1])[:2]
        before = scan.tokens[scan.index - 1]
        apart = mark.raw == "+" or (mark.raw == "-" and mark.at > before.stop)
        if apart and other.at == mark.stop and _OFFSET_SECONDS(other.raw):
            first = scan.text[self.begun : before.stop]
            hint = f'name it: `timeline: {{zones: {{lmt: "{mark.raw}{other.raw}"}}}}`'
            what, hint = "an offset with seconds", f"{hint}, and write {first} lmt"
            if mark.raw == "-" and other.raw > before.raw:
                what = f"a range or {what}?"
                hint = f"a range: {first}..{other.raw}; an offset: {hint}"
            raise PhraseError(what, mark.at, other.stop - mark.at, hint)

    def surprise(self) -> PhraseError:
        """The error for a next token that fits nowhere, with the nearest form that would do."""
        token = self.scan.next
        if token.kind == "ref":
            hint = f"say how it relates: at {token.raw}, after {token.raw}, 3h before {token.raw}"
            return self.scan.error("a reference without a relation", hint)
        if token.kind == "end":
            return self.scan.error("the phrase breaks off")
        return self.scan.error(f'cannot read "{token.raw}" as a time', HINTS.get(token.text, ""))
