"""Reads what is written under ``when``: statements, ranges and what lasts.

Reading needs no dates, zones or other events; semantics.py gives a statement its bounds. The
grammar is in docs/time.md. Nothing here guesses: what is not in the grammar is a PhraseError.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .ast import At, Between, Inside, Moment, Phrase, Unknown
from .clock import TO
from .durations import Duration, read_duration
from .range_ends import both_ends
from .statements import Statements
from .tokens import PhraseError, phrases

if TYPE_CHECKING:
    from .ast import Statement
    from .widths import Widths

_PRESENT = ("now", "the present", "present", "today", "date", "this day", "the present day")
_OPEN_ENDS = (
    *(f"{to} {now}" for to in ("up to", "to", "until", "till", "through") for now in _PRESENT),
    "onwards", "onward", "on", "and onwards", "and still going on",
)  # fmt: skip
_GOING_ON = ("ongoing", "still ongoing", "still going on", "still in progress", "continuing")
_LASTS = frozenset(("from", "for", "since", *TO))
_STILL = phrases(_GOING_ON)
_DOUBTFUL = phrases(("probably", "perhaps", "possibly", "maybe", "presumably", "prob .", "poss ."))
_OPEN = (Between(None, None),)
_ALTERNATIVES = re.compile(r"\bor\b|^\s*\[", re.IGNORECASE).search


def read_phrase(text: str, widths: Widths, zones: frozenset[str], lang: str = "") -> Phrase:
    """Read a whole phrase. ``zones`` are the short zone names that the file defines.

    Months may be named in the language ``lang`` of the file as well as in English.

    Raises PhraseError with the place of the first part that is not in the language.
    """
    reader = Reader(text, widths, zones, lang)
    if reader.scan.done():
        raise PhraseError("an empty time", 0, 1, "leave `when` out, or write unknown")
    if _ALTERNATIVES(text):
        from .alternatives import read_alternatives

        phrase = read_alternatives(reader)
    else:
        phrase = reader.phrase()
    if not reader.scan.done():
        raise _left_over(reader, phrase)
    return phrase


def _left_over(reader: Reader, phrase: Phrase) -> PhraseError:
    """The error for a part that fits nowhere; behind a date without its year, for that date."""
    first = phrase.start[0]
    moment = first.anchor if isinstance(first, At) else None
    if isinstance(moment, Moment) and moment.days and moment.days.lacks == "year":
        from .header_dates import which_year

        return which_year(phrase.text, moment, moment.days)
    return reader.surprise()


def advise(
    error: PhraseError, text: str, widths: Widths, zones: frozenset[str], lang: str = ""
) -> None:
    """Give an error the hint that leads to a reading, where one is known; it takes a while.

    The other arguments are those of ``read_phrase``, which raised it.
    """
    from .header_dates import lacking
    from .suggestions import improve

    def reads(other: str) -> bool:
        try:
            return not lacking(read_phrase(other, widths, zones, lang))
        except PhraseError:
            return False

    improve(error, text, reads)


def read_span(text: str, widths: Widths, zones: frozenset[str], lang: str = "") -> Phrase:
    """Read the value of ``from`` or ``to``: a phrase that does not last by itself.

    An event alone is the time of it: ``from: "@valve"``.
    """
    reader = Reader(text, widths, zones, lang)
    if reader.scan.word(*_PRESENT, *_GOING_ON) and reader.scan.done():
        return Phrase(text, (Unknown(),), ongoing=True)
    reader.scan.index = 0
    if reader.scan.next.kind == "ref":
        phrase = Phrase(text, reader.bound("from"), doubted=reader.doubt())
        if not reader.scan.done():
            raise reader.surprise()
        return phrase
    phrase = read_phrase(text, widths, zones, lang)
    if phrase.lasts:
        raise PhraseError("a start and an end in one place", 0, len(text), "from: 22:00, to: 24:00")
    return phrase


def lasting(text: str, start: Phrase | None, end: Phrase | None, length: Phrase | None) -> Phrase:
    """The phrase of a claim in parts: ``from``, ``to`` and ``for``, each read by itself."""
    if (start and start.alternatives) or (end and end.alternatives):
        from .alternatives import each_with_each

        return each_with_each(text, start, end, length, lasting)
    duration = length.duration if length else None
    first: tuple[Statement, ...] = start.start if start else (Unknown(),)
    first, last = both_ends(first, end.start if end else ())
    doubted = any(part is not None and part.doubted for part in (start, end, length))
    ongoing = end is not None and end.ongoing
    return Phrase(text, first, last, duration, True, doubted, ongoing)


class Reader(Statements):
    """Reads a phrase, or one of several that a phrase is made of."""

    def phrase(self) -> Phrase:
        scan = self.scan
        text = scan.text
        self.between = self.ends_day = False
        if scan.one_of(_DOUBTFUL):
            self.uncertain = True
        if scan.word("throughout"):
            inside = (Inside(self.ref("throughout"), True),)
            return Phrase(text, inside, inside, lasts=True, doubted=self.doubt())
        if scan.next.text in _LASTS or scan.sees("up until"):
            return self.lasting()
        if scan.one_of(_STILL):
            known = self.conjunction() if scan.word(";") else (Unknown(),)
            return Phrase(text, known, (Unknown(),), None, True, self.doubt(), True)
        if scan.sees("/") and not scan.sees("/ /") and len(scan.tokens) > 2:
            return self.interval((Unknown(),))
        start = self.conjunction()
        if scan.sees("/"):
            return self.interval(start)
        return Phrase(text, start, doubted=self.doubt())

    def lasting(self) -> Phrase:
        scan = self.scan
        start: tuple[Statement, ...] = (Unknown(),)
        end: tuple[Statement, ...] = ()
        duration = None
        ongoing = bool(scan.word("ever since", "since"))
        if ongoing or scan.word("from"):
            self.from_ = not ongoing
            start = self.bound("from")
            self.from_ = False
            if self.dashed and len(start) == 1 and scan.next.text not in TO:
                low, high = self.dashed
                start, end = both_ends((At(low),), (At(high),))
            elif scan.word("?"):  # a doubtful start is a doubtful claim
                self.uncertain = True
        if scan.next.text == "," and scan.tokens[scan.index + 1].text in (*TO, "for"):
            scan.index += 1
        if ongoing or scan.word(*_OPEN_ENDS):
            scan.word(",")
            scan.word(*_GOING_ON)
            end, ongoing = (Unknown(),), True
        elif not end and scan.word("up until", *TO):
            self.closing(*(s.anchor for s in start if isinstance(s, At)))
            end = self.bound("to")
            self.ends_day = False
            start, end = both_ends(start, end)
        if scan.word("for"):
            duration = self.lasts_for()
        doubted = self.doubt()
        return Phrase(scan.text, start, end, duration, True, doubted, ongoing)

    def bound(self, after: str) -> tuple[Statement, ...]:
        """The statements behind ``from`` or ``to``, where an event alone is the time of it."""
        if self.scan.next.kind != "ref":
            return self.conjunction()
        statements: list[Statement] = [At(self.ref(after))]
        while self.scan.word(";"):
            statements.append(self.statement())
        return tuple(statements)

    def lasts_for(self) -> Duration:
        duration = read_duration(self.scan, self.widths)
        if duration is None:
            raise self.scan.error("a duration is missing", "for ~3h, for 90m, for less than 10m")
        return duration

    def interval(self, start: tuple[Statement, ...]) -> Phrase:
        """EDTF ``A/B``; ``..`` is an open end. Either side may be a clock with its date.

        Nothing on one side is an end that nobody knows: ``1985/``.
        """
        self.scan.index += 1
        end: tuple[Statement, ...] = (Unknown(),)
        if not self.scan.word("..") and not (
            self.scan.done() and (_dated(start) or start == _OPEN)
        ):
            since = self.scan.index
            end = self.conjunction()
            self.check_two_days(start, end)
            if start == (Unknown(),) and not _dated(end):
                raise self.scan.error("a start is missing", "/2023-11-17, or to 10:00", since)
        if start == _OPEN:
            start = (Unknown(),)
        start, end = both_ends(start, end)
        return Phrase(self.scan.text, start, end, lasts=True, doubted=self.doubt())

    def check_two_days(self, start: tuple[Statement, ...], end: tuple[Statement, ...]) -> None:
        """Refuse ``24/25 October 1904``, which two readers would understand differently."""
        if not (_dated(start) and _dated(end)):
            return
        from .both_calendars import two_days

        scan = self.scan
        if error := two_days(scan.text, scan.tokens[0].at, scan.tokens[scan.index - 1].stop):
            raise error

    def doubt(self) -> bool:
        return bool(self.scan.word("?")) or self.uncertain


def _dated(statements: tuple[Statement, ...]) -> bool:
    """Whether this is a date, with or without a clock."""
    first = statements[0]
    return isinstance(first, At) and isinstance(first.anchor, Moment) and bool(first.anchor.days)
