"""Seasons, quarters, weeks, decades and centuries, and what is early, mid or late in them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .date_spans import Days, days_of_season, month_last, quarter, week, week_alone
from .dates import read_date
from .tokens import PhraseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .tokens import Scanner, Token

SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
).split()
ENDINGS = ("st", "nd", "rd", "th")
STRETCHES = {
    # which quarters of a period each is
    "beginning": (0, 1), "early": (0, 2), "mid": (1, 3), "late": (2, 4), "end": (3, 4),
    "first half": (0, 2), "second half": (2, 4),
}  # fmt: skip
_WORDS = {
    "early in": "early", "early": "early", "early-": "early", "mid": "mid", "mid-": "mid",
    "middle of": "mid", "late in": "late", "late": "late", "late-": "late",
    "beginning of": "beginning", "start of": "beginning", "end of": "end", "close of": "end",
    "first half of": "first half", "second half of": "second half", "last half of": "second half",
    "opening of": "beginning", "towards the end of": "end", "toward the end of": "end",
    "near the end of": "end",
}  # fmt: skip


def read_stretch(scan: Scanner) -> str:
    """Read ``early``, ``the end of`` or the like in front of a period; empty for nothing."""
    word = scan.word(*_WORDS)
    if word:
        scan.word("the")
    return _WORDS[word] if word else ""


def stretched(days: Days, stretch: str, token: Token) -> Days:
    """A part of a period, in whole days, months or years, rounded outwards.

    Raises PhraseError for a day, of which only a clock tells more.
    """
    if days.precision == "day" and stretch in ("early", "late") and not days.approximate:
        return days._replace(stretch=stretch)
    if days.precision == "day":
        hint = "behind a day write a part of it: early morning, late evening"
        raise PhraseError(f"{stretch} on a day", token.at, len(token.raw), hint)
    if days.approximate:
        raise PhraseError(f"{stretch} is vague already", token.at, len(token.raw), "leave ~ out")
    low, high = STRETCHES[stretch]
    stretches = []
    for first, last in days.winters or ((days.first, days.last),):
        starts = list(_units(first, last, days.precision))
        count = len(starts) - 1
        begin, stop = count * low // 4, -(-count * high // 4)
        stretches.append((starts[begin], starts[stop] - 1))
    whole = days.first, days.last
    vague = "" if stretch.endswith("half") else stretch
    first, last = min(first for first, _ in stretches), max(last for _, last in stretches)
    return days._replace(
        first=first, last=last, digits="", stretch=vague, whole=whole if vague else None
    )


def _units(first: int, last: int, precision: str) -> Iterator[int]:
    """The first days of the units that a period is counted in, and the day behind it."""
    if precision not in ("year", "decade", "century"):
        yield from range(first, last + 2)
        return
    start = date.fromordinal(first)
    months = 1 if precision == "year" else 12
    at = start.year * 12 + start.month - 1
    while True:
        year, month = divmod(at, 12)
        if year > 9999 or (day := date(year, month + 1, 1).toordinal()) > last:
            break
        yield day
        at += months
    yield last + 1


def read_period(scan: Scanner) -> Days | None:
    """Read a season, a quarter, a week, a decade or a century here, or nothing."""
    start = scan.index
    token = scan.next
    if token.text in SEASONS:
        scan.index += 1
        scan.word("of the year", "of", ",", "in")
        return _season(scan, token, start)
    if token.kind == "number":
        period = _decade(scan) or _numbered(scan)
    else:
        period = _in_words(scan) or _coded(scan)
    if period is None:
        scan.index = start
    return period


def _season(scan: Scanner, season: Token, start: int) -> Days | None:
    code = SEASONS[season.text]
    year = scan.next
    if year.kind != "date" or not year.text[:4].isdecimal() or year.text[4:5] not in ("", "/", "-"):
        scan.index = start
        return None
    scan.index += 1
    first, slash, second = year.text.partition("/")
    if not slash and scan.next.text in ("-", "/", "\N{EN DASH}"):
        following = scan.tokens[scan.index + 1]
        if following.text.isdecimal() and len(following.text) in (2, 4):
            second, slash = following.text, "/"
            scan.index += 2
    elif "-" in first and len(first) == 7:
        first, slash, second = first.partition("-")  # winter 1978-79 looks like a month
    if len(first) != 4:
        scan.index = start
        return None
    days = days_of_season(int(first), code)
    if not slash:
        return days
    if code != 24 or not str(int(first) + 1).endswith(second):
        message = "two years for one season" if code != 24 else "a winter is of two years in a row"
        raise PhraseError(message, year.at, len(year.raw), f"write {season.text} {first}")
    return days_of_season(int(first), code, 1)


def _decade(scan: Scanner) -> Days | None:
    """``1960s``, ``1960's``."""
    token, letter = scan.tokens[scan.index : scan.index + 2]
    if len(token.text) != 4 or not token.text.isdecimal() or token.text == "0000":
        return None
    skip = 1 + (letter.text in ("'", "\N{RIGHT SINGLE QUOTATION MARK}"))
    letter = scan.tokens[min(scan.index + skip, len(scan.tokens) - 1)]
    if letter.text != "s" or token.text[3] != "0" or letter.at > token.stop + 1:
        return None
    scan.index += skip + 1
    year = int(token.text)
    if token.text.endswith("000"):  # ten years or a thousand
        hint = f"write {year}..{year + 9}, or {year // 100 + 1}st century"
        raise PhraseError("a decade or a century?", token.at, len(token.raw) + 1, hint)
    if token.text.endswith("00"):
        hint = f"write {year}..{year + 9}, or {year // 100 + 1}th century"
        raise PhraseError("a decade or a century?", token.at, len(token.raw) + 1, hint)
    return Days(date(year, 1, 1).toordinal(), month_last(year + 9, 12), "decade")


def _numbered(scan: Scanner) -> Days | None:
    """``19th century``, ``2nd quarter of 1912``."""
    token = scan.next
    if not token.text.isdecimal() or len(token.text) > 2:
        return None
    scan.index += 1
    if not scan.word(*ENDINGS):
        return None
    return _ordered(scan, int(token.text))


def _in_words(scan: Scanner) -> Days | None:
    if scan.next.text not in ORDINALS:
        return None
    number = ORDINALS.index(scan.next.text) + 1
    scan.index += 1
    return _ordered(scan, number)


def _ordered(scan: Scanner, number: int) -> Days | None:
    """The century or the quarter of that number."""
    if scan.word("century", "cent .", "cent", "c ."):
        if not 1 <= number <= 99:
            return None
        first, last = max(1, number * 100 - 100), number * 100  # people differ where one begins
        return Days(date(first, 1, 1).toordinal(), month_last(last, 12), "century")
    if number <= 4 and scan.word("quarter of the year", "quarter of", "quarter"):
        return _quarter(scan, number)
    return None


def _quarter(scan: Scanner, number: int) -> Days | None:
    days = read_date(scan)
    if days is None or days.precision != "year" or not days.digits:
        return None
    return quarter(int(days.digits), number)


def _coded(scan: Scanner) -> Days | None:
    """``Q4 2021``, ``H1 2021``, ``week 24 of 2026``."""
    word = scan.word("q", "h", "week", "w", "wk")
    number = scan.take("number") if word else None
    if number is None or not number.text.isdecimal() or len(number.text) > 2:
        return None
    mark = scan.index
    scan.word("of", ",", "in", "/")
    days = read_date(scan)
    if days is None and word in ("week", "wk"):
        scan.index = mark
        return week_alone(int(number.text))
    if days is None or days.precision != "year" or not days.digits:
        return None
    year, count = int(days.digits), int(number.text)
    if word == "q" and 1 <= count <= 4:
        return quarter(year, count)
    if word == "h" and count in (1, 2):
        first = date(year, count * 6 - 5, 1).toordinal()
        return Days(first, month_last(year, count * 6), "half year")
    if word in ("q", "h"):
        return None
    return week(year, count, 0, number)
