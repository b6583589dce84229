"""The colours of actors: told apart by every eye, on both pages, and in grey."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import dist

import pytest

from crisis.timeline.reports.palette import PALETTE
from crisis.timeline.reports.signs import DISPUTE, MATCH

from ...support.colours import EYES, contrast, seen

PAGES = {"light": "#ffffff", "dark": "#0d1117"}


def colours(page: str) -> list[str]:
    return [getattr(hue, page) for hue in PALETTE]


@pytest.mark.parametrize("page", PAGES)
def test_each_stands_out_from_its_page(page: str) -> None:
    assert len(PALETTE) == 8
    assert min(contrast(colour, PAGES[page]) for colour in colours(page)) >= 3


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("page", PAGES)
def test_no_two_look_alike_to_any_eyes(
    page: str, eyes: tuple[tuple[float, float, float], ...]
) -> None:
    """CIE 1976: 2.3 is just seen; ten and more is seen at a glance."""
    pairs = combinations(colours(page), 2)
    assert min(dist(seen(one, eyes), seen(other, eyes)) for one, other in pairs) >= 15


@pytest.mark.parametrize("page", PAGES)
def test_each_is_a_grey_of_its_own(page: str) -> None:
    lightness = sorted(seen(colour)[0] for colour in colours(page))
    assert min(high - low for low, high in pairwise(lightness)) >= 5


@pytest.mark.parametrize("page", PAGES)
def test_none_is_a_hue_that_has_another_job(page: str) -> None:
    for hue in (DISPUTE, MATCH):
        other = seen(getattr(hue, page))
        assert min(dist(seen(colour), other) for colour in colours(page)) >= 25
