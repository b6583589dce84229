"""Reads the statements of a phrase: moments and ranges, sides of an event, days and distances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .ast import Among, At, Between, DayOf, Inside, Moment, Offset, Ref, Side, Unknown
from .clock_times import read_clock
from .dates import read_date
from .durations import APPROXIMATELY, Duration, read_duration
from .range_ends import first_end, pair, zoned
from .time_points import FIRM, Points
from .tokens import PhraseError

if TYPE_CHECKING:
    from .ast import Anchor, Statement
    from .dates import Days

SIDES = {
    "before": "before", "prior to": "before", "bef .": "before", "bef": "before",
    "after": "after", "aft .": "after", "aft": "after", "past": "after", "following": "after",
    "some time after": "after", "sometime after": "after", "at some point after": "after",
    "some time before": "before", "sometime before": "before", "at some point before": "before",
    "by": "by", "no later than": "by", "not later than": "by", "at or before": "by",
    "on or before": "by", "not after": "by", "at the latest by": "by", "at the latest": "by",
    "not before": "from", "no earlier than": "from", "not earlier than": "from",
    "at or after": "from", "on or after": "from", "not until": "from", "at the earliest": "from",
}  # fmt: skip
_SIDING = frozenset(words.partition(" ")[0] for words in SIDES)
_DELAYS = {
    "shortly": "shortly", "soon": "shortly", "not long": "shortly", "a short time": "shortly",
    "a short while": "shortly", "a little while": "shortly", "a little": "shortly",
    "moments": "moments", "right": "moments", "immediately": "moments", "directly": "moments",
    "a moment": "moments", "just": "just",
}  # fmt: skip
_NOT_AT = ("at least", "at most", "at or")
_DASHES = ("-", "\N{EN DASH}", "\N{EM DASH}")
_ANCHOR = "name what it is measured from: 3h after @id, or 3h after 14:00"


class Statements(Points):
    """Reads statements one after the other; see docs/time.md for their grammar."""

    dashed: tuple[Anchor, Anchor] | None = None
    """The ends of the last range that was written with a dash."""

    def conjunction(self) -> tuple[Statement, ...]:
        statements = [self.statement()]
        while self.scan.word(";"):
            statements.append(self.statement())
        return tuple(statements)

    def statement(self) -> Statement:
        scan = self.scan
        first, second = scan.next, scan.tokens[min(scan.index + 1, len(scan.tokens) - 1)]
        if first.kind in FIRM or (first.text == "~" and second.kind in FIRM):
            return self.moment()
        if scan.word("unknown"):
            return Unknown()
        if scan.word("between"):
            low = self.anchor("between")
            if not scan.word("and"):
                raise scan.error("`between` needs two ends", "between @a and @b, or 14:00..16:30")
            high = self.anchor("and")
            return Among(*pair(low, high))
        if scan.word("during"):
            return Inside(self.ref("during"), False)
        if words := scan.word(*SIDES) if scan.next.text in _SIDING else "":
            return Side(SIDES[words], self.anchor(words))
        if scan.next.text == "at" and not any(map(scan.sees, _NOT_AT)):
            scan.index += 1
            return self.or_so(At(self.anchor("at")))
        return self.day_of() or self.part_of() or self.delay() or self.offset() or self.moment()

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
        scan.word("the", "on")
        scan.word("the")
        for words, shift in (("day before", -1), ("same day as", 0), ("day after", 1)):
            if scan.word(words):
                if shift and scan.next.kind == "date" and (days := read_date(scan)):
                    return self.neighbour(words, days, shift)
                return DayOf(self.ref(words), shift)
        scan.index = start
        return None

    def part_of(self) -> Statement | None:
        """``afternoon of @x``, ``evening before @x``, ``morning of 2026-11-20``."""
        scan = self.scan
        start = scan.index
        scan.word("the", "on the")
        third, part = self.part()
        side = scan.word("of", "before", "after") if part else ""
        if not side:
            scan.index = start
            return None
        if scan.next.kind == "ref":
            shift = {"of": 0, "before": -1, "after": 1}[side]
            return DayOf(self.ref(side), shift, part, third)
        if side == "of" and (days := read_date(scan)):
            token = scan.tokens[start]
            length = scan.tokens[scan.index - 1].stop - token.at
            return At(Moment(days, None, part, third, self.zone(), False, token.at, length))
        raise scan.error(f"`{part} {side}` needs an event", f"{part} {side} @id")

    def delay(self) -> Offset | None:
        scan = self.scan
        start = scan.index
        word = scan.word(*_DELAYS)
        if not word:
            return None
        side = scan.word("before", "after", "past")
        if not side:
            scan.index = start
            if " " in word:  # `a little over an hour after @x`
                return None
            raise scan.error(f"`{word}` needs before or after", f"{word} after @id")
        low, high = getattr(self.widths, _DELAYS[word])
        anchor = self.anchor(side)
        return Offset(Duration(max(1, low), high, word), -1 if side == "before" else 1, anchor)

    def or_so(self, statement: At) -> Statement:
        """What may follow a point: ``or later``, ``or earlier``, ``or shortly after``."""
        scan = self.scan
        if not scan.sees("or"):
            return statement
        anchor = statement.anchor
        if scan.word("or later", "or after", "or thereafter"):
            return Side("from", anchor)
        if scan.word("or earlier", "or before"):
            return Side("by", anchor)
        start = scan.index
        scan.index += 1
        word = scan.word(*_DELAYS)
        side = scan.word("after", "afterwards", "thereafter", "later", "before") if word else ""
        if not side:
            scan.index = start
            return statement
        high = getattr(self.widths, _DELAYS[word])[1]
        return Offset(Duration(0, high, word), -1 if side == "before" else 1, anchor)

    def offset(self) -> Offset | None:
        scan = self.scan
        start = scan.index
        duration = read_duration(scan, self.widths)
        if duration is None:
            return None
        within = scan.tokens[start].text == "within"
        side = scan.word("before", "after", *(("of",) if within else ()))
        if side == "of":
            return Offset(duration, 0, self.anchor(side))
        if not side:
            end = scan.next
            scan.index = start
            if end.kind == "end" and not self.is_clock():
                raise scan.error("a length of time is not a point in time", _ANCHOR)
            if end.text in ("later", "earlier", "ago", "prior"):
                raise PhraseError(f"`{end.text}` than what?", end.at, len(end.raw), _ANCHOR)
            return None
        sign = -1 if side == "before" else 1
        return Offset(duration, sign, self.anchor(side))

    def is_clock(self) -> bool:
        """Whether what stands here is an hour such as ``22h``, and no duration."""
        start = self.scan.index
        self.scan.word(*APPROXIMATELY)
        try:
            found = read_clock(self.scan) is not None and self.scan.done()
        except PhraseError:
            found = False
        self.scan.index = start
        return found

    def moment(self) -> Statement:
        """``X``, ``X..Y``, ``..Y`` or ``X..``."""
        scan = self.scan
        if scan.word(".."):
            if scan.done() or scan.sees("/"):
                return Between(None, None)
            return Between(None, self.point())
        low = self.point()
        dash = "" if self.joins_date() else scan.word(*_DASHES)
        if not dash and not scan.word(".."):
            return self.or_so(At(low))
        if dash and scan.done():
            raise scan.error("a range without its end", "14:00..16:00, or 14:00.. for later")
        if (not dash and scan.done()) or scan.next.text in (";", "?", "to", "for"):
            return Between(low, None)
        high = self.point()
        low = first_end(low, high)
        self.dashed = (low, high) if dash else None
        if isinstance(low, Moment) and isinstance(high, Moment) and high.days is None:
            high = high._replace(days=low.days, zone=high.zone or low.zone)
        if isinstance(low, Moment) and isinstance(high, Moment):
            low = zoned(low, high)
        return Between(low, high)

    def joins_date(self) -> bool:
        """Whether a hyphen without blanks comes next behind a date: ``2026-1-5`` is no range."""
        before, hyphen = self.scan.tokens[self.scan.index - 1], self.scan.next
        return hyphen.text == "-" and before.kind == "date" and before.stop == hyphen.at

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
