"""Merging files that people lay out in odd ways: nothing is lost, and once is enough."""

from __future__ import annotations

import pytest
from hypothesis import assume, given

from crisis.timeline.editing.safe_write import Refused
from crisis.timeline.loading import loads
from crisis.timeline.merging.merge import Unmerged

from ...support.laid_out import laid_out
from ...support.timelines import data
from .test_merge import merge, told_of_all

H = "timeline: {zone: UTC}\n"
WIDE = "timeline: {zone: UTC, vague: {evening: 16:00..20:00}}\n"
ODD = data("merging.yaml")
REFUSED = {
    "an anchor": ("events:\n- &x {id: a, title: A}\n", H + "events: []\n", "an anchor"),
    "a key twice": ("events:\n- {id: a, title: A, title: B}\n", H, "stands twice"),
    "no mapping": ("", H, "must be a mapping"),
    "comments alone": (H, "# hello\n", "must be a mapping"),
    "broken off": (H, "events:\n- {id: a\n", "expected"),
    "other widths": (
        H + "events:\n  2026-11-20:\n  - {id: a, title: A, when: '10:00'}\n",
        WIDE + "events:\n  2026-11-20:\n  - {id: b, title: B, when: evening}\n",
        "would mean something else",
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_nothing_is_lost_however_it_is_laid_out(name: str) -> None:
    first, second = ODD[name]
    result = merge(first, second)
    if not result.named:
        told_of_all(result.text, first, second)
    assert merge(result.text, first).text == result.text
    assert merge(result.text, second).text == result.text
    for text in (first, second):
        assert merge(text, text).text == text


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_be_lost_is_refused(name: str) -> None:
    first, second, message = REFUSED[name]
    with pytest.raises((Refused, Unmerged), match=message):
        merge(first, second)


@given(laid_out(), laid_out())
def test_files_as_people_lay_them_out(first: str, second: str) -> None:
    assume(not any(loads(text).problems for text in (first, second)))
    assert merge(first, first).text == first
    try:
        result = merge(first, second)
    except Refused as refused:
        assert "would mean something else" in str(refused)  # noqa: PT017 - another day's header
        return
    if not result.named:
        told_of_all(result.text, first, second)
    assert merge(result.text, first).text == result.text
