"""How the end of a range is written in words: ``between 00:00 and 08:13``.

Among people a range of two clocks is over when the second one strikes. So what ends within a minute
is told by the next one, unless somebody wrote that minute (``21:07..22:18``, with 22:18 inside).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.languages import ENGLISH
from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from crisis.timeline.base.languages import Language
    from crisis.timeline.base.zones import Zone

APART, TO = "\0", "\1"
"""What stands between the ends of a range, and before the end of what lasts, until it is spoken."""
_ROUND = 5
_STRICT = 1000
"""What is before something else ends that many microseconds early, at most."""


class Letters(NamedTuple):
    """What times in words are written with, so that the two ends of a range can be told apart.

    ``phrases`` are those in which the time was written, where that is known.
    """

    language: Language = ENGLISH
    dash: str = APART
    arrow: str = APART
    phrases: tuple[str, ...] = ()

    def over(self, high: int, zone: Zone, unit: int) -> int | None:
        """The clock before which a range is over whose last instant is ``high``.

        In whole units, minutes or seconds. None where the unit that holds ``high`` says it: that is
        its first instant, or all of it is inside, and it was written or is a round number.
        """
        rest = zone.wall(high) % unit
        if not rest:
            return None
        number = zone.wall(high) // unit % 60
        if rest == unit - 1 and not number % _ROUND:
            return None
        if rest >= unit - _STRICT and self._wrote(number):
            return None
        return high - rest + unit

    def _wrote(self, number: int) -> bool:
        ends = tuple(f"{mark}{number:02}" for mark in ":.h")
        return any(end in phrase for phrase in self.phrases for end in ends)
