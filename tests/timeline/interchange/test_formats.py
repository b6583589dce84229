"""Times by a format: what is read is what Python reads; what may mean several is refused."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline.base.zones import DAY, EPOCH_WALL
from crisis.timeline.interchange.reading.directives import strptime
from crisis.timeline.interchange.reading.moments import IMPOSSIBLE, unix

from ...support.importing import imported

DATES = ["%d/%m/%Y", "%Y-%m-%d", "%m/%d/%y", "%d %b %Y", "%B %d, %Y", "%Y%m%d", "%d%b%Y", "%y%m%d"]
CLOCKS = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%H%M%S", "%H:%M:%S.%f", "%I %p", "%H"]
moments = st.datetimes(
    datetime(1000, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-1439, 1439).map(lambda x: timezone(timedelta(minutes=x))),
)


@st.composite
def written(draw: st.DrawFn) -> tuple[str, str]:
    """A format and a text of it, perhaps with a sign too few, too many, or another one."""
    parted = draw(st.sampled_from(["", " ", "T"]))
    pattern = draw(st.sampled_from(DATES)) + parted + draw(st.sampled_from(CLOCKS))
    pattern += draw(st.sampled_from(["", "%z", " %z"]))
    text = draw(moments).strftime(pattern)
    place = draw(st.integers(0, len(text)))
    cut = draw(st.integers(0, 1))
    return pattern, text[:place] + draw(st.sampled_from(["", *"0159 :+-Z"])) + text[place + cut :]


@given(written())
def test_what_is_read_by_a_format_is_what_python_reads(case: tuple[str, str]) -> None:
    pattern, text = case
    read = strptime(pattern)(text)
    if read is None or read is IMPOSSIBLE:
        return
    expected = datetime.strptime(text, pattern)  # noqa: DTZ007
    first = datetime(1, 1, 1)  # noqa: DTZ001
    wall = (expected.replace(tzinfo=None) - first) // timedelta(microseconds=1) + DAY
    away = expected.utcoffset()
    offset = None if away is None else away // timedelta(microseconds=1)
    assert (read.wall, read.offset) == (wall, offset)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("%Y%m%d", "2023111"),  # 1 November or 11 January
        ("%d%m%Y", "1112023"),
        ("%Y-%m-%d %H%M", "2023-11-17 930"),
        ("%Y-%m-%d %H%M%S", "2023-11-17 11111"),
        ("%Y-%m-%d %H:%M%z", "2023-11-17 10:00+0190"),
        ("%Y-%m-%d %H:%M%z", "2023-11-17 10:00+9900"),
        ("%Y-%m-%d %H:%M%z", "2023-11-17 10:00-24:00"),
    ],
)
def test_digits_that_may_mean_several_times_are_refused(pattern: str, text: str) -> None:
    assert strptime(pattern)(text) is None


@pytest.mark.parametrize(
    ("pattern", "text", "phrase"),
    [
        ("%H%M %d/%m/%Y", "0000 17/11/2023", "00:00"),
        ("%H%M%S %d/%m/%Y", "000000 17/11/2023", "00:00:00"),
        ("iso", "0000-01-01T00:00:00", ""),
        ("iso", "0000-00-00T00:00:00.000000+00:00", ""),
        ("iso", "00000000T000000", ""),
        ("iso", "0000", ""),
        ("%m/%d/%Y %H:%M:%S", "00/00/0000 --:--:--", ""),
    ],
)
def test_midnight_is_a_time_and_the_year_zero_is_none(pattern: str, text: str, phrase: str) -> None:
    rules = f'{{reader: jsonl, zone: UTC, when: {{is: t, format: "{pattern}"}}, title: a}}'
    result = imported(f'{{"t": "{text}", "a": "A"}}', rules)
    assert result.tally.read == 1
    assert result.tally.undated.total() == (0 if phrase else 1)
    assert f"when: {phrase}" in result.text if phrase else "when:" not in result.text


@pytest.mark.parametrize("text", ["1.70E+09", "1e9", "1.7e9", "17E8", "1.70000000012e+12"])
def test_numbers_that_were_rounded_are_refused(text: str) -> None:
    rules = "{reader: csv, when: {is: t, format: unix}, title: a}"
    result = imported(f"t,a\n{text},A\n", rules)
    (problem,) = result.problems
    assert problem.message == f'"{text}" is not written as unix'
    assert "rounded" in problem.hint


@pytest.mark.parametrize("text", ["1.700000001e9", "1700000001.5", "17000000015E-1"])
def test_numbers_with_all_their_digits_are_times(text: str) -> None:
    rules = "{reader: csv, when: {is: t, format: unix}, title: a}"
    assert imported(f"t,a\n{text},A\n", rules).tally.read == 1


@pytest.mark.parametrize(
    ("text", "micros"),
    [
        ("1." + "0" * 5_000, 1_000_000),
        ("1." + "9" * 100_000, 1_999_999),
        ("-1." + "0" * 5_000, -1_000_000),
        ("-1." + "0" * 5_000 + "1", -1_000_001),
    ],
)
def test_decimals_without_end_are_read(text: str, micros: int) -> None:
    read = unix("s")(text)
    assert read is not None
    assert read.wall - EPOCH_WALL == micros


def test_blanks_are_parted_in_one_way() -> None:
    read = strptime("%Y   %m  %d")
    assert read("2023 11\t \t17") == read("2023  11 17")
    assert read("2023" + " " * 50_000 + "x") is None
