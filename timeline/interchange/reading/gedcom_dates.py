"""Dates of GEDCOM in words of the time language; other calendars than two are refused.

GEDCOM 5.5.1, DATE_VALUE: ABT, CAL and EST are about a date, BEF and AFT one side of it, BET … AND a
stretch in which something was, FROM … TO a period that it lasted, INT a date made of a text.
"""

from __future__ import annotations

import re

from crisis.timeline.base.limits import LONGEST_PHRASE
from crisis.timeline.base.namedtuple import NamedTuple

from .tally import Refused

_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
_DATE = re.compile(
    rf"(?:@\#D([A-Z ]+)@ ?|(GREGORIAN|JULIAN|FRENCH_R|HEBREW) )?"
    rf"(?:(?:(\d{{1,2}}) )?({'|'.join(_MONTHS)})[A-Z]* )?(\d{{3,4}})(/\d\d)?( B\.? ?C\.?| BCE)?",
    re.ASCII,
).fullmatch
_CALENDAR = re.compile(r"@\#D([A-Z ]+)@|\b(FRENCH_R|HEBREW)\b").search
_ABOUT = {"ABT": "about", "CAL": "calculated", "EST": "estimated"}
_PHRASE = re.compile(r"(?:INT\.? +(.*?) *)?\((.*)\)", re.DOTALL | re.IGNORECASE).fullmatch
_KEYWORD = re.compile(r"(ABT|CAL|EST|BEF|AFT|BET|FROM|TO|INT)\b\.? *(.*)", re.DOTALL).fullmatch


class Dated(NamedTuple):
    """A date as phrases: ``when`` something was, or ``start`` and ``end`` of what lasted.

    ``quote`` is a text that stands with it or instead of it, ``how`` whether it was worked out.
    """

    when: str = ""
    start: str = ""
    end: str = ""
    quote: str = ""
    how: str = ""


def dated(text: str) -> Dated:
    """A DATE value. What GEDCOM does not have is given to the time language as it is.

    Raises Refused for another calendar, years before Christ and years told by two numbers.
    """
    if len(text) > LONGEST_PHRASE:
        raise Refused(f"a date longer than {LONGEST_PHRASE:,} characters")
    text = " ".join(text.split())
    if match := _PHRASE(text):
        inner = dated(match[1]) if match[1] else Dated()
        return inner._replace(quote=match[2].strip())
    upper = text.upper()
    if match := _KEYWORD(upper):
        return _with_keyword(match[1], match[2], text)
    return Dated(when=_date(upper) or _other(text))


def _with_keyword(word: str, rest: str, text: str) -> Dated:
    if word == "BET":
        first, _, last = rest.partition(" AND ")
        return Dated(when=f"{_need(first, text)}..{_need(last, text)}")
    if word == "FROM":
        first, _, last = rest.partition(" TO ")
        return Dated(start=_need(first, text), end=_need(last, text) if last else "")
    if word == "TO":
        return Dated(end=_need(rest, text))
    date = _date(rest)
    if not date:
        return Dated(when=_other(text))
    if word in _ABOUT:
        return Dated(when=f"~{date}", how=_ABOUT[word] if word != "ABT" else "")
    if word == "INT":
        return Dated(when=date)
    return Dated(when=f"{'before' if word == 'BEF' else 'after'} {date}")


def _need(part: str, text: str) -> str:
    date = _date(part.strip())
    if not date:
        _other(part)
        raise Refused(f'no date of GEDCOM: "{text[:60]}"', "BET 1 JAN 1900 AND 5 FEB 1901")
    return date


def _other(text: str) -> str:
    """A text that is no date of GEDCOM. Raises Refused for a calendar that is none of ours."""
    if match := _CALENDAR(text.upper()):
        name = (match[1] or match[2]).strip().replace("_", " ")
        if name not in ("GREGORIAN", "JULIAN"):
            name = "French Republican" if name == "FRENCH R" else name.capitalize()
            hint = "only Gregorian and Julian dates are read: write the day in one of them"
            raise Refused(f"a date of another calendar, {name}", hint)
        raise Refused(f'no date of GEDCOM: "{text[:60]}"', "@#DJULIAN@ 3 MAR 1700")
    return text


def _date(upper: str) -> str:
    """A single date as an ISO date, with OS behind it where it is Julian; empty for none."""
    match = _DATE(upper)
    if match is None:
        return ""
    calendar, word, day, month, year, slash, before = match.groups()
    calendar = (calendar or word or "GREGORIAN").strip()
    if calendar not in ("GREGORIAN", "JULIAN"):
        _other(upper)
    if before:
        raise Refused(f"a year before Christ: {upper}", "a timeline begins in the year 1")
    if slash and calendar != "JULIAN":
        hint = "@#DJULIAN@ before it says that it is Old Style"
        raise Refused(f'a year told by two numbers: "{upper}"', hint)
    ordered = [f"{int(year):04}{slash or ''}"]
    ordered += [f"{_MONTHS.index(month) + 1:02}"] if month else []
    ordered += [f"{int(day):02}"] if day else []
    return "-".join(ordered) + (" OS" if calendar == "JULIAN" and not slash else "")
