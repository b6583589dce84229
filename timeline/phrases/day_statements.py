"""Reads what is measured in days: the day after, the evening of, the age at; and references."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .ast import Aged, At, DayOf, Moment, Ref
from .day_parts import PART_NAMED
from .durations import APPROXIMATELY, NEARLY, around
from .lengths import YEAR, read_count, read_length, unit_length
from .time_points import Points
from .tokens import PhraseError

if TYPE_CHECKING:
    from .ast import Anchor, Statement
    from .date_spans import Days

_DAYS = (
    ("day before", -1), ("eve of", -1), ("same day as", 0), ("day of", 0), ("date of", 0),
    ("day after", 1), ("day following", 1),
)  # fmt: skip
_DAY_WORDS = frozenset(("the", "on", *(words.partition(" ")[0] for words, _ in _DAYS)))
_SHIFTS = {"of": 0, "before": -1, "after": 1, "on": 0}


_PARTS = frozenset((
    *"the on in during at early mid late early- mid- late- small wee that same".split(),
    *PART_NAMED,
))  # fmt: skip


class DayStatements(Points):
    """A reader of days and of what stands for them; its heir reads all other statements."""

    def anchor(self, after: str) -> Anchor:
        if self.scan.next.kind == "ref":
            return self.ref(after)
        if self.scan.done():
            raise self.scan.error(f"`{after}` needs an event or a time", f"{after} @id")
        return self.point()

    def ref(self, after: str) -> Ref:
        token = self.scan.take("ref")
        if token is None:
            raise self.scan.error(f"`{after}` needs an event", f"{after} @id")
        name, _, node = token.raw[1:].partition(".")
        if not name or node not in ("", "start", "end"):
            hint = "an event is written @id, @id.start or @id.end"
            raise PhraseError(f'no such reference: "{token.raw}"', token.at, len(token.raw), hint)
        return Ref(name, node, token.at)

    def is_date(self) -> bool:
        """Whether a date comes next, in digits or in words; reads nothing."""
        start = self.scan.index
        if self.scan.next.kind == "ref":
            return False
        try:
            days = self.date()
        except PhraseError:
            days = None
        self.scan.index = start
        return days is not None

    def aged(self) -> Aged:
        """``aged 19 at @census``: when somebody was born."""
        scan = self.scan
        scan.index += 1
        start = scan.index
        about = scan.word(*APPROXIMATELY)
        length = read_length(scan)
        if length is None and (years := read_count(scan)) is not None:
            length = unit_length("years", years)
            scan.word("years old")
        if length is None or scan.next.text not in ("at", "on", "in", "when"):
            raise scan.error("an age needs years and when it was", "aged 19 at @id", start - 1)
        side = scan.word("at", "on", "in", "when")
        anchor = self.anchor(side)
        if about in NEARLY:
            raise scan.error("how old?", "aged 69 at @id, or aged about 70 at @id", start)
        step = (12, 0) if length.unit >= YEAR else (1, 0) if length.months else (0, length.unit)
        if isinstance(anchor, Moment) and anchor.days:  # a year, and no clock
            anchor = anchor._replace(days=anchor.days._replace(digits=""))
        width = around(length) if about else (0, 0)
        return Aged((length.months, length.micros), step, anchor, width)

    def neighbour(self, words: str, days: Days, shift: int) -> At:
        """The day before or after a date."""
        token = self.scan.tokens[self.scan.index - 1]
        if days.precision != "day":
            hint = f"{words} 2023-11-17, or {words} @id"
            raise PhraseError(f"`{words}` needs a day", token.at, len(token.raw), hint)
        self.uncertain |= days.uncertain
        approximate = days.approximate
        zone, length = self.zone(), len(token.raw)
        return At(Moment(days, None, "", "", zone, approximate, token.at, length, shift=shift))

    def day_of(self) -> Statement | None:
        scan = self.scan
        start = scan.index
        if scan.next.text not in _DAY_WORDS:
            return None
        scan.word("the", "on")
        scan.word("the")
        for words, shift in _DAYS:
            if scan.word(words):
                if shift and scan.next.kind != "ref" and (days := self.date()):
                    return self.neighbour(words, days, shift)
                return DayOf(self.ref(words), shift)
        scan.index = start
        return None

    def part_of(self) -> Statement | None:
        """``afternoon of @x``, ``evening before @x``, ``morning of 2026-11-20``."""
        scan = self.scan
        start = scan.index
        if scan.next.text not in _PARTS:
            return None
        scan.word("the", "on the", "in the", "during the", "at")
        third, part = self.part()
        sides = (*_SHIFTS, "from", "between") if part == "night" else _SHIFTS
        side = scan.word(*sides) if part else ""
        if not side:
            scan.index = start
            return None
        if scan.next.kind == "ref":
            return DayOf(self.ref(side), _SHIFTS.get(side, 0), part, third)
        days = self.night_days() if part == "night" else self.date()
        if days is not None and days.precision == "day":
            token = scan.tokens[start]
            length = scan.tokens[scan.index - 1].stop - token.at
            zone = self.zone()
            at = Moment(days, None, part, third, zone, False, token.at, length)
            return At(at._replace(shift=_SHIFTS.get(side, 0)))
        if days is not None:
            raise scan.error("a part of which day?", f"{part} of 2023-11-17", start)
        raise scan.error(f"`{part} {side}` needs an event", f"{part} {side} @id")

    def night_days(self) -> Days | None:
        """The day on which a night begins that is told by both: ``night of 14–15 April 1912``."""
        scan = self.scan
        days = self.date()
        if days is None or scan.next.text not in ("-", "/", "to", "and", "\N{EN DASH}"):
            return days
        at = scan.index
        scan.index += 1
        scan.word("the")
        token = scan.next
        other = self.date()
        if other is None and token.kind == "number" and token.text.isdecimal():
            scan.index += 1  # 2026-11-20/21
            number = int(token.text) if len(token.text) <= 2 else 0
            other = days._replace(first=days.first + 1, last=days.first + 1)
            if number != date.fromordinal(other.first).day:
                other = None
        if other is None or (other.first, other.last) != (days.first + 1, days.first + 1):
            raise scan.error("a night of two days in a row", "night of 2023-11-17", at)
        return days
