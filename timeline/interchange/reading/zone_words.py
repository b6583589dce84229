"""Zones as rules, records and commands name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.zone_names import UnknownZone
from crisis.timeline.base.zones import shared_zone

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone

_PLAIN = ("UTC", "GMT", "Z")


def named_zone(name: str) -> Zone:
    """The zone of a name. Raises UnknownZone, also for letters alone.

    EST and CET mean one thing here and another there, though the zone database has them.
    """
    if name.isalpha() and name not in _PLAIN:
        raise UnknownZone(name)
    return shared_zone(name)
