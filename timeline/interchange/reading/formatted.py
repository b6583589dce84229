"""The moment of a text by the formats that rules name, or why it has none of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .moments import IMPOSSIBLE, iso, two_readings
from .tally import Refused, quoted

if TYPE_CHECKING:
    from .moments import Moment
    from .rules import Time

_ROUNDED = re.compile(r"[+-]?[\d.]+[eE]\+?\d+", re.ASCII).fullmatch
_SERIAL = re.compile(r"[1-9]\d{4}(?:[.,]\d+)?", re.ASCII).fullmatch
"""A day as a spreadsheet counts them, from 1927 to 2173; as seconds it is a day of January 1970."""


_CLOCK_ALONE = re.compile(
    r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?", re.ASCII
).fullmatch
_MOST_NAMED = 3  # formats that are told one by one


def formatted_moment(text: str, time: Time) -> Moment:
    """The moment of a text by the first format that it has. Raises Refused."""
    for name, read in time.formats:
        if len(time.formats) > 1 and name.startswith("unix") and _SERIAL(text):
            continue  # nobody can tell it from a day of a spreadsheet
        moment = read(text)
        if moment is IMPOSSIBLE:
            raise Refused(f"no such time: {quoted(text)}", kind="no such time")
        if moment is not None:
            return moment
    raise _unread(text, time)


def _unread(text: str, time: Time) -> Refused:
    """Why a time cannot be read, and what the rules would have to say."""
    names = " or ".join(name for name, _ in time.formats)
    ours = time.origin.file.startswith("<")  # rules that come with crisis
    where = "rules of your own (--rules FILE) say: " if ours else ""
    if not ours and time.origin.line:
        where = f"{time.origin.file}:{time.origin.line}: "
    readings = two_readings(text)
    if len(readings) == 2:
        said = " or ".join(said for said, _ in readings)
        hint = " or ".join(f'format: "{pattern}"' for _, pattern in readings)
        kind = "a date that can be read in two ways"
        if names == "iso":
            return Refused(f"{quoted(text)} may be {said}", f"the rules say which: {hint}", kind)
    elif readings and names == "iso":
        hint = f'{where}format: "{readings[0][1]}"'
        return Refused(f"{quoted(text)} is not written as {names}", hint, f"not written as {names}")
    kind = f"not written as {names}"
    if len(time.formats) > _MOST_NAMED:
        kind = f"in none of the {len(time.formats)} formats of the rules"
    hint = "" if iso(text) is None else "format: iso reads it"
    if _CLOCK_ALONE(text) and all("%d" in name for name, _ in time.formats):
        hint = f"does its day stand in a row above? {where}fill: the column of the days"
    elif _SERIAL(text):
        hint = "a spreadsheet's count of days? let it write dates: 2026-11-20 10:30"
    elif "unix" in names and _ROUNDED(text):
        hint = "its digits are rounded: have the program write all of them"
    elif names == "iso" and text.isdigit():
        hint = "is it a count? format: unix, or unix ms, us, ns"
    return Refused(f"{quoted(text)} is {kind}", hint or f"{where}format: how it is written", kind)
