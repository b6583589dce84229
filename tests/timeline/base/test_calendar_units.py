"""Weeks, months, years and decades of days, against what datetime says of the same days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline.base.calendar_units import UNITS

AS_TEXT = {
    "day": lambda day: day.isoformat(),
    "week": lambda day: "{:04}-W{:02}".format(*day.isocalendar()[:2]),
    "month": lambda day: day.isoformat()[:7],
    "year": lambda day: day.isoformat()[:4],
    "decade": lambda day: f"{day.isoformat()[:3]}0s",
}


@pytest.mark.parametrize("by", UNITS)
@given(day=st.dates())
def test_a_day_is_in_the_unit_that_its_date_says(by: str, day: date) -> None:
    unit = UNITS[by]
    if by == "week" and (day.isocalendar().year > 9999 or day.toordinal() > 3_652_055):
        return  # datetime has no week that reaches beyond its years
    assert unit.text(unit.number(day.toordinal())) == AS_TEXT[by](day)


@pytest.mark.parametrize("by", UNITS)
@given(day=st.integers(-14, date.max.toordinal() + 14))
def test_units_follow_each_other_without_a_gap(by: str, day: int) -> None:
    unit = UNITS[by]
    number = unit.number(day)
    assert unit.first(number) <= day < unit.first(number + 1)
    assert unit.number(unit.first(number)) == number or day < 1
