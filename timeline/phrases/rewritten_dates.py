"""Dates in other forms, as the language writes them: ``20.11.2026 13:42``, ``Easter 1916``."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from crisis.timeline.base.calendar import MONTHS, WEEKDAYS

from .feasts import FIXED, MOVABLE, easter_of
from .hints import EXAMPLE, MONTH, YEAR, weekday_before, weekday_behind, year_ending
from .rewriting import Rewrite, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = {name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)}
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|d)?"
_CLOCK = r"(?P<clock>\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_LOOSE = _pattern(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = _pattern(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?!\d)")
_TURNED = _pattern(r"(?<![\d.])(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_SHORT_YEAR = _pattern(r"(?<![\d./:-])(\d{1,2})([-/])(\d{1,2})\2(\d\d)(?![\d./:-])")
_ROMAN = _pattern(r"(?<!\d)(\d{1,2})[./ ]+(x?i{1,3}|i?v|vi{1,3}|i?x|xii?)[./ ]+(\d{4})(?!\d)")
_APACHE = _pattern(rf"\[?{_DAY}/{_MONTH}/(?P<year>\d{{4}}):{_CLOCK}(?P<zone> [+-]\d{{4}})?\]?")
_CTIME = _pattern(
    rf"(?:[a-z]{{3}},? )?{_MONTH} +{_DAY} {_CLOCK}(?P<zone> [A-Z]+)? (?P<year>\d{{4}})"
)
_NO_YEAR = (
    _pattern(rf"(?<![\w:]){_DAY}[ -]+(?:of )?{_MONTH}(?![\w ]*\d{{4}})"),
    _pattern(rf"(?<![\w:]){_MONTH} +{_DAY}(?!\d|:)(?!,? \d{{4}})"),
)
_NUMBERED = _pattern(r"(?<![\d-])(\d{4})-(\d{3})(?![\d-])")
_DAYS_ON = _pattern(r"(?<![\d-])(\d{4}-\d\d)-(\d\d)-(\d\d)(?![\d-])")
_YEARS = _pattern(r"(?<![\d-])(\d{4})-(\d{4}|\d\d)(?![\d-])")
_WEEKDAY = _pattern(
    r"(?:\bon )?\b(?P<name>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?"
)
_NAME = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_HOUR = r"(?:noon|\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\b\.?)?)"
_TO = r"(?:to|until|till|through|-|\N{EN DASH})"
_FROM_TO = (
    _pattern(
        rf"(?:from )?(?P<start>{_HOUR}),? (?:on )?(?P<first>{_NAME}) ?{_TO} ?"
        rf"(?P<stop>{_HOUR}),? (?:on )?(?P<last>{_NAME})"
    ),
    _pattern(
        rf"(?:from )?(?P<first>{_NAME}),? (?:at )?(?P<start>{_HOUR}) ?{_TO} ?"
        rf"(?P<last>{_NAME}),? (?:at )?(?P<stop>{_HOUR})"
    ),
)
"""From a clock of a weekday to that of another one."""
_LACKING = _pattern(rf"{YEAR}-(\d\d)-(\d\d)")
_ORDINAL = _pattern(
    r"(?:\b(?:of|on) )?(?:\bthe )?\b(\d{1,2})(?:st|nd|rd|th)\b"
    r"(?! (?:century|quarter|cent|c\b))(?: (?:inst(?:ant)?|ult(?:imo)?|prox(?:imo)?)\b\.?)?"
)
_WEEK_OF = _pattern(r"(?:the )?week (?:of|beginning|starting|commencing) (?P<date>.+)")
_WEEK = _pattern(r"(?:the )?(?:week|wk|kw) ?(\d{1,2})")
_FIXED = FIXED | {
    "christmas": (12, 25), "new year": (1, 1), "annunciation": (3, 25), "midsummer": (6, 24),
    "all saints": (11, 1), "all souls": (11, 2), "twelfth day": (1, 6),
}  # fmt: skip
_TWELFTH = _pattern(r"(?:on )?\btwelfth[- ]night\b(?:,? (?:of |in )?(?P<year>\d{4}))?")
_FEAST = _pattern(
    r"(?:the )?(?:feast of )?\b(?P<name>"
    + "|".join(sorted((*_FIXED, *MOVABLE), key=len, reverse=True)).replace(
        "'", "['\N{RIGHT SINGLE QUOTATION MARK}]?"
    )
    + r")\b(?:,? (?:of |in )?(?P<year>\d{4}))?"
)


def dates(text: str) -> Iterator[Rewrite]:
    """The dates that a text may name in another form, in their places in it."""
    for pattern in (_APACHE, _CTIME):
        if (match := pattern.search(text)) and (month := _NAMES.get(match["month"][:3].casefold())):
            day = _day(match["year"], month, match["day"])
            zone = match["zone"] or ""
            if day:
                yield Rewrite((f"{day} {match['clock']}{zone}",))
                return
    for pattern in (_LOOSE, _COMPACT):
        texts = replaced(text, pattern, lambda m: _days((m[1], m[2], m[3])))
        if texts and texts != [text]:
            yield Rewrite(tuple(texts))
    texts = replaced(text, _TURNED, lambda m: _days((m[3], m[2], m[1]), (m[3], m[1], m[2])))
    texts += replaced(text, _ROMAN, lambda m: _days((m[3], _roman(m[2]), m[1])))
    if texts:
        yield Rewrite(tuple(texts))
    if texts := replaced(text, _SHORT_YEAR, lambda m: _short(m[4], (m[3], m[1]), (m[1], m[3]))):
        why = "of which century, and is the day or the month first?"
        yield Rewrite(tuple(texts), why if len(texts) > 1 else "of which century?")
    texts = replaced(text, _YEARS, _years)
    texts += replaced(text, _NUMBERED, lambda m: _numbered(m[1], m[2]))
    texts += replaced(text, _DAYS_ON, lambda m: [f"{m[1]}-{m[2]}..{m[1]}-{m[3]}"])
    if texts:
        yield Rewrite(tuple(texts))


def without_year(text: str) -> Iterator[Rewrite]:
    """``20 November`` with the year that is meant, in its place."""
    for pattern in _NO_YEAR:
        texts = replaced(
            text,
            pattern,
            lambda m: [f"{YEAR}-{_NAMES[m['month'][:3].casefold()]:02}-{int(m['day']):02}"],
        )
        if texts:
            yield Rewrite(tuple(texts), "a date without its year")
            return


def _number_of(weekday: str) -> int:
    start = weekday[:2].casefold()
    return next(n for n, name in enumerate(WEEKDAYS) if name.casefold().startswith(start))


def year_of_weekday(text: str, phrase: str) -> str:
    """The day of a phrase without its year in one that has the weekday that the text names.

    Empty where the text names no weekday, or the phrase lacks no year.
    """
    weekday, lacking = _WEEKDAY.search(text), _LACKING.search(phrase)
    if weekday is None or lacking is None:
        return ""
    known = int(EXAMPLE[:4])
    for year in sorted(range(known - 12, known + 13), key=lambda year: abs(year - known)):
        day = _day(str(year), lacking[1], lacking[2])
        if day and date.fromisoformat(day).weekday() == _number_of(weekday["name"]):
            return day
    return ""


def weekdays(text: str) -> Iterator[Rewrite]:
    """The dates of a weekday, near the day of the header."""
    also = "put the event under a day header"
    for pattern in _FROM_TO:
        if match := pattern.fullmatch(text):
            first, last = _number_of(match["first"]), _number_of(match["last"])
            gap = (last - first) % 7
            spans = (
                f"from {day(first)} {match['start']} to {day(first, gap)} {match['stop']}"
                for day in (weekday_before, weekday_behind)
            )
            yield Rewrite(tuple(spans), "a weekday is no date", also)
    match = _WEEKDAY.search(text)
    if match is None:
        return
    number = _number_of(match["name"])
    rest = " ".join((text[: match.start()] + " " + text[match.end() :]).split())
    rest = {"early": "early morning", "late": "late evening", "last": "", "next": ""}.get(
        rest.casefold(), rest
    )
    near = (weekday_before(number), weekday_behind(number))
    inside = tuple(text[: match.start()] + day + text[match.end() :] for day in near)
    led = tuple(f"{day} {rest}".strip() for day in near)
    why = "a weekday is no date"
    yield Rewrite(led, why, also)
    yield Rewrite(inside, why, also)


def feasts(text: str) -> Iterator[Rewrite]:
    """``Michaelmas 1743``, ``Easter Monday 1916``, ``Twelfth Night 1743``."""
    if match := _TWELFTH.search(text):
        before, behind, year = text[: match.start()], text[match.end() :], match["year"] or YEAR
        evenings = (f"{year}-01-05 evening", f"{year}-01-06 evening")
        why = "the eve of Epiphany, or the evening of that day?"
        yield Rewrite(tuple(f"{before}{day}{behind}" for day in evenings), why)
    match = _FEAST.search(text)
    if match is None:
        return
    name = match["name"].casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if name in _FIXED:
        month, day = _FIXED[name]
        put = f"{match['year'] or YEAR}-{month:02}-{day:02}"
    elif match["year"] and match["year"] >= "1583" and MOVABLE[name][0] == MOVABLE[name][1]:
        first = date.fromordinal(easter_of(int(match["year"]), julian=False))
        put = str(first + timedelta(days=MOVABLE[name][0]))
    else:
        return
    yield Rewrite((text[: match.start()] + put + text[match.end() :],))


def days_and_weeks(text: str) -> Iterator[Rewrite]:
    """``of the 15th``, ``week 47``, ``the week of June 13, 1994``."""
    if match := _WEEK_OF.fullmatch(text):
        for rewrite in (*dates(match["date"]), *_named(match["date"])):
            first = date.fromisoformat(rewrite.phrases[0][:10]).isocalendar()
            yield Rewrite((f"{first.year}-W{first.week:02}",), "weeks begin on Monday")
    if match := _WEEK.fullmatch(text):
        yield Rewrite((f"{YEAR}-W{int(match[1]):02}",))
    if match := _ORDINAL.search(text):
        rest = " ".join((text[: match.start()] + " " + text[match.end() :]).split())
        yield Rewrite((f"{MONTH}-{int(match[1]):02} {rest}".strip(),), "of which month?")


def _named(text: str) -> Iterator[Rewrite]:
    for pattern in (
        rf"{_DAY} (?:of )?{_MONTH},? (?P<year>\d{{4}})",
        rf"{_MONTH} {_DAY},? (?P<year>\d{{4}})",
        r"(?P<iso>\d{4}-\d\d-\d\d)",
    ):
        match = _pattern(pattern).fullmatch(text)
        if match and "iso" in match.groupdict():
            yield Rewrite((match["iso"],))
        elif match and (
            day := _day(match["year"], _NAMES[match["month"][:3].casefold()], match["day"])
        ):
            yield Rewrite((day,))


def _days(*written: tuple[str, str, str]) -> list[str]:
    return list(dict.fromkeys(day for parts in written if (day := _day(*parts))))


def _short(year: str, *days: tuple[str, str]) -> list[str]:
    """Months and days of a year of which only the last two digits are written."""
    known = _days(*((f"20{year}", month, day) for month, day in days))
    return [f"{year_ending(year)}{day[4:]}" for day in known]


def _day(year: str, month: str | int, day: str) -> str:
    try:
        return str(date(int(year), int(month), int(day)))
    except ValueError:
        return ""


def _roman(text: str) -> str:
    numerals = "i ii iii iv v vi vii viii ix x xi xii".split()
    return str(numerals.index(text.casefold()) + 1) if text.casefold() in numerals else ""


def _numbered(year: str, day: str) -> list[str]:
    """``2026-325``: the day of that number in its year (ISO 8601)."""
    first = date(int(year), 1, 1) if year > "0000" else None
    if first is None or not 1 <= int(day) <= 366:
        return []
    named = first + timedelta(days=int(day) - 1) if year < "9999" else first
    return [str(named)] if named.year == int(year) else []


def _years(match: re.Match[str]) -> list[str]:
    first, last = match[1], match[2]
    last = first[: 4 - len(last)] + last
    month = len(match[2]) == 2 and int(match[2]) <= 12
    return [f"{first}..{last}"] if last > first and not month else []
