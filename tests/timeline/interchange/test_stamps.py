"""Stamps that are read at once are read as they are by parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.timeline.base.memo import Memo
from crisis.timeline.base.zones import Zone
from crisis.timeline.interchange.reading.moments import IMPOSSIBLE, iso
from crisis.timeline.interchange.reading.phrases import OutOfTime, Phrase, phrase
from crisis.timeline.interchange.reading.stamps import Stamps

if TYPE_CHECKING:
    from collections.abc import Callable

ZONES = [
    "UTC", "Europe/Amsterdam", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "-08:00",
    "Africa/Monrovia", "Australia/Lord_Howe",
]  # fmt: skip

years = st.sampled_from([1600, 1601, 1883, 1937, 1969, 1970, 1972, 2011, 2023, 2024, 9998, 9999])
years |= st.integers(1000, 9999)
dates = st.tuples(years, st.integers(0, 13), st.integers(0, 32)) | st.sampled_from(
    [(2023, 3, 26), (2023, 10, 28), (2023, 10, 29), (2023, 11, 5), (2011, 12, 29), (2011, 12, 31)]
)
clocks = st.tuples(st.integers(0, 24), st.integers(0, 60), st.integers(0, 60))
fractions = st.just("") | st.from_regex(r"\.[0-9]{0,7}", fullmatch=True)
offsets = st.sampled_from(
    ["", "Z", "z", "+00:00", "-00:00", "+01:00", "-14:59", "+14:00", "+15:00", "+05:45", "+0100"]
)


@st.composite
def stamps(draw: Callable[..., object]) -> str:
    year, month, day = draw(dates)  # type: ignore[misc]
    hours, minutes, seconds = draw(clocks)  # type: ignore[misc]
    between = draw(st.sampled_from("Tt "))
    clock = f"{hours:02}:{minutes:02}:{seconds:02}{draw(fractions)}"
    return f"{year:04}-{month:02}-{day:02}{between}{clock}{draw(offsets)}"


def by_parts(text: str, zone: Zone) -> Phrase | str:
    moment = iso(text)
    if moment is None or moment is IMPOSSIBLE or moment.zero:
        return "no time"
    try:
        return phrase(moment, zone, zone)
    except OutOfTime:
        return "out of time"


@settings(max_examples=300)
@given(name=st.sampled_from(ZONES), text=stamps())
def test_at_once_and_by_parts(name: str, text: str) -> None:
    zone = Zone(name)
    at_once = Stamps(zone).phrase(text, local=True)
    assert at_once is None or at_once[0] == by_parts(text, zone)


def test_most_stamps_are_read_at_once() -> None:
    """Those that logs have; without a zone only where that is the file's."""
    for name in ZONES:
        read = Stamps(Zone(name))
        for text in ("2023-11-17T14:03:22Z", "2023-11-17 14:03:22.123456-05:00"):
            at_once = read.phrase(text, local=False)
            assert at_once is not None
            assert not at_once[1]
        assert read.phrase("2023-11-17T14:03:22", local=False) is None
        at_once = read.phrase("2023-11-17T14:03:22", local=True)
        assert at_once is not None
        assert at_once[1]


def test_what_is_kept_has_an_end() -> None:
    made: list[str] = []
    kept = Memo(lambda text: made.append(text) or text.upper())  # type: ignore[func-returns-value]
    assert [kept["a"], kept["a"], kept["b" * 1000], kept["b" * 1000]] == [
        "A", "A", "B" * 1000, "B" * 1000,
    ]  # fmt: skip
    assert made == ["a", "b" * 1000, "b" * 1000]
    for number in range(10_000):
        assert kept[str(number)] == str(number)
    assert len(kept) < 5_000
