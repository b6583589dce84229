"""Reads one of several alternatives, or those that share the words behind the last of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from crisis.timeline.base.namedtuple import NamedTuple

from .ast import At, Moment, Offset, Phrase
from .durations import read_duration
from .range_ends import either_half
from .tokens import PhraseError

if TYPE_CHECKING:
    from .ast import Anchor, Ref, Statement
    from .tokens import Scanner, Token
    from .widths import Widths


class Reader(Protocol):
    """What reads a phrase, and the parts of one; see parser.py."""

    scan: Scanner
    widths: Widths

    def phrase(self) -> Phrase: ...
    def bound(self, after: str) -> tuple[Statement, ...]: ...
    def moment(self) -> Statement: ...
    def anchor(self, after: str) -> Anchor: ...
    def ref(self, after: str) -> Ref: ...
    def zone(self) -> str: ...
    def doubt(self) -> bool: ...


class Part(NamedTuple):
    """An alternative, and how it is written, with what it shares with others in the same words."""

    phrase: Phrase
    written: str


def plain(reader: Reader) -> Part:
    """The next alternative, whole."""
    begun = reader.scan.next
    return Part(reader.phrase(), written_since(reader, begun))


def written_since(reader: Reader, begun: Token) -> str:
    scan = reader.scan
    return scan.text[begun.at : max(begun.at, scan.tokens[scan.index - 1].stop)].rstrip("? ")


def distances(reader: Reader) -> list[Part]:
    """``1h or 3h after @a``; nothing where something else comes next."""
    scan = reader.scan
    start = scan.index
    lengths = []
    while True:
        begun = scan.next
        duration = read_duration(scan, reader.widths)
        if duration is None:
            break
        lengths.append((duration, written_since(reader, begun)))
        if not scan.word("or", ","):
            break
    begun = scan.next
    side = scan.word("before", "after") if duration is not None and len(lengths) > 1 else ""
    if not side:
        scan.index = start
        return []
    anchor = reader.anchor(side)
    tail = written_since(reader, begun)
    doubted = reader.doubt()
    sign = -1 if side == "before" else 1
    return [
        Part(Phrase(scan.text, (Offset(length, sign, anchor),), doubted=doubted), f"{text} {tail}")
        for length, text in lengths
    ]


def numbers(reader: Reader) -> list[Part]:
    """``10 or 11 April 1912``, ``2 or 3 p.m.``: what stands behind the last is of all of them."""
    scan = reader.scan
    start = scan.index
    numbers: list[Token] = []
    while (token := scan.take("number")) and token.text.isdecimal() and scan.word("or", ","):
        numbers.append(token)
    scan.index = start + 2 * len(numbers)
    if not numbers:
        return []
    last = scan.next
    try:
        phrase, written = plain(reader)
    except PhraseError:
        scan.index = start
        return []
    statement = phrase.start[0]
    moment = statement.anchor if isinstance(statement, At) else None
    digits = re.match(r"\d+", written)
    if not isinstance(moment, Moment) or digits is None or last.kind not in ("number", "date"):
        scan.index = start
        return []
    tail = written[digits.end() :]
    parts = []
    for token in numbers:
        other = _renumbered(moment, int(digits[0]), token)
        if other is None:
            scan.index = start
            return []
        parts.append(Part(phrase._replace(start=(At(other),)), token.raw + tail))
    return [*parts, Part(phrase, written)]


def _renumbered(moment: Moment, own: int, token: Token) -> Moment | None:
    """A day of the month, or an hour, with another number."""
    from datetime import date

    number = int(token.text)
    days, clock = moment.days, moment.clock
    if clock is None and days is not None and days.precision == "day":
        day = date.fromordinal(days.first)
        if day.day != own:
            return None
        try:
            first = day.replace(day=number).toordinal()
        except ValueError:
            hint = f"{day:%B %Y} has no day {number}"
            raise PhraseError(f"no such day: {number}", token.at, len(token.raw), hint) from None
        days = days._replace(first=first, last=first)
    elif days is None and clock is not None and clock.half and clock.rounded and 1 <= number <= 12:
        clock = clock._replace(micro=clock.micro - own % 12 * clock.unit + number % 12 * clock.unit)
        if own == 12 != number:
            raise either_half(moment._replace(clock=clock, at=token.at, length=len(token.raw)))
    else:
        return None
    return moment._replace(days=days, clock=clock, at=token.at, length=len(token.raw))
