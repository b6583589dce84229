"""The words of a date: days, months, weekdays and years as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.calendar import MONTHS, WEEKDAYS

from .periods import ENDINGS, ORDINALS

if TYPE_CHECKING:
    from .tokens import Scanner

MONTHS_NAMED = {name.casefold(): number for number, name in enumerate(MONTHS, 1)}
MONTHS_NAMED |= {name[:3]: number for name, number in MONTHS_NAMED.items()} | {"sept": 9}
_WEEKDAYS = {name.casefold(): number for number, name in enumerate(WEEKDAYS)}
_WEEKDAYS |= {name[:3]: number for name, number in _WEEKDAYS.items()}
_WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_DAYS = {word: day for day, word in enumerate(ORDINALS, 1)} | {
    f"twenty-{word}": day for day, word in enumerate(ORDINALS[:9], 21)
}
_DAYS |= {"thirtieth": 30, "thirty-first": 31}


def read_to(scan: Scanner) -> int:
    return scan.tokens[max(0, scan.index - 1)].stop


def read_day(scan: Scanner) -> int | None:
    token = scan.next
    if token.text in _DAYS:
        scan.index += 1
        return _DAYS[token.text]
    if token.kind != "number" or not token.text.isdecimal() or len(token.text) > 2:
        return None
    scan.index += 1
    if scan.next.at == token.stop:
        scan.word(*ENDINGS, "d", "er", ".")  # 2d May, 1er mai, 10. Mai
    return int(token.text)


def read_month(scan: Scanner, lang: str) -> int | None:
    token = scan.next
    if token.kind != "word":
        return None
    month = month_named(token.text, lang)
    if month is not None:
        scan.index += 1
        if scan.next.text == "." and scan.next.at == token.stop:
            scan.index += 1
    return month


def month_named(name: str, lang: str) -> int | None:
    month = MONTHS_NAMED.get(name)
    if month is None and lang not in ("", "en"):
        from crisis.timeline.base.languages import days_of

        month = days_of(lang).month_named(name)
    return month


def read_weekday(scan: Scanner, lang: str) -> int | None:
    token = scan.next
    if token.kind != "word":
        return None
    weekday = _WEEKDAYS.get(token.text)
    if weekday is None and lang not in ("", "en"):
        from crisis.timeline.base.languages import days_of

        weekday = days_of(lang).weekday_named(token.text)
    scan.index += weekday is not None
    return weekday


def read_year(scan: Scanner) -> int | None:
    """The year that comes next, behind a comma, ``of`` or ``in the year``; or nothing."""
    start = scan.index
    scan.word(",", "of the year", "of", "in the year of our lord", "in the year", "in", "de")
    token = scan.next
    digits = token.text
    if token.kind == "offset" and digits[:1] == "-" and token.at == read_to(scan):
        digits = digits[1:]  # 20-Nov-2026
    if token.kind not in ("date", "offset") or not digits.isdecimal() or len(digits) != 4:
        scan.index = start
        return None
    if digits == "0000":
        return None
    scan.index += 1
    return int(digits)
