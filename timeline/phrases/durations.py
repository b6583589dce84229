"""Durations in phrases: ``2h15m``, ``half an hour``, ``a few hours``, ``~3h``, ``< 10m``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import DAY

from .widths import NUMBERS, UNITS, Widths, around_duration

if TYPE_CHECKING:
    from collections.abc import Callable

    from .tokens import Scanner

APPROXIMATELY = (
    "~", "±", "about", "around", "roughly", "circa", "ca .", "ca", "approximately", "approx .",
    "approx", "nearly", "almost",
)  # fmt: skip
NEARLY = ("nearly", "almost")
LONGEST = 10_000 * 366 * DAY

_EXAMPLES = "a duration looks like 90m, 2h15m, half an hour, a few hours, ~3h or < 10m"


class Duration(NamedTuple):
    """A length of time: [low, high] in microseconds, both included; ``high`` None is open.

    ``soft`` names the vague word or rounding that gave it its width; empty when it is hard.
    ``unit`` is the last one written; 0 where none is.
    """

    low: int
    high: int | None
    soft: str = ""
    unit: int = 0


class Length(NamedTuple):
    """A length as written: microseconds, and its last unit."""

    micros: int
    unit: int


def read_duration(scan: Scanner, widths: Widths) -> Duration | None:
    """Read a duration here, or nothing. Raises PhraseError for one that is cut or reversed."""
    start = scan.index
    build = _qualifier(scan) if scan.next.text in _QUALIFYING else None
    if build is None:
        return _vague(scan, widths) or _plain(scan)
    length = read_length(scan)
    if length is None:
        scan.index = start
        return None
    return build(length)


def _qualifier(scan: Scanner) -> Callable[[Length], Duration] | None:
    for words, build in _QUALIFIERS.items():
        if scan.word(*words):
            return build
    return None


def read_length(scan: Scanner) -> Length | None:
    """Read ``2h15m``, ``two hours and 5 minutes`` or ``half an hour`` here, or nothing."""
    start = scan.index
    if special := _in_words(scan):
        return special
    total, unit = 0, 0
    while True:
        mark = scan.index
        if total and scan.word("and"):
            pass
        part = _component(scan)
        if part is None or (unit and part.unit >= unit):
            scan.index = mark
            break
        total, unit = total + part.micros, part.unit
    if not unit:
        scan.index = start
        return None
    if total > LONGEST:
        raise scan.error("a duration of more than 10,000 years", since=start)
    return Length(total, unit)


def _component(scan: Scanner) -> Length | None:
    start = scan.index
    if token := scan.take("number"):
        whole, _, fraction = token.text.partition(".")
    elif (word := scan.next.text) in NUMBERS:
        scan.index += 1
        whole, fraction = str(NUMBERS[word]), ""
    else:
        return None
    unit = UNITS.get(scan.next.text)
    if unit is None or scan.next.kind != "word" or len(whole) + len(fraction) > 18:
        scan.index = start
        return None
    scan.index += 1
    shares = 10 ** len(fraction)
    return Length(int(whole) * unit + int(fraction or 0) * unit // shares, max(1, unit // shares))


def _in_words(scan: Scanner) -> Length | None:
    start = scan.index
    share = 1
    if scan.word("half an", "half a"):
        share = 2
    elif scan.word("a quarter of an", "quarter of an"):
        share = 4
    elif not scan.word("an", "a"):
        return None
    unit = UNITS.get(scan.next.text)
    if unit is None or len(scan.next.text) == 1 or scan.next.text.endswith("s"):
        scan.index = start
        return None
    scan.index += 1
    if share == 1 and scan.word("and a half"):
        return Length(unit + unit // 2, unit // 2)
    return Length(unit // share, unit // share)


def _vague(scan: Scanner, widths: Widths) -> Duration | None:
    start = scan.index
    word = scan.word(
        "a couple of", "a couple", "couple of", "a few", "few", "several", "a number of"
    )
    unit = UNITS.get(scan.next.text)
    plural = scan.next.text.endswith("s") and len(scan.next.text) > 2
    if unit is None or not plural or scan.next.kind != "word":
        scan.index = start
        return None
    if not word and scan.next.text not in ("seconds", "minutes", "hours", "days", "weeks"):
        return None
    scan.index += 1
    plain = scan.tokens[scan.index - 1].text
    if not word:
        low, high = getattr(widths, plain)
        return Duration(low * unit, high * unit, plain, unit)
    name = "couple" if "couple" in word else "few" if "few" in word else "several"
    low, high = getattr(widths, name)
    return Duration(low * unit, high * unit, f"{word} {plain}", unit)


def _plain(scan: Scanner) -> Duration | None:
    start = scan.index
    first = read_length(scan) or _bare_number(scan)
    if first is None:
        return None
    if scan.word("±", "+-"):
        spread = read_length(scan)
        if spread is None:
            raise scan.error("a duration is missing after ±", _EXAMPLES)
        low = max(0, first.micros - spread.micros)
        unit = min(first.unit, spread.unit)
        return Duration(low, first.micros + spread.micros, "", unit)
    if scan.sees(".."):
        scan.index += 1
        last = read_length(scan)
        if last is None:
            scan.index = start
            return None
        if last.micros < first.micros:
            raise scan.error("a range that runs backwards", "the shorter end first", since=start)
        return Duration(first.micros, last.micros, "", min(first.unit, last.unit))
    half = first.unit // 2
    return Duration(max(0, first.micros - half), first.micros + half, "rounding", first.unit)


def _bare_number(scan: Scanner) -> Length | None:
    """The 2 of ``2..5 hours``, which has the unit of the other end."""
    tokens, at = scan.tokens, scan.index
    if len(tokens) < at + 4 or tokens[at].kind != "number" or tokens[at + 1].text != "..":
        return None
    unit = UNITS.get(tokens[at + 3].text)
    if unit is None or tokens[at + 2].kind != "number":
        return None
    if not tokens[at].text.isdecimal() or len(tokens[at].text) > 18:
        return None
    scan.index += 1
    return Length(int(tokens[at].text) * unit, unit)


def _nearly(length: Length) -> Duration:
    low = length.micros - around_duration(length.micros)
    return Duration(low, length.micros, "nearly", length.unit)


def _around(length: Length) -> Duration:
    width = around_duration(length.micros)
    return Duration(length.micros - width, length.micros + width, "~", length.unit)


_QUALIFIERS = {
    ("less than", "under", "<"): lambda d: Duration(1, max(1, d.micros - 1), "", d.unit),
    ("<=", "up to", "at most", "no more than", "within"): lambda d: Duration(
        1, d.micros, "", d.unit
    ),
    ("over", "more than", ">"): lambda d: Duration(d.micros + 1, None, "", d.unit),
    (">=", "at least"): lambda d: Duration(d.micros, None, "", d.unit),
    ("exactly",): lambda d: Duration(d.micros, d.micros, "", d.unit),
    NEARLY: _nearly,
    APPROXIMATELY: _around,
}
_QUALIFYING = frozenset(phrase.partition(" ")[0] for words in _QUALIFIERS for phrase in words)
