"""Reads the statements of a phrase: moments and ranges, sides of an event, days and distances."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from .ast import Among, At, Between, Inside, Moment, Offset, Side, Unknown
from .clock import TO
from .clock_times import read_clock
from .date_spans import Days, month_last
from .day_statements import DayStatements
from .durations import APPROXIMATELY, Duration, read_duration
from .range_ends import first_end, pair, zoned
from .time_points import FIRM
from .tokens import PhraseError, phrases

if TYPE_CHECKING:
    from .ast import Anchor, Statement
    from .tokens import Scanner, Token

SIDES = {
    "before": "before", "prior to": "before", "bef .": "before", "bef": "before",
    "after": "after", "aft .": "after", "aft": "after", "past": "after", "following": "after",
    "some time after": "after", "sometime after": "after", "at some point after": "after",
    "some time before": "before", "sometime before": "before", "at some point before": "before",
    "by": "by", "no later than": "by", "not later than": "by", "at or before": "by",
    "on or before": "by", "not after": "by",
    "in or before": "by", "in or after": "from", "no sooner than": "from",
    "subsequent to": "after", "earlier than": "before", "later than": "after",
    "long after": "after", "long before": "before",
    "not before": "from", "no earlier than": "from", "not earlier than": "from",
    "at or after": "from", "on or after": "from", "not until": "from",
}  # fmt: skip
_SIDING = phrases(SIDES)
_UNKNOWN = phrases(("unknown", "tbd", "tba", "n . d .", "n . d", "undated"))
_DELAYS = {
    "shortly": "shortly", "soon": "shortly", "not long": "shortly", "a short time": "shortly",
    "a short while": "shortly", "a little while": "shortly", "a little": "shortly",
    "moments": "moments", "right": "moments", "immediately": "moments", "directly": "moments",
    "a moment": "moments", "just": "just",
}  # fmt: skip
_OF_LENGTH = ("over", "under", "more", "less", "short")
_BETWEEN = phrases((
    "between the hours of", "between", "bet .", "bet", "sometime between", "some time between",
    "at some point between",
))  # fmt: skip
_AMID = phrases((
    "halfway through", "half way through", "midway through", "partway through", "part way through",
    "in the middle of", "in the midst of", "in the course of",
))  # fmt: skip
_SAME = (
    "at the same time as", "same time as", "at the time of", "at the moment of",
    "at the instant of",
)  # fmt: skip
_WITH = (
    "when", "as", "upon", "contemporaneously with", "simultaneously with", "concurrently with",
)  # fmt: skip
_ENDS = {
    "at the start of": "start", "at the beginning of": "start", "at the outset of": "start",
    "at the end of": "end", "at the close of": "end", "at the conclusion of": "end",
}  # fmt: skip
_SAMES = frozenset(words.partition(" ")[0] for words in (*_SAME, *_WITH))
_NOT_AT = ("at least", "at most", "at or")
_DELAYING = phrases(_DELAYS)
_OFFSETS = ("before", "after", "prior to", "following", "from", "into")
_AND = re.compile(r"\sand\s", re.IGNORECASE).search
_DASHES = ("-", "\N{EN DASH}", "\N{EM DASH}")
_ANCHOR = "name what it is measured from: 3h after @id, or 3h after 14:00"


class Statements(DayStatements):
    """Reads statements one after the other; see docs/time.md for their grammar."""

    dashed: tuple[Anchor, Anchor] | None = None
    """The ends of the last range that was written with a dash."""

    def conjunction(self) -> tuple[Statement, ...]:
        statements = [self.statement()]
        while self.scan.word(";") or self.joins():
            statements.append(self.statement())
        return tuple(statements)

    def joins(self) -> bool:
        """Read ``but`` or ``and`` in front of another side: ``after 14:00 but before 15:00``."""
        scan = self.scan
        start = scan.index
        scan.word(",")
        if scan.word("but", "and") and scan.next.text in _SIDING:
            return True
        scan.index = start
        return False

    def same(self) -> At | None:
        """``at the time of @x``, ``when @x``, ``at the end of @x``; or nothing."""
        scan = self.scan
        start = scan.index
        if words := scan.word(*_SAME):
            return At(self.anchor(words))
        words = scan.word(*_WITH, *_ENDS)
        if words and scan.next.kind == "ref":
            ref = self.ref(words)
            return At(ref._replace(node=ref.node or _ENDS.get(words, "")))
        scan.index = start
        return None

    def statement(self) -> Statement:
        scan = self.scan
        first, second = scan.next, scan.tokens[min(scan.index + 1, len(scan.tokens) - 1)]
        if first.kind in FIRM or (first.text == "~" and second.kind in FIRM):
            return self.moment()
        begun = scan.index
        if scan.one_of(_UNKNOWN):
            return Unknown()
        if scan.one_of(_BETWEEN):
            self.between = not _AND(scan.text, scan.next.at)
            low = self.anchor("between")
            if not scan.word("and", *(_DASHES if self.between else ())):
                raise scan.error("`between` needs two ends", "between @a and @b, or 14:00..16:30")
            self.between = False
            self.closing(low)
            high = self.anchor("and")
            self.ends_day = False
            return Among(*pair(low, high))
        if scan.sees_any(("aged", "age")):
            return self.aged()
        second = scan.tokens[min(scan.index + 1, len(scan.tokens) - 1)]
        if first.text == "during" and (second.kind in ("ref", "end")):
            scan.index += 1
            return Inside(self.ref("during"), False)
        if scan.one_of(_AMID):
            if scan.next.kind == "ref":
                return Inside(self.ref("during"), False)
            scan.index = begun
        if words := scan.one_of(_SIDING):
            return Side(SIDES[words], self.anchor(words))
        if first.text in _SAMES and (at := self.same()):
            return at
        if scan.next.text == "at" and not any(map(scan.sees, _NOT_AT)):
            scan.index += 1
            return self.or_so(At(self.anchor("at")))
        return self.day_of() or self.part_of() or self.delay() or self.offset() or self.moment()

    def delay(self) -> Offset | None:
        scan = self.scan
        start = scan.index
        word = scan.one_of(_DELAYING)
        if not word:
            return None
        side = scan.word("before", "after", "past")
        if not side:
            behind, scan.index = scan.next, start
            if " " in word or behind.text in _OF_LENGTH:  # `just over an hour after @x`
                return None
            hint = f"leave `{word}` out" if behind.kind == "number" else f"{word} after @id"
            raise scan.error(f"`{word}` needs before or after", hint)
        low, high = getattr(self.widths, _DELAYS[word])
        self.ends_day = side == "before"
        anchor = self.anchor(side)
        self.ends_day = False
        return Offset(Duration(max(1, low), high, word), -1 if side == "before" else 1, anchor)

    def or_so(self, statement: At) -> Statement:
        """What may follow a point: ``or later``, ``or earlier``, ``or shortly after``."""
        scan = self.scan
        anchor = statement.anchor
        if scan.next.text == "at":
            side = scan.word("at the latest", "at the earliest")
            side = {"at the latest": "by", "at the earliest": "from"}.get(side, "")
            return Side(side, anchor) if side else statement
        if not scan.sees("or"):
            return statement
        if isinstance(anchor, Moment) and scan.word("or thereabouts", "or so"):
            return At(anchor._replace(approximate=True))
        start = scan.index
        limit = scan.word("or later", "or after", "or thereafter", "or earlier", "or before")
        if limit and scan.next.kind not in ("ref", *FIRM):
            return Side("by" if limit in ("or earlier", "or before") else "from", anchor)
        scan.index = start + 1  # `14:00 or after @x` are alternatives
        word = scan.word(*_DELAYS)
        side = scan.word("after", "afterwards", "thereafter", "later", "before") if word else ""
        if not side or scan.next.kind in ("ref", *FIRM):
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
        to_the_day = bool(duration.soft in ("", "rounding") and scan.word("to the day"))
        said = scan.next
        side = scan.word(*_OFFSETS, *(("of",) if within else ()))
        if side == "of":
            return Offset(duration, 0, self.anchor(side))
        if not side:
            end = scan.next
            scan.index = start
            if end.text == "s" or (scan.tokens[start + 1].text in ("s", "'") and self.is_decade()):
                return None
            if end.kind == "end" and not self.is_clock():
                raise scan.error("a length of time is not a point in time", _ANCHOR)
            if end.text in ("later", "earlier", "ago", "prior"):
                raise PhraseError(f"`{end.text}` than what?", end.at, len(end.raw), _ANCHOR)
            return None
        if side == "into":
            ref = self.ref(side)
            return Offset(duration, 1, ref._replace(node=ref.node or "start"))
        self.ends_day = side in ("before", "prior to")
        anchor = self.anchor(side)
        self.ends_day = False
        if to_the_day and not (duration.calendar and isinstance(anchor, Moment) and anchor.days):
            scan.index = start
            return None
        asks = side == "from" and not within and scan.next.text not in TO
        if asks and isinstance(anchor, Moment):
            raise _lasting_or_later(scan, scan.tokens[start], said)
        if duration.calendar and isinstance(anchor, Moment) and anchor.days:
            anchor = anchor._replace(days=anchor.days._replace(digits=""))  # no clock is meant
        return Offset(duration, -1 if side in ("before", "prior to") else 1, anchor)

    def is_decade(self) -> bool:
        """Whether what stands here is a decade such as ``1960s``, and no seconds."""
        digits = self.scan.next.text
        return len(digits) == 4 and digits.isdecimal() and digits.endswith("0")

    def is_clock(self) -> bool:
        """Whether what stands here is an hour such as ``22h``, and no duration."""
        start = self.scan.index
        self.scan.word(*APPROXIMATELY)
        try:
            clock = read_clock(self.scan) is not None and self.scan.done()
        except PhraseError:
            clock = False
        self.scan.index = start
        return clock

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
        if (not dash and scan.done()) or scan.next.text in (";", "?", "for", "or", ",", "]", *TO):
            return Between(low, None)
        high = self.short_year(low) or self.point()
        low = first_end(low, high)
        self.dashed = (low, high) if dash else None
        if isinstance(low, Moment) and isinstance(high, Moment) and high.days is None:
            if low.trails:
                raise scan.error("on which day does it end?", "write the date once, at the end")
            high = high._replace(days=low.days, zone=high.zone or low.zone)
        if isinstance(low, Moment) and isinstance(high, Moment):
            low = zoned(low, high)
        return Between(low, high)

    def short_year(self, low: Anchor) -> Moment | None:
        """The 45 of ``1939–45``."""
        token = self.scan.next
        days = low.days if isinstance(low, Moment) else None
        if days is None or not days.digits or len(token.text) != 2 or not token.text.isdecimal():
            return None
        if self.scan.tokens[self.scan.index + 1].kind not in ("end", "mark"):
            return None
        year = int(days.digits[:2] + token.text)
        if year <= int(days.digits) or self.scan.tokens[self.scan.index + 1].text == ":":
            return None
        self.scan.index += 1
        first = date(year, 1, 1).toordinal()
        last = Days(first, month_last(year, 12), "year")
        return Moment(last, at=token.at, length=len(token.raw))

    def joins_date(self) -> bool:
        """Whether a hyphen without blanks comes next behind a date: ``2026-1-5`` is no range."""
        before, hyphen = self.scan.tokens[self.scan.index - 1], self.scan.next
        return hyphen.text == "-" and before.kind == "date" and before.stop == hyphen.at


def _lasting_or_later(scan: Scanner, first: Token, side: Token) -> PhraseError:
    """What is asked of ``two hours from 9:00``, of which ``side`` is the word in between."""
    last = scan.tokens[scan.index - 1]
    long, point = scan.text[first.at : side.at].strip(), scan.text[side.stop : last.stop].strip()
    hint = f"so long: write from {point} for {long}; so much later: {long} after {point}"
    return PhraseError(
        "does it last so long, or is it later?", first.at, last.stop - first.at, hint
    )
