"""The longest run of a row of numbers that keeps its order: what need not move."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def longest_run(numbers: Sequence[int]) -> list[int]:
    """The places of as many different numbers as can be that grow from one to the next."""
    lasts: list[int] = []  # the smallest number that a run so long can end with
    places: list[int] = []
    above: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(lasts, number)
        above.append(places[length - 1] if length else -1)
        lasts[length : length + 1] = [number]
        places[length : length + 1] = [place]
    run = []
    place = places[-1] if places else -1
    while place >= 0:
        run.append(place)
        place = above[place]
    return run[::-1]
