"""Durations in phrases: ``2h15m``, ``half an hour``, ``a few hours``, ``~3h``, ``< 10m``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import DAY

from .lengths import LONGEST, YEAR, Length, half_unit, read_count, read_length, unit_length
from .tokens import phrases
from .widths import MONTHS, UNITS, Widths, around_duration

if TYPE_CHECKING:
    from collections.abc import Callable

    from .tokens import Scanner

__all__ = ["APPROXIMATELY", "LONGEST", "NEARLY", "Duration", "read_duration"]

APPROXIMATELY = (
    "~", "±", "about", "around", "roughly", "circa", "ca .", "ca", "approximately", "approx .",
    "approx", "nearly", "almost", "on or about", "at or about", "at about", "c .", "c", "abt .",
    "abt", "some time around", "sometime around", "some time about", "just about", "on about",
    "at around", "at approximately", "in or about", "in or around", "at or around", "on or around",
    "say ,", "say",
)  # fmt: skip
ABOUT = phrases(APPROXIMATELY)
NEARLY = ("nearly", "almost")

_SPREAD = ("±", "+-", "+/-")
_EXAMPLES = "a duration looks like 90m, 2h15m, half an hour, a few hours, ~3h or < 10m"
_LITTLE = ("just", "a little", "a bit", "slightly", "a shade")
"""How much less or more than a length: as much as ``nearly`` and ``~`` leave open."""
_COUNTS = phrases(
    ("a couple of", "a couple", "couple of", "a few", "few", "several", "a number of")
)
_RANGE = ("..", "to", "-", "\N{EN DASH}", "or")


class Duration(NamedTuple):
    """A length of time: [low, high] in microseconds, both included; ``high`` None is open.

    ``soft`` names the vague word or rounding that gave it its width; empty when it is hard.
    ``unit`` is the last one written; 0 where none is. ``months`` come on top of low and high and
    are counted on the calendar.
    """

    low: int
    high: int | None
    soft: str = ""
    unit: int = 0
    months: tuple[int, int] = (0, 0)

    @property
    def calendar(self) -> bool:
        """Whether its length depends on where it stands in the calendar."""
        return self.months != (0, 0)


def read_duration(scan: Scanner, widths: Widths) -> Duration | None:
    """Read a duration here, or nothing. Raises PhraseError for one that is cut or reversed."""
    start = scan.index
    build = _qualifier(scan) if scan.next.text in _QUALIFYING else None
    if build is None:
        return _vague(scan, widths) or _plain(scan)
    length = read_length(scan)
    if length is not None:
        return build(length)
    if scan.tokens[start].text == "within" and (vague := _vague(scan, widths)):
        return vague._replace(low=1, months=(0, vague.months[1]))  # within minutes of
    scan.index = start
    return None


def _qualifier(scan: Scanner) -> Callable[[Length], Duration] | None:
    for words, build in _QUALIFIERS.items():
        if scan.word(*words):
            return build
    return None


def _vague(scan: Scanner, widths: Widths) -> Duration | None:
    start = scan.index
    word = scan.one_of(_COUNTS)
    plain = scan.next.text
    unit = unit_length(plain) if len(plain) > 2 and plain.endswith("s") else None
    if unit is None or scan.next.kind != "word":
        scan.index = start
        return None
    if not word and plain not in ("seconds", "minutes", "hours", "days", "weeks"):
        return None
    scan.index += 1
    if not word:
        low, high = getattr(widths, plain)
        return Duration(low * unit.micros, high * unit.micros, plain, unit.unit)
    name = "couple" if "couple" in word else "few" if "few" in word else "several"
    low, high = getattr(widths, name)
    months = (low * unit.months, high * unit.months)
    soft = f"{word} {plain}"
    return Duration(low * unit.micros, high * unit.micros, soft, unit.unit, months)


def _plain(scan: Scanner) -> Duration | None:
    start = scan.index
    whole = read_length(scan)
    first = whole or _shared_unit(scan)
    if first is None:
        return None
    if scan.next.text in _SPREAD and scan.word(*_SPREAD):
        spread = read_length(scan)
        if spread is None:
            raise scan.error("a duration is missing after ±", _EXAMPLES)
        return _spread(first, spread, min(first.unit, spread.unit))
    mark = scan.index
    if scan.next.text in _RANGE and scan.word(*_RANGE):
        last = read_length(scan)
        if last is not None and whole and scan.tokens[mark].text == "or":
            scan.index = mark  # 1h or 3h: one of two lengths, and none in between
        elif last is not None:
            if (last.months, last.micros) < (first.months, first.micros):
                message = "a range that runs backwards"
                raise scan.error(message, "the shorter end first", since=start)
            both = (first.months, last.months)
            return Duration(first.micros, last.micros, "", min(first.unit, last.unit), both)
        if scan.tokens[mark].text == "..":
            scan.index = start
            return None
        scan.index = mark
        if several := _or_two(scan, first):
            return several
    if build := _loosely(scan):
        return build(first)
    months, micros = half_unit(first.unit)
    return _spread(first, Length(micros, 0, months), first.unit, "rounding")


def _spread(first: Length, spread: Length, unit: int, soft: str = "") -> Duration:
    low, months = first.micros - spread.micros, first.months - spread.months
    if months <= 0:
        low, months = max(0, low), 0
    both = (months, first.months + spread.months)
    return Duration(low, first.micros + spread.micros, soft, unit, both)


def _shared_unit(scan: Scanner) -> Length | None:
    """The 2 of ``2..5 hours`` and ``two or three days``, which has the unit of the other end."""
    start = scan.index
    count = read_count(scan)
    if count is None or not scan.sees_any(_RANGE):
        scan.index = start
        return None
    behind = scan.index
    scan.index += 1
    last = read_count(scan)
    unit = unit_length(scan.next.text) if last is not None else None
    if unit is None or scan.next.kind != "word":
        scan.index = start
        return None
    scan.index = behind
    return Length(count * unit.micros, unit.unit, count * unit.months)


def _or_two(scan: Scanner, first: Length) -> Duration | None:
    """``an hour or two``, ``a day or so``."""
    start = scan.index
    if not scan.word("or"):
        return None
    if count := {"two": 2, "three": 3}.get(scan.next.text):
        before = scan.tokens[start - 1].text
        if before in UNITS or before in MONTHS:
            scan.index += 1
            high, months = first.micros * count, (first.months, first.months * count)
            return Duration(first.micros, high, f"or {scan.tokens[scan.index - 1].text}",
                            first.unit, months)  # fmt: skip
    scan.index = start
    return None


def _loosely(scan: Scanner) -> Callable[[Length], Duration] | None:
    """``15 minutes or more``, ``or less``, ``or so``."""
    if scan.next.text != "or":
        return None
    for words, build in _LOOSELY.items():
        if scan.word(*words):
            return build
    return None


def _width(length: Length) -> tuple[int, int]:
    """Half the width of ``~``, as months and microseconds; at most a unit, at least a tenth."""
    if not length.months:
        return 0, around_duration(length.micros)
    months = length.months
    if length.unit >= YEAR:
        return max(min(months // 3, 12), -(-months // 10)), 0
    return months // 10, 10 * DAY if months == 1 else 0 if months >= 10 else 31 * DAY


def around(length: Length) -> tuple[int, int]:
    """How much shorter or longer ``about`` so long may be, as months and microseconds."""
    return _width(length)


def _nearly(length: Length) -> Duration:
    months, micros = _width(length)
    both = (length.months - months, length.months)
    return Duration(length.micros - micros, length.micros, "nearly", length.unit, both)


def _just_under(length: Length) -> Duration:
    """Nearly, and not the whole of it."""
    nearly = _nearly(length)
    return nearly._replace(high=(nearly.high or 0) - 1, soft="just under")


def _just_over(length: Length) -> Duration:
    months, micros = _width(length)
    both = (length.months, length.months + months)
    return Duration(length.micros + 1, length.micros + micros, "just over", length.unit, both)


def _around(length: Length) -> Duration:
    months, micros = _width(length)
    both = (length.months - months, length.months + months)
    return Duration(length.micros - micros, length.micros + micros, "~", length.unit, both)


def _less(length: Length) -> Duration:
    high = length.micros - 1 if length.months else max(1, length.micros - 1)
    return Duration(1, high, "", length.unit, (0, length.months))


def _up_to(length: Length) -> Duration:
    return Duration(1, length.micros, "", length.unit, (0, length.months))


def _over(length: Length) -> Duration:
    return Duration(length.micros + 1, None, "", length.unit, (length.months, length.months))


def _at_least(length: Length) -> Duration:
    return Duration(length.micros, None, "", length.unit, (length.months, length.months))


def _exactly(length: Length) -> Duration:
    both = (length.months, length.months)
    return Duration(length.micros, length.micros, "", length.unit, both)


_QUALIFIERS = {
    ("less than", "under", "<", "well under", "fewer than"): _less,
    ("<=", "up to", "at most", "no more than", "not more than", "within"): _up_to,
    ("over", "more than", ">", "well over"): _over,
    (">=", "at least", "no less than", "not less than", "no fewer than"): _at_least,
    ("exactly", "precisely"): _exactly,
    NEARLY: _nearly,
    tuple(f"{much} {less}" for much in _LITTLE for less in ("under", "less than", "short of")):
        _just_under,
    tuple(f"{much} {more}" for much in _LITTLE for more in ("over", "more than")): _just_over,
    (*APPROXIMATELY, "some"): _around,
}  # fmt: skip
_LOOSELY = {("or more",): _at_least, ("or less",): _up_to, ("or so", "or thereabouts"): _around}
_QUALIFYING = frozenset(phrase.partition(" ")[0] for words in _QUALIFIERS for phrase in words)
