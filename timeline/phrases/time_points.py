"""Reads the points in time inside a phrase: dates with clocks, parts of the day, machine clocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .ast import Machine, Moment
from .clock import HALVES
from .clock_times import read_clock
from .dates import in_calendar, read_date
from .durations import ABOUT, NEARLY
from .lengths import TENS, read_fixed
from .tokens import PhraseError, phrases
from .widths import NUMBERS, PART_NAMES
from .zone_suffixes import ZoneSuffixes

if TYPE_CHECKING:
    from .clock import Clock
    from .date_spans import Days

FIRM = ("clock", "date", "elapsed")
SPOKEN = frozenset((*NUMBERS, "half", "quarter", "a"))
_PART_WORDS = frozenset((*PART_NAMES[1:], "hours"))
_THAT = ("on that same", "that same", "on the same", "the same", "on that", "that")
_LEADS_CLOCK = phrases((", at", ",", "at", "in the", "on the"))
_LEADS_PART = phrases(("in the", "during the", "on the", *_THAT, "the"))
_IN_PART = phrases(("early in the", "late in the", "late at"))
_EARLY_HOURS = phrases(("early hours", "small hours", "wee hours", "early morning hours"))
_BEFORE_PART = phrases(("early", "mid", "late", "early-", "mid-", "late-"))
_SPREAD = phrases(("±", "+-", "+/-", "give or take", "plus or minus"))
_THIRDS = frozenset(("early", "mid", "late", "early-", "mid-", "late-", "small"))
_NO_DATES = frozenset((*PART_NAMES[1:], "noon", "t", "am", "pm", "a.m.", "p.m."))
_BEHIND_CLOCKS = frozenset((*HALVES, "h", "hrs", "hours", "+", "@"))
HINTS = {
    "or": "an alternative stands on each side: 14:00 or 15:00",
    "and": "join what holds together with a semicolon: after @x; before @y",
}
_OFFSET_SECONDS = re.compile(r"(?:0\d|1[0-4]):[0-5]\d:[0-5]\d").fullmatch


class Points(ZoneSuffixes):
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
        zone = self.zone()
        if days and zone and not days.calendar:
            days = in_calendar(days, scan)
        trails = days is None and (days := self.trailing_date()) is not None
        zone = zone or (self.zone() if trails else "")
        hyphen = scan.next
        joined = hyphen.at == scan.tokens[scan.index - 1].stop
        if zone and clock and hyphen.kind == "offset" and hyphen.raw[0] == "-" and joined:
            scan.split()  # a clock has one zone: the other clock of a range follows
        length = scan.tokens[scan.index - 1].stop - start.at
        approximate = bool(about) or bool(days and days.approximate)
        self.uncertain = self.uncertain or bool(days and days.uncertain)
        nearly = about in NEARLY
        spread = self.give_or_take() if scan.next.text in _SPREAD else 0
        return Moment(
            days, clock, part, third, zone, approximate, start.at, length, nearly, 0, spread, trails
        )

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
        from .named_dates import read_behind_year

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
        clock = read_clock(scan)
        token = scan.next
        if clock is None and (token.kind == "number" or token.text in SPOKEN):
            from .spoken_clocks import read_spoken

            return read_spoken(scan, self.from_)
        if clock is None and token.kind == "word" and token.text.startswith(TENS):
            from .spoken_clocks import read_spoken

            return read_spoken(scan, self.from_)
        return clock

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

    def part(self) -> tuple[str, str]:
        """Read ``late evening`` as ("late", "evening"), or ("", "")."""
        scan = self.scan
        start = scan.index
        if third := scan.one_of(_IN_PART):
            part = scan.word(*PART_NAMES[1:])
            if not part:
                scan.index = start
            return (third.partition(" ")[0], part) if part else ("", "")
        scan.one_of(_LEADS_PART)
        if scan.one_of(_EARLY_HOURS):
            return "", "early hours"
        third = scan.one_of(_BEFORE_PART).rstrip("-")
        part = scan.word(*PART_NAMES[1:])
        if not part:
            scan.index = start
            return "", ""
        return third, part

    def surprise(self) -> PhraseError:
        """The error for a next token that fits nowhere, with the nearest form that would do."""
        token = self.scan.next
        if token.kind == "ref":
            hint = f"say how it relates: at {token.raw}, after {token.raw}, 3h before {token.raw}"
            return self.scan.error("a reference without a relation", hint)
        if token.kind == "end":
            return self.scan.error("the phrase breaks off")
        return self.scan.error(f'cannot read "{token.raw}" as a time', HINTS.get(token.text, ""))
