"""The Julian calendar, against published tables."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline.base.julian import is_leap, julian, ordinal

# Reingold and Dershowitz, Calendrical Calculations, appendix C: the fixed day (here the ordinal),
# the Gregorian and the Julian date.
TABLE = [
    (25469, "0070-09-24", (70, 9, 26)),
    (49217, "0135-10-02", (135, 10, 3)),
    (171307, "0470-01-08", (470, 1, 7)),
    (210155, "0576-05-20", (576, 5, 18)),
    (253427, "0694-11-10", (694, 11, 7)),
    (369740, "1013-04-25", (1013, 4, 19)),
    (400085, "1096-05-24", (1096, 5, 18)),
    (434355, "1190-03-23", (1190, 3, 16)),
    (452605, "1240-03-10", (1240, 3, 3)),
    (470160, "1288-04-02", (1288, 3, 26)),
    (473837, "1298-04-27", (1298, 4, 20)),
    (507850, "1391-06-12", (1391, 6, 4)),
    (524156, "1436-02-03", (1436, 1, 25)),
    (544676, "1492-04-09", (1492, 3, 31)),
    (567118, "1553-09-19", (1553, 9, 9)),
    (569477, "1560-03-05", (1560, 2, 24)),
    (601716, "1648-06-10", (1648, 5, 31)),
    (613424, "1680-06-30", (1680, 6, 20)),
    (626596, "1716-07-24", (1716, 7, 13)),
    (645554, "1768-06-19", (1768, 6, 8)),
    (664224, "1819-08-02", (1819, 7, 21)),
    (671401, "1839-03-27", (1839, 3, 15)),
    (694799, "1903-04-19", (1903, 4, 6)),
    (704424, "1929-08-25", (1929, 8, 12)),
    (727274, "1992-03-17", (1992, 3, 4)),
    (744313, "2038-11-10", (2038, 10, 28)),
    (764652, "2094-07-18", (2094, 7, 5)),
]
JULIAN_DAY = 1721425
"""The Julian day number at noon of the day before ordinal 1: numbers of days since 4713 BC."""


@pytest.mark.parametrize(("day", "gregorian", "there"), TABLE)
def test_days_are_those_of_the_published_table(
    day: int, gregorian: str, there: tuple[int, int, int]
) -> None:
    assert date.fromisoformat(gregorian).toordinal() == day
    assert ordinal(*there) == day
    assert julian(day) == there


@pytest.mark.parametrize(
    ("number", "there"),
    [(0, (-4713, 1, 1)), (2299160, (1582, 10, 4)), (2440588, (1969, 12, 19))],
)
def test_julian_days_are_counted_from_4713_before_christ(
    number: int, there: tuple[int, int, int]
) -> None:
    assert ordinal(*there) + JULIAN_DAY - 1 == number - 1


@given(st.integers(-1_000_000, 4_000_000))
def test_every_day_has_one_date_and_every_date_one_day(day: int) -> None:
    there = julian(day)
    assert ordinal(*there) == day
    assert julian(day + 1) > there
    assert 1 <= there.month <= 12
    assert 1 <= there.day <= 31


@given(st.integers(1, 9999))
def test_a_year_has_a_day_more_every_fourth(year: int) -> None:
    assert ordinal(year + 1, 1, 1) - ordinal(year, 1, 1) == 365 + is_leap(year)
    assert is_leap(year) == (year % 4 == 0)
