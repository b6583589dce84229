"""What a clock shows, as read."""

from __future__ import annotations

from crisis.timeline.base.namedtuple import NamedTuple

TO = ("to", "until", "till", "til", "through", "thru")
RANGE_WORDS = (*TO, "and", "or", "..", "-", "\N{EN DASH}", "\N{EM DASH}")
HALVES = ("am", "pm", "a.m.", "p.m.")


class Clock(NamedTuple):
    """A clock time: microseconds since local midnight and the last written unit.

    ``rounded`` marks an hour without minutes, ``noon`` the word, ``half`` the ``a`` or ``p`` of
    ``a.m.`` and ``p.m.``.
    """

    micro: int
    unit: int
    rounded: bool = False
    noon: bool = False
    half: str = ""
