"""Lengths of time as written: ``2h15m``, ``half an hour``, ``two and a half years``.

Months and years have no fixed length: they are counted apart, on the calendar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import DAY

from .widths import MONTHS, NUMBERS, UNITS

if TYPE_CHECKING:
    from .tokens import Scanner

LONGEST = 10_000 * 366 * DAY
MONTH, YEAR = 30 * DAY, 365 * DAY
"""Sizes that only put units in order."""

TENS = ("thir", "four", "fift", "sixt", "seve", "eigh", "nine", "twen", "fort")
_SHORT = ("min", "mins", "sec", "secs", "hr", "hrs", "h", "m", "s", "yr", "yrs")
_MORE = {"and a half": 2, "and a quarter": 1, "and three quarters": 3}
"""So many quarters of a unit."""
_FRACTIONS = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4)}


class Length(NamedTuple):
    """A length as written: microseconds and months beside them, and its last unit's size."""

    micros: int
    unit: int
    months: int = 0


def half_unit(unit: int) -> tuple[int, int]:
    """Half of a unit, as months and microseconds; that of a month is of the longest."""
    if unit < MONTH - 2 * DAY:
        return 0, unit // 2
    months = round(unit / MONTH) if unit < YEAR // 2 else round(unit * 12 / YEAR)
    return months // 2, months % 2 * 31 * DAY // 2


def read_length(scan: Scanner) -> Length | None:
    """Read ``2h15m``, ``two hours and 5 minutes`` or ``half an hour`` here, or nothing."""
    start = scan.index
    if special := _in_words(scan):
        return special
    total, unit, months = 0, 0, 0
    while True:
        mark = scan.index
        if unit:
            scan.word("and", ",")
        part = _component(scan)
        if part is None or (unit and part.unit >= unit):
            scan.index = mark
            break
        total, unit, months = total + part.micros, part.unit, months + part.months
    if not unit:
        scan.index = start
        return None
    if total > LONGEST or months > 120_000:
        raise scan.error("a duration of more than 10,000 years", since=start)
    return Length(total, unit, months)


def read_fixed(scan: Scanner) -> Length | None:
    """``read_length`` of a fixed length. Raises PhraseError for months and years."""
    start = scan.index
    length = read_length(scan)
    if length is not None and length.months:
        raise scan.error("months and years differ in length", "write days or weeks", start)
    return length


def read_count(scan: Scanner) -> int | None:
    """Read a whole number, in digits or in words, or nothing."""
    token = scan.next
    if token.kind == "number" and token.text.isdecimal() and len(token.text) <= 18:
        scan.index += 1
        return int(token.text)
    inverted = token.text in NUMBERS and scan.tokens[scan.index + 1].text == "and"
    if token.text in NUMBERS and not inverted:
        scan.index += 1
        return NUMBERS[token.text]
    if inverted or (
        token.kind == "word" and (token.text.startswith(TENS) or "-and-" in token.text)
    ):
        from .number_words import read_number

        return read_number(scan)
    return None


def unit_length(word: str, count: int = 1) -> Length | None:
    """So many of the unit that a word names; None where it names none."""
    if (micros := UNITS.get(word)) is not None:
        return Length(count * micros, micros)
    if (months := MONTHS.get(word)) is not None:
        return Length(0, _size(months), count * months)
    return None


def _size(months: int) -> int:
    return months * MONTH if months < 6 else months * YEAR // 12


def _component(scan: Scanner) -> Length | None:
    start = scan.index
    fraction = ""
    count = read_count(scan)
    if count is None:
        token = scan.take("number")
        if token is None or len(token.text) > 18 or "." not in token.text:
            scan.index = start
            return None
        whole, _, fraction = token.text.partition(".")
        if not (whole + fraction).isdecimal():
            scan.index = start
            return None
        count = int(whole)
    elif share := _share(scan):
        unit = unit_length(scan.next.text)
        if unit is not None and scan.next.kind == "word":
            scan.index += 1
            return _parts(unit, count * share[1] + share[0], share[1])
    unit = unit_length(scan.next.text)
    if unit is None or scan.next.kind != "word":
        scan.index = start
        return None
    scan.index += 1
    if scan.next.text == "." and scan.tokens[scan.index - 1].text in _SHORT:
        scan.index += 1
    if not fraction and (more := scan.word(*_MORE)):
        if more == "and a half":
            return _parts(unit, count * 2 + 1, 2)
        return _parts(unit, count * 4 + _MORE[more], 4)
    shares = 10 ** len(fraction)
    if unit.months and fraction:
        whole_months, left = divmod(int(str(count) + fraction) * unit.months, shares)
        if left:
            raise scan.error("a part of a month has no length", "write days or weeks", start)
        return Length(0, max(1, unit.unit // shares), whole_months)
    size = unit.unit
    micros = 0 if unit.months else count * size + int(fraction or 0) * size // shares
    return Length(micros, max(1, size // shares), count * unit.months)


def _share(scan: Scanner) -> tuple[int, int] | None:
    """Read ``and a half`` or ``½`` behind a number, in front of its unit."""
    if scan.word("and a half"):
        return 1, 2
    if scan.word("and a quarter"):
        return 1, 4
    if mark := scan.word(*_FRACTIONS):
        return _FRACTIONS[mark]
    tokens = scan.tokens[scan.index : scan.index + 3]
    if [token.text for token in tokens] in (["1", "/", "2"], ["1", "/", "4"]):
        scan.index += 3
        return 1, int(tokens[2].text)
    return None


def _parts(unit: Length, count: int, of: int) -> Length:
    """So many halves or quarters of a unit."""
    if unit.months % of:
        days = unit.unit // of // DAY * DAY  # half a month is 15 days
        months, left = divmod(count, of)
        return Length(left * days, days, months * unit.months)
    if unit.months:
        return Length(0, _size(unit.months // of), count * unit.months // of)
    return Length(count * unit.micros // of, unit.unit // of)


def _in_words(scan: Scanner) -> Length | None:
    """``an hour``, ``half an hour``, ``a quarter of an hour``, ``an hour and a half``."""
    start = scan.index
    share = 1
    if scan.word("half an", "half a", "a half", "half", "½", "1 / 2"):
        share = 2
    elif scan.word("a quarter of an", "quarter of an"):
        share = 4
    elif not scan.word("an", "a", *(("the",) if scan.tokens[start - 1].text == "within" else ())):
        return None
    word = scan.next.text
    unit = None if len(word) == 1 or word.endswith("s") else unit_length(word)
    if unit is None:
        scan.index = start
        return None
    scan.index += 1
    if share == 1 and (more := scan.word(*_MORE)):
        return _parts(unit, 3, 2) if more == "and a half" else _parts(unit, 4 + _MORE[more], 4)
    return _parts(unit, 1, share) if share > 1 else unit
