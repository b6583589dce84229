"""Dates of digits in another order than ISO 8601's, where only one order is possible.

``2026/11/20``, ``20.11.2026``, ``25/5/1743``, ``2.v.1743``, and ``20/Nov/2026`` of a server's log.
The tokenizer finds them; one of which both numbers may be the month is none of them.
"""

from __future__ import annotations

import re

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii".split()
_MARKS = re.compile(r"[-./]")

STAMP = rf"""
      \d{{4}}/\d\d/\d\d(?![\w/]|[.-]\d)
      |(?:1[3-9]|2\d|3[01])(?P<between>[-./])(?:0?[1-9]|1[0-2])(?P=between)\d{{4}}(?![\w/]|[.-]\d)
      |\d{{1,2}}\.(?i:xi{{0,2}}|ix|iv|v?i{{1,3}}|v)\.\d{{4}}(?![\w/]|[.-]\d)
      |\d{{1,2}}/(?i:{"|".join(_MONTHS)})/\d{{4}}(?=:\d\d:)
"""
"""The pattern of them, for a verbose expression."""


def iso_of(raw: str) -> str:
    """A date that fits the pattern as ISO 8601 has it; whether its month has the day is not asked.

    A year in front is followed by the month, else the day is in front.
    """
    year, month, day = _MARKS.split(raw.lower())
    if len(year) < 4:
        year, day = day, year
    if month in _ROMAN:
        month = str(_ROMAN.index(month) + 1)
    elif month in _MONTHS:
        month = str(_MONTHS.index(month) + 1)
    return f"{year}-{int(month):02}-{int(day):02}"
