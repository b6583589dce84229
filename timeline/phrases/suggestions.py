"""What may have been meant by a phrase that is none: the nearest form that would do."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from crisis.timeline.base.calendar import MONTHS, WEEKDAYS

from .widths import NUMBERS

if TYPE_CHECKING:
    from .tokens import Scanner

VAGUE = "write a part of the day (morning, evening), a range (14:00..16:30) or ~ (about)"
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?!\d)")
_TURNED = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_NAMED = re.compile(rf"{_DAY}\.?\s+(?:of\s+)?([a-z]{{3,9}})\.?,?\s+(\d{{4}})(?!\d)")
_AMERICAN = re.compile(rf"([a-z]{{3,9}})\.?\s+{_DAY},?\s+(\d{{4}})(?!\d)")
_MONTH = re.compile(r"([a-z]{3,9})\.?,?\s+(\d{4})(?!\d)")
_BEYOND = re.compile(r"(?:^|\s)[+-]\d{4,}(?!:)|(?<![\d.])0000|\by-?\d{5}|\bbce?\b|\bb\.c\.")
_LENGTH = re.compile(r"\d+(\.\d+)?\s*[a-z]")
_SPOKEN = re.compile(r"(half|quarter) (past|to) (\w+)")


def nearest(scan: Scanner) -> str:
    """The nearest form that would do, for a token that fits nowhere."""
    token = scan.next
    text = scan.text.strip().casefold()
    for meant in (_date, _clock):
        if hint := meant(text):
            return hint
    before = scan.tokens[scan.index - 1].text if scan.index else ""
    for word in text.split():
        if word in _TODAY:
            return "a file has no today: write the date, 2023-11-17, or 2023-11-17 21:30"
        if word in _LIGHT:
            return f"write {_LIGHT[word]}, or a range of clocks"
    if token.text in _HINTS:
        return _HINTS[token.text]
    if token.kind == "word" and before in ("before", "after", "by", "at", "and", "between"):
        name = scan.text[token.at :].split()[0].rstrip(";,.")
        return f"an event is written with @: {before} @{name}"
    if before in ("before", "after") and _LENGTH.match(scan.text[token.at :]):
        return f"name what it is measured from: 3h {before} @id, or 3h {before} 14:00"
    if token.text[:3] in _MONTHS and token.kind == "word":
        return "write a date as 2023-11-17"
    if token.text in _DAY_NAMES:
        return "a weekday is no date: write 2023-11-17, or put the event under a day header"
    if token.text in ("/", ".") or token.kind in ("number", "date"):
        return "write a date as 2023-11-17 and a clock as 12:28"
    if token.text in _WORDS:
        return f"`{token.text}` comes first: shortly before 2023-11-17 12:28, morning of 2023-11-17"
    near = get_close_matches(token.text, _WORDS, n=1, cutoff=0.8)
    return f'did you mean "{near[0]}"?' if near else VAGUE


_HINTS = {
    "for": "what lasts begins with `from`: from 20:30 for half an hour",
    "to": "what lasts begins with `from`: from 20:00 to 22:00; an instant in between: 20:00..22:00",
    "until": "what lasts begins with `from`: from 20:00 until 22:00",
    "and": "join what holds together with a semicolon: after @x; before @y",
    ",": "join what holds together with a semicolon: afternoon; after @x",
    "-": "a range is written 14:00..16:00 or 14:00 - 16:00",
    "month": "months and years differ in length: write days or weeks",
    "months": "months and years differ in length: write days or weeks",
    "year": "months and years differ in length: write days or weeks",
    "years": "months and years differ in length: write days or weeks",
    "early": "early, mid and late stand before a part of the day: early morning, late evening",
    "mid": "early, mid and late stand before a part of the day: mid afternoon",
    "late": "early, mid and late stand before a part of the day: late evening, late night",
    "on": "leave `on` out: 2023-11-17 12:28",
    "in": "leave `in the` out: evening, 2023-11-17 evening",
    "since": "write after @x, or 14:00.. for an instant later than that",
    "or": "an alternative stands on each side: 14:00 or 15:00",
}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WEEKDAYS = "mon tue wed thu fri sat sun".split()
_DAY_NAMES = {*_WEEKDAYS, *(name.lower() for name in WEEKDAYS), "tues", "weds", "thur", "thurs"}
_WORDS = (
    "noon unknown before after between during throughout shortly moments just about around "
    "morning midday afternoon evening night early late exactly from for hours minutes"
).split()
_TODAY = ("today", "yesterday", "tomorrow", "tonight", "now")
_LIGHT = {
    "dawn": "early hours or morning", "daybreak": "early hours or morning",
    "sunrise": "early hours or morning", "dusk": "evening", "sunset": "evening",
    "nightfall": "evening", "lunchtime": "midday", "lunch": "midday", "overnight": "night",
}  # fmt: skip


def written_date(text: str) -> str:
    """How to write the date that a text names in another form; empty where it names none."""
    return _date(text.strip().casefold())


def _date(text: str) -> str:
    """The dates that a text may name in another form, and whether its weekday is right."""
    days = _days(text)
    if not days:
        return "years run from 0001 to 9999" if _BEYOND.search(text) else ""
    named = next((n for n, name in enumerate(WEEKDAYS) if name.casefold() in text), None)
    if named is not None and len(days) == 1 and days[0].weekday() != named:
        return f"{days[0]} is a {WEEKDAYS[days[0].weekday()]}: write {days[0]}"
    if named is None and str(days[0]) in text:
        return ""  # that date is written as it should be: something else is wrong
    return f"write {' or '.join(map(str, days))}"


def _days(text: str) -> list[date]:
    found: list[date | None] = []
    if match := _ISO.search(text) or _COMPACT.search(text):
        found.append(_day(match[1], match[2], match[3]))
    elif match := _TURNED.search(text):
        found += [_day(match[3], match[2], match[1]), _day(match[3], match[1], match[2])]
    elif (match := _NAMED.search(text)) and (month := _month(match[2])):
        found.append(_day(match[3], month, match[1]))
    elif (match := _AMERICAN.search(text)) and (month := _month(match[1])):
        found.append(_day(match[3], month, match[2]))
    return list(dict.fromkeys(day for day in found if day is not None))


def _day(year: str, month: str, number: str) -> date | None:
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


def _month(name: str) -> str:
    found = [n for n, month in enumerate(MONTHS, 1) if month.casefold().startswith(name)]
    return str(found[0]) if len(found) == 1 else ""


def _clock(text: str) -> str:
    """Both clocks that ``half past nine`` may name; the month of ``April 1912``."""
    if (match := _MONTH.search(text)) and (month := _month(match[1])):
        return f"write {match[2]}-{month.zfill(2)}"
    match = _SPOKEN.search(text)
    hour = NUMBERS.get(match[3], 0) if match else 0
    if match and match[3].isdecimal() and len(match[3]) <= 2:
        hour = int(match[3])
    if match is None or not 1 <= hour <= 12:
        return ""
    minutes = hour % 12 * 60 + (30 if match[1] == "half" else 15) * (
        1 if match[2] == "past" else -1
    )
    early, late = (f"{at % 1440 // 60:02}:{at % 60:02}" for at in (minutes, minutes + 720))
    return f"write {early} or {late}"
